package org.cyborgml.spark.experiment;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.cyborgml.app.cli.PlanOptions;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.console.ConsoleOption;
import org.cyborgml.app.console.Examples;
import org.cyborgml.app.experiment.TrialScheduler.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code experiment run} on Spark: does what is not done of an experiment. */
@Command(
        name = "run",
        description = {
            "Does an experiment, or what is not done of it, on a Spark cluster: every trial is a task. What the plan names is"
                    + " checked first; tasks decode the images.",
            "Every epoch is published in --out. A trial that is lost with its executor goes on from there in another one, and"
                    + " so does the whole when the same command is given again.",
            "A trial computes with spark.task.cpus threads, and gives the bits of a run on one machine with as many."
        },
        mixinStandardHelpOptions = true)
@Examples("spark-submit --master spark://host:7077 --conf spark.task.cpus=4 cyborg-spark.jar experiment run small"
        + " --data hdfs:///faces --out hdfs:///runs")
final class SparkExperimentRunCommand implements Callable<Integer> {

    @Mixin
    private final PlanOptions plan = new PlanOptions();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "URI",
            description = "Where the results go: a folder that driver and executors see, or a URI of Hadoop's storages,"
                    + " such as hdfs://name/runs or s3a://bucket/runs. --data may be a URI too.",
            showDefaultValue = Visibility.NEVER)
    private String out = "";

    @Option(
            names = "--cache",
            defaultValue = "10240",
            paramLabel = "MIB",
            description = "Most that an executor, or the driver, keeps on its disk of files fetched from --data.")
    private long cache;

    @Mixin
    private final ConsoleOption output = new ConsoleOption();

    @Override
    public Integer call() throws IOException {
        if (cache < 0) {
            throw new IllegalArgumentException("--cache " + cache + ": must be at least 0 MiB");
        }
        Console console = output.console();
        SparkConf conf = SparkExperiment.settings(new SparkConf())
                .setIfMissing("spark.app.name", "cyborg experiment " + plan.line());
        ExecutorProcess.prepare(conf.getInt("spark.task.cpus", 1));
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            Outcome outcome = SparkExperiment.of(plan.experiment(), plan.data(), out)
                    .withCacheMebibytes(cache)
                    .withConsole(console)
                    .withCommand("experiment run " + plan.line() + " --out " + out)
                    .run(spark);
            console.say(outcome.finished() + " trials finished"
                    + (outcome.kept() > 0 ? ", " + outcome.kept() + " were finished before" : "") + "; " + out);
            outcome.requireNoFailure();
            return 0;
        }
    }
}
