package org.cyborgml.spark.experiment;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Stopwatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.cyborgml.app.cams.CamTotals;
import org.cyborgml.app.experiment.CamFile;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.cam.ClassActivationMaps;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.SmallCnn;
import org.cyborgml.models.checkpoint.Safetensors;
import org.cyborgml.models.kernel.NativeRuntime;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.PngWriter;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.scoring.CamUse;
import org.cyborgml.scoring.ImageScore;
import org.cyborgml.scoring.ScoreReceiver;
import org.cyborgml.scoring.Scorer;
import org.cyborgml.spark.LocalSpark;
import org.cyborgml.training.TrainedNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Measures the scoring of 200,000 small images on this machine, for BENCHMARKS.md, where the property says so. */
@EnabledIfSystemProperty(named = "spark.benchmark", matches = "true")
class ScoringBenchmarkIT {

    private static final int IMAGES = 200_000;
    private static final int SIDE = 32;
    private static final StructType TABLE =
            new StructType().add("path", DataTypes.StringType, false).add("content", DataTypes.BinaryType, false);

    @TempDir
    private Path folder;

    private static byte[] image(long number) {
        byte[] grey = new byte[SIDE * SIDE];
        new Random(number).nextBytes(grey);
        return PngWriter.encode(Raster.of(SIDE, SIDE, Channels.GREY, grey));
    }

    private void write() throws Exception {
        Safetensors.write(
                folder.resolve("weights.safetensors"),
                NetworkWeights.of(
                        SmallCnn.builder().inputSide(SIDE).seed(3).build().init()));
        SparkSession spark = LocalSpark.session();
        MapFunction<Long, Row> row = number -> RowFactory.create("image" + number + ".png", image(number));
        spark.range(0, IMAGES, 1, 100)
                .as(Encoders.LONG())
                .map(row, Encoders.row(TABLE))
                .write()
                .parquet(folder.resolve("images").toString());
        LocalSpark.stop();
    }

    /** Scores on one machine, without Spark. */
    private CamTotals local() throws Exception {
        NativeRuntime.useThreads(1);
        TrainedNetwork network = TrainedNetwork.loader(NetworkWeights.read(folder.resolve("weights.safetensors")))
                .architecture(Architecture.SMALL_CNN)
                .side(SIDE)
                .load();
        CamTotals totals = new CamTotals(new CamGrid(8, 8));
        List<Long> images = LongStream.range(0, IMAGES).boxed().toList();
        Scorer.of(network)
                .score(
                        images,
                        number -> "image" + number + ".png",
                        number -> ImageDecoder.withDefaults().decode(image(number), "image" + number),
                        CamUse.MADE,
                        new ScoreReceiver<>() {
                            @Override
                            public void onBatch(
                                    List<Long> batch, List<ImageScore> scores, Optional<ClassActivationMaps> maps) {
                                for (int i = 0; i < batch.size(); i++) {
                                    totals.add(maps.orElseThrow().scaledPredicted(), i, Optional.empty());
                                }
                            }

                            @Override
                            public void onFailure(Long number, String message) {
                                throw new AssertionError(message);
                            }
                        });
        return totals;
    }

    @Test
    void sumsAreThoseOfOneMachine() throws Exception {
        write();
        Stopwatch watch = Stopwatch.createStarted();
        CamTotals totals = local();
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
                        .isEqualTo(new CamFile(totals.mean(), null));
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
