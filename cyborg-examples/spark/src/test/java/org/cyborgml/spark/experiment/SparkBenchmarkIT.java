package org.cyborgml.spark.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Stopwatch;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.cyborgml.app.experiment.Experiment;
import org.cyborgml.app.experiment.Plans;
import org.cyborgml.spark.storage.CountedFileSystem;
import org.junit.jupiter.api.Test;
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
    void emptyTrials(int workers) throws Exception {
        try (LoopbackCluster cluster = cluster(workers)) {
            Process empty = cluster.submit(
                    EmptyTrials.class,
                    "empty.log",
                    Map.of("spark.driver.memory", "512m"),
                    Integer.toString(EMPTY_TRIALS));
            assertThat(empty.waitFor()).as(cluster.log("empty.log")).isZero();
            System.out.println(workers + " executors of one core: " + lines(cluster.log("empty.log"), " empty trials"));
        }
    }

    @Test
    void trialsWithoutSpark() throws Exception {
        String[] arguments = write();
        Stopwatch watch = Stopwatch.createStarted();
        OneProcess.run(folder.resolve("alone.log"), arguments);
        report("without Spark", watch);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void trials(int workers) throws Exception {
        String[] arguments = write();
        try (LoopbackCluster cluster = cluster(workers)) {
            Stopwatch watch = Stopwatch.createStarted();
            Process trials = cluster.submit("trials.log", Map.of(), arguments);
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
            report(workers + " executors of one core", watch);
            System.out.println("  the trials finished at " + ends + " s");
        }
    }

    private String[] write() throws IOException {
        Path plan = ToyPlan.write(folder, EPOCHS);
        return new String[] {
            "experiment", "run", plan.toString(), "--out", folder.resolve("out").toString()
        };
    }

    private LoopbackCluster cluster(int workers) throws IOException {
        LoopbackCluster cluster = new LoopbackCluster(folder.resolve("processes"));
        for (int i = 0; i < workers; i++) {
            cluster.worker("worker" + i, Files.createDirectories(folder.resolve("worker" + i)));
        }
        return cluster;
    }

    private static void report(String what, Stopwatch watch) {
        System.out.printf(
                Locale.ROOT,
                "%s: %d trials of %d epochs in %.1f s%n",
                what,
                ToyPlan.TRIALS,
                EPOCHS,
                watch.elapsed(TimeUnit.MILLISECONDS) / 1000.0);
    }

    /** Executors and the driver are one process here, so all that they ask of the storage of the results is counted. */
    @ParameterizedTest
    @ValueSource(ints = {2, 12})
    void requestsToTheStorage(int epochs) throws Exception {
        Experiment plan = Plans.read(ToyPlan.write(folder, epochs));
        SparkConf conf = SparkExperiment.settings(new SparkConf())
                .setMaster("local[1]")
                .setAppName("requests")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.driver.host", "127.0.0.1");
        CountedFileSystem.settings().forEach((key, value) -> conf.set("spark.hadoop." + key, value));
        String out = CountedFileSystem.uri(folder.resolve("out"));
        CountedFileSystem.take();
        for (String data : List.of(folder.toString(), CountedFileSystem.uri(folder))) {
            try (JavaSparkContext spark = new JavaSparkContext(conf)) {
                SparkExperiment.of(plan, data, out).run(spark);
            }
            System.out.printf(
                    "%d trials of %d epochs, data %s: %s%n", ToyPlan.TRIALS, epochs, data, CountedFileSystem.take());
            MoreFiles.deleteRecursively(folder.resolve("out"), RecursiveDeleteOption.ALLOW_INSECURE);
        }
    }

    private static List<String> lines(String log, String with) {
        return log.lines().filter(line -> line.contains(with)).toList();
    }
}
