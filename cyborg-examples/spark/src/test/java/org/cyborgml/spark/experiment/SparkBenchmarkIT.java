package org.cyborgml.spark.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Stopwatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Measures Spark on this machine, for BENCHMARKS.md, where the property says so. */
@EnabledIfSystemProperty(named = "spark.benchmark", matches = "true")
class SparkBenchmarkIT {

    private static final int EMPTY_TRIALS = 100_000;
    private static final int EPOCHS = 40;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void emptyTrialsAndTrialsBySizeOfTheCluster(int workers) throws Exception {
        ToyPlan.write(folder, EPOCHS);
        try (LoopbackCluster cluster = new LoopbackCluster(folder.resolve("processes"))) {
            for (int i = 0; i < workers; i++) {
                cluster.worker("worker" + i, Files.createDirectories(folder.resolve("worker" + i)));
            }
            Process empty = cluster.submit(
                    EmptyTrials.class,
                    "empty.log",
                    Map.of("spark.driver.memory", "512m"),
                    Integer.toString(EMPTY_TRIALS));
            assertThat(empty.waitFor()).as(cluster.log("empty.log")).isZero();
            System.out.println(workers + " executors of one core: " + lines(cluster.log("empty.log"), " empty trials"));

            Stopwatch watch = Stopwatch.createStarted();
            Process trials = cluster.submit(
                    "trials.log",
                    Map.of(),
                    "experiment",
                    "run",
                    folder.resolve("plan.yaml").toString(),
                    "--out",
                    folder.resolve("out").toString());
            List<Double> ends = new ArrayList<>();
            while (trials.isAlive()) {
                long finished = Copies.files(folder.resolve("out/runs")).stream()
                        .filter(file -> file.endsWith("result.json"))
                        .count();
                while (ends.size() < finished) {
                    ends.add(watch.elapsed(TimeUnit.MILLISECONDS) / 1000.0);
                }
                Thread.sleep(20);
            }
            assertThat(trials.waitFor()).as(cluster.log("trials.log")).isZero();
            System.out.printf(
                    Locale.ROOT,
                    "%d executors of one core: %d trials of %d epochs in %.1f s, the trials finished at %s s%n",
                    workers,
                    ToyPlan.TRIALS,
                    EPOCHS,
                    watch.elapsed(TimeUnit.MILLISECONDS) / 1000.0,
                    ends);
        }
    }

    private static List<String> lines(String log, String with) {
        return log.lines().filter(line -> line.contains(with)).toList();
    }
}
