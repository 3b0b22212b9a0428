package org.cyborgml.spark.scoring;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.cyborgml.app.cams.CamTotals;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.console.Examples;
import org.cyborgml.scoring.CamUse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cam} on Spark. */
@Command(
        name = "cam",
        description = {
            "Makes the mean class activation map of each test set on a Spark cluster, and its agreement with human maps:"
                    + " cams/SET.json, as experiments have it. The images' test sets are the column test_set of --table; without"
                    + " it, all images are the set \"all\".",
            ScoringOptions.MEANINGS,
            "The sums are exact: they do not depend on how the images are shared out."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
@Examples(
        "spark-submit cyborg-spark.jar cam --weights hdfs:///net.safetensors --images hdfs:///images --heatmaps hdfs:///maps"
                + " --out hdfs:///cams")
public final class SparkCamCommand implements Callable<Integer> {

    @Mixin
    private final ScoringOptions options = new ScoringOptions();

    /** The command, to be filled by picocli. */
    public SparkCamCommand() {}

    @Override
    public Integer call() throws IOException {
        options.requireComplete();
        Console console = options.console();
        try (OpenSession session = OpenSession.named("cyborg cam")) {
            SparkSession spark = session.spark();
            ResultFolder results = ResultFolder.open(spark, options.out(), console);
            ImageTables.Images images = options.images(spark);
            images.sets();
            SparkScorer scorer = options.scorer(spark, images).cams(CamUse.MADE).build();
            if (images.hasLabels()) {
                images.requireLabels(scorer.classes());
            }
            try (ScoredImages scored = scorer.score(images.table())) {
                Map<String, CamTotals> cams = scored.cams();
                results.writeCams(cams);
                cams.forEach((set, totals) -> console.say(set + ": " + totals.images() + " images"));
                console.say("mean CAMs of " + cams.size() + " test sets; " + options.out());
                results.reportErrors(scored, TableFormat.PARQUET);
                return 0;
            }
        }
    }
}
