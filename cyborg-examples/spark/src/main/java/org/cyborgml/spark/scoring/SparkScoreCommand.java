package org.cyborgml.spark.scoring;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.console.Examples;
import org.cyborgml.scoring.CamUse;
import org.cyborgml.scoring.LogitColumns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code score} on Spark. */
@Command(
        name = "score",
        description = {
            "Scores any number of images by a trained network on a Spark cluster: a table of scores, and one of the images that"
                    + " could not be used.",
            "Where the classes of the images are known (--csv, or the column label of --table), metrics.json has the AUC of each"
                    + " test set with its confidence interval (DeLong), and roc/ the points of its ROC curve.",
            ScoringOptions.MEANINGS
        },
        footer = {
            "csv is the score file of cyborg score in parts: one behind the other in the order of their names, they are the file"
                    + " that one process would have written. Of more than two classes each part has a header; keep the first."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
@Examples({
    "spark-submit cyborg-spark.jar score --weights hdfs:///net.safetensors --images hdfs:///images --out hdfs:///scored",
    "spark-submit cyborg-spark.jar score --weights hdfs:///net.safetensors --table hdfs:///images.parquet --out hdfs:///scored"
})
public final class SparkScoreCommand implements Callable<Integer> {

    @Mixin
    private final ScoringOptions options = new ScoringOptions();

    @Option(names = "--logits", description = "Write the raw logits behind the score.")
    private boolean logits;

    @Option(names = "--cams", description = "Write the mean CAM of each test set too, as the command cam does.")
    private boolean cams;

    @Option(
            names = "--table-format",
            paramLabel = "FORMAT",
            defaultValue = "parquet",
            description = "Of the tables: ${COMPLETION-CANDIDATES}.")
    private TableFormat format = TableFormat.PARQUET;

    @Option(
            names = "--roc-points",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Points of a ROC curve at most.")
    private int points;

    /** The command, to be filled by picocli. */
    public SparkScoreCommand() {}

    @Override
    public Integer call() throws IOException {
        options.requireComplete();
        if (!cams) {
            options.requireNoCams();
        }
        LogitColumns columns = logits ? LogitColumns.WRITTEN : LogitColumns.LEFT_OUT;
        Console console = options.console();
        try (OpenSession session = OpenSession.named("cyborg score")) {
            SparkSession spark = session.spark();
            ResultFolder results = ResultFolder.open(spark, options.out(), console);
            ImageTables.Images images = options.images(spark);
            images.sets();
            SparkScorer scorer = options.scorer(spark, images)
                    .logits(columns)
                    .cams(cams ? CamUse.MADE : CamUse.LEFT_OUT)
                    .build();
            if (images.hasLabels()) {
                images.requireLabels(scorer.classes());
            }
            try (ScoredImages scored = scorer.score(images.table())) {
                long count = results.writeScores(scored, format, columns);
                results.writeCams(scored.cams());
                if (images.hasLabels() && scorer.classes().size() == 2) {
                    results.writeMetrics(scored, images, points);
                }
                console.say(count + " images scored; " + options.out());
                results.reportErrors(scored, format);
                return 0;
            }
        }
    }
}
