package org.cyborgml.spark.experiment;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Stopwatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.cyborgml.app.experiment.CamFile;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.SmallCnn;
import org.cyborgml.models.checkpoint.Safetensors;
import org.cyborgml.spark.LocalSpark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Measures the scoring of small images on this machine, for BENCHMARKS.md, where the property says so, as many as another says. */
@EnabledIfSystemProperty(named = "spark.benchmark", matches = "true")
class ScoringBenchmarkIT {

    private static final int IMAGES = Integer.getInteger("spark.benchmark.images", 200_000);
    private static final int SIDE = ScoringWithoutSpark.SIDE;
    private static final StructType TABLE =
            new StructType().add("path", DataTypes.StringType, false).add("content", DataTypes.BinaryType, false);

    @TempDir
    private Path folder;

    private void write() throws Exception {
        Safetensors.write(
                folder.resolve("weights.safetensors"),
                NetworkWeights.of(
                        SmallCnn.builder().inputSide(SIDE).seed(3).build().init()));
        SparkSession spark = LocalSpark.session();
        MapFunction<Long, Row> row =
                number -> RowFactory.create("image" + number + ".png", ScoringWithoutSpark.image(number));
        spark.range(0, IMAGES, 1, 100)
                .as(Encoders.LONG())
                .map(row, Encoders.row(TABLE))
                .write()
                .parquet(folder.resolve("images").toString());
        LocalSpark.stop();
    }

    @Test
    void sumsAreThoseOfOneMachine() throws Exception {
        write();
        Stopwatch watch = Stopwatch.createStarted();
        Path alone = folder.resolve("alone.json");
        OneProcess.run(
                folder.resolve("alone.log"),
                ScoringWithoutSpark.class,
                folder.resolve("weights.safetensors").toString(),
                Integer.toString(IMAGES),
                alone.toString());
        report("without Spark", watch);
        for (int workers = 1; workers <= 2; workers++) {
            try (LoopbackCluster cluster = new LoopbackCluster(folder.resolve("processes" + workers))) {
                for (int i = 0; i < workers; i++) {
                    cluster.worker("worker" + i, Files.createDirectories(folder.resolve(workers + "worker" + i)));
                }
                Path out = folder.resolve("out" + workers);
                watch.reset().start();
                Process scoring = cluster.submit(
                        "score.log",
                        Map.of("spark.executorEnv.OMP_NUM_THREADS", "1"),
                        "score",
                        "--arch=small_cnn",
                        "--size=" + SIDE,
                        "--weights=" + folder.resolve("weights.safetensors"),
                        "--threads=1",
                        "--table=" + folder.resolve("images"),
                        "--cams",
                        "--out=" + out);
                assertThat(scoring.waitFor()).as(cluster.log("score.log")).isZero();
                report(workers + " executors of one core", watch);
                assertThat(JsonFiles.read(out.resolve("cams/all.json"), CamFile.class))
                        .isEqualTo(JsonFiles.read(alone, CamFile.class));
            }
        }
        assertThat(LocalSpark.session()
                        .read()
                        .parquet(folder.resolve("out2/scores").toString())
                        .filter(col("score").isNotNull())
                        .select("path")
                        .distinct()
                        .count())
                .isEqualTo(IMAGES);
        LocalSpark.stop();
    }

    private static void report(String what, Stopwatch watch) {
        double seconds = watch.elapsed(TimeUnit.MILLISECONDS) / 1000.0;
        System.out.printf(Locale.ROOT, "%s: %.1f s, %.3f ms for each image%n", what, seconds, 1000 * seconds / IMAGES);
    }
}
