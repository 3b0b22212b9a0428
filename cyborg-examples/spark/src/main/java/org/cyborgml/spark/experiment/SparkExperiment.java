package org.cyborgml.spark.experiment;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.experiment.CommonFiles;
import org.cyborgml.app.experiment.Experiment;
import org.cyborgml.app.experiment.RemoteTrials;
import org.cyborgml.app.experiment.TrialScheduler.Outcome;
import org.cyborgml.spark.storage.FileCache;
import org.cyborgml.spark.storage.Listing;
import org.cyborgml.spark.storage.Storage;

/**
 * An experiment on Spark. The driver checks the plan and begins the experiment as {@code experiment run} does, gives its trials to
 * executors, and commits those that are finished. The folder of the results is that of a run on one machine. Given again after
 * whatever ended it, it goes on from the last epochs that were published. Immutable.
 */
public final class SparkExperiment {

    private static final int BYTES_OF_MIB = 1 << 20;
    private static final int DEFAULT_TRIES = 4;

    /** Spark does not begin a job with fewer, or as many, if it is to exclude executors: it tries a task twice on a machine. */
    private static final int TRIES_ON_A_MACHINE = 2;

    private final Experiment experiment;
    private final String data;
    private final String out;
    private final long cacheBytes;
    private final Console console;
    private final String command;

    private SparkExperiment(
            Experiment experiment, String data, String out, long cacheBytes, Console console, String command) {
        this.experiment = experiment;
        this.data = data;
        this.out = out;
        this.cacheBytes = cacheBytes;
        this.console = console;
        this.command = command;
    }

    /**
     * An experiment whose executors keep up to 10 GiB of images.
     *
     * @param experiment what is to be done
     * @param data URI of the folder that the experiment's paths are below
     * @param out URI of the folder of the results; what an earlier run of the same experiment left there is kept
     * @return the experiment, which prints nothing
     */
    public static SparkExperiment of(Experiment experiment, String data, String out) {
        return new SparkExperiment(experiment, data, out, 10240L * BYTES_OF_MIB, new Console(true), "Java program");
    }

    /** The same with another bound of what an executor keeps of the files that it fetches. */
    public SparkExperiment withCacheMebibytes(long most) {
        return new SparkExperiment(experiment, data, out, most * BYTES_OF_MIB, console, command);
    }

    /** The same with a console that shows how far it is. */
    public SparkExperiment withConsole(Console shown) {
        return new SparkExperiment(experiment, data, out, cacheBytes, shown, command);
    }

    /** The same with what started it. */
    public SparkExperiment withCommand(String line) {
        return new SparkExperiment(experiment, data, out, cacheBytes, console, line);
    }

    /**
     * Settings of Spark that experiments need, unless they are made already: native libraries compute with as many threads as a task
     * has cores, no trial is done twice at a time, a trial that failed in an executor is not tried there again, and the log does not hide the
     * progress.
     *
     * @param conf of a context that is to be made
     * @return the same
     */
    public static SparkConf settings(SparkConf conf) {
        return conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", conf.get("spark.task.cpus", "1"))
                .setIfMissing("spark.speculation", "false")
                .setIfMissing("spark.excludeOnFailure.enabled", Boolean.toString(tries(conf) > TRIES_ON_A_MACHINE))
                .setIfMissing("spark.log.level", "WARN");
    }

    /**
     * Does all trials that are not finished.
     *
     * @param spark a context with {@link #settings}
     * @return what came of it; a trial that fails for reasons of its own does not throw
     * @throws IOException if the plan does not pass its check or is not that of the folder, or another driver is using the folder of
     *     the results, or a file cannot be read or written
     * @throws org.cyborgml.app.sharing.LeaseLostException if another driver has taken that folder over, since this one was stopped
     *     for a minute or more
     */
    public Outcome run(JavaSparkContext spark) throws IOException {
        Configuration storage = spark.hadoopConfiguration();
        Path folder = Storage.folder(out, storage);
        Path local = Files.createTempDirectory("cyborg-driver");
        try (ResultsClaim claim = ResultsClaim.of(folder)) {
            FileCache cache = new FileCache(local.resolve("cache"), cacheBytes, Listing.WHOLE_FOLDER);
            Path root = Storage.fixedFolder(data, storage, cache);
            try (RemoteTrials trials =
                    RemoteTrials.of(experiment, root, local.resolve("experiment"), CommonFiles.alone())) {
                return new ExperimentDriver(
                                spark,
                                spec(spark),
                                trials,
                                folder,
                                local.resolve("experiment"),
                                command,
                                console,
                                claim)
                        .run();
            }
        } finally {
            MoreFiles.deleteRecursively(local, RecursiveDeleteOption.ALLOW_INSECURE);
        }
    }

    private ExperimentSpec spec(JavaSparkContext spark) {
        SparkConf conf = spark.getConf();
        boolean isOneProcess = spark.isLocal();
        return new ExperimentSpec(
                RemoteTrials.json(experiment),
                data,
                out,
                new SerializableConfiguration(spark.hadoopConfiguration()),
                cacheBytes,
                conf.getInt("spark.task.cpus", 1),
                // Spark tries nothing again where it has one process.
                isOneProcess ? 1 : tries(conf));
    }

    private static int tries(SparkConf conf) {
        return conf.getInt("spark.task.maxFailures", DEFAULT_TRIES);
    }
}
