package org.cyborgml.spark.experiment;

import com.google.common.base.Stopwatch;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Measures what Spark and the driver cost: gives executors trials in which nothing is to be done. Submitted as {@code spark-submit
 * --class org.cyborgml.spark.experiment.EmptyTrials cyborg-spark.jar 100000}.
 */
public final class EmptyTrials {

    private static final int MIB = 1 << 20;
    private static final int COLLECTIONS = 3;

    private EmptyTrials() {}

    /**
     * Prints trials, seconds, trials a second, and what the driver's heap holds before them and when they have ended.
     *
     * @param arguments number of trials
     * @throws IOException never, as nothing is written
     */
    public static void main(String[] arguments) throws IOException {
        int count = Integer.parseInt(arguments[0]);
        SparkConf conf = SparkExperiment.settings(new SparkConf()).setIfMissing("spark.app.name", "empty trials");
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            TrialFunction nothing = trial -> new TrialReport(trial, null, "", 0, "");
            // One job beforehand, so that executors are there and classes are loaded.
            new TrialJobs(spark, nothing).run(names(100), Map.of(), report -> true);
            long before = heldBytes();
            List<String> names = names(count);
            long[] most = new long[1];
            int[] ended = new int[1];
            Stopwatch watch = Stopwatch.createStarted();
            new TrialJobs(spark, nothing).run(names, Map.of(), report -> {
                if (++ended[0] == count / 2) {
                    watch.stop();
                    most[0] = heldBytes();
                    watch.start();
                }
                return true;
            });
            double seconds = watch.elapsed(TimeUnit.MILLISECONDS) / 1000.0;
            System.out.printf(
                    Locale.ROOT,
                    "%d empty trials: %d ended, %.1f s, %.0f trials/s; driver's heap %.1f MiB before, %.1f MiB in the middle"
                            + " (%.0f bytes a trial), %.1f MiB after%n",
                    count,
                    ended[0],
                    seconds,
                    count / seconds,
                    (double) before / MIB,
                    (double) most[0] / MIB,
                    (double) (most[0] - before) / count,
                    (double) heldBytes() / MIB);
        }
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "backbone/scenario/run" + i)
                .toList();
    }

    /** Bytes of the heap in use after a garbage collection. */
    private static long heldBytes() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
