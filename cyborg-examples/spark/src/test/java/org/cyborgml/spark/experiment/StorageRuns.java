package org.cyborgml.spark.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.cyborgml.app.cams.CamTotals;
import org.cyborgml.app.experiment.CamFile;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.cam.ClassActivationMaps;
import org.cyborgml.data.ImageFolder;
import org.cyborgml.data.LabelledImage;
import org.cyborgml.data.Split;
import org.cyborgml.data.SplitFile;
import org.cyborgml.data.ToyFaces;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.SmallCnn;
import org.cyborgml.models.checkpoint.Safetensors;
import org.cyborgml.models.kernel.NativeRuntime;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.scoring.CamUse;
import org.cyborgml.scoring.ImageScore;
import org.cyborgml.scoring.ScoreReceiver;
import org.cyborgml.scoring.Scorer;
import org.cyborgml.spark.LocalSpark;
import org.cyborgml.spark.experiment.LoopbackCluster.Worker;
import org.cyborgml.training.TrainedNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Data and results in a cluster's storage, by processes that see nothing of each other's disks but by it: the results are those of
 * one process on its own disk, bit by bit.
 */
@EnabledOnOs(OS.LINUX)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
abstract class StorageRuns {

    private static final int EPOCHS = 6;
    private static final int SIDE = ToyFaces.SIDE;

    private Path local;
    private LoopbackStorage storage;
    private LoopbackCluster cluster;
    private Worker first;

    abstract LoopbackStorage storage(Path folder) throws Exception;

    @BeforeAll
    void begin(@TempDir Path folder) throws Exception {
        local = folder;
        storage = storage(Files.createDirectories(folder.resolve("storage")));
        cluster = new LoopbackCluster(Files.createDirectories(folder.resolve("processes")));
        first = cluster.worker("first", Files.createDirectories(folder.resolve("first")));
        cluster.worker("second", Files.createDirectories(folder.resolve("second")));
        Path data = folder.resolve("data");
        ToyPlan.write(data, EPOCHS);
        Safetensors.write(
                data.resolve("weights.safetensors"),
                NetworkWeights.of(
                        SmallCnn.builder().inputSide(SIDE).seed(3).build().init()));
        Copies.copyAll(data, storage.folder("data"));
    }

    @AfterAll
    void end() throws Exception {
        LocalSpark.stop();
        if (cluster != null) {
            cluster.close();
        }
        if (storage != null) {
            storage.close();
        }
    }

    private String[] experiment(String data, String out) {
        String plan = local.resolve("data/plan.yaml").toString();
        return new String[] {"experiment", "run", plan, "--scenarios", "cyborg,student", "--data", data, "--out", out};
    }

    @Test
    void executorIsLostAndResultsAreThoseOfOneProcess() throws Exception {
        Path whole = local.resolve("whole");
        OneProcess.run(
                local.resolve("whole.log"), experiment(local.resolve("data").toString(), whole.toString()));
        Path out = storage.folder("out");
        Process driver =
                cluster.submit("driver.log", storage.settings(), experiment(storage.uri("data"), storage.uri("out")));
        UnderWay lost = UnderWay.await(out, first, 2, driver);
        first.kill();
        List<String> published = lost.seconds();
        assertThat(driver.waitFor()).as(cluster.log("driver.log")).isZero();

        assertThat(cluster.log("driver.log"))
                .contains("4 trials finished; " + storage.uri("out"))
                .containsPattern(lost.trial() + ": .*, from epoch \\d+ on");
        assertThat(published).hasSizeGreaterThanOrEqualTo(2);
        assertThat(lost.committedSeconds(out)).startsWith(published.toArray(String[]::new));
        Path fetched = local.resolve("fetched");
        Copies.copyAll(out, fetched);
        Files.delete(whole.resolve(".lock"));
        SameResults.require(whole, fetched);
    }

    /** Scores and sums of CAMs, made without Spark. */
    private record Scored(Map<String, Double> scores, CamTotals cams) implements ScoreReceiver<String> {

        @Override
        public void onBatch(List<String> images, List<ImageScore> batch, Optional<ClassActivationMaps> maps) {
            for (int i = 0; i < images.size(); i++) {
                scores.put(images.get(i), batch.get(i).score());
                cams.add(maps.orElseThrow().scaledPredicted(), i, Optional.empty());
            }
        }

        @Override
        public void onFailure(String image, String message) {
            throw new AssertionError(message);
        }
    }

    private Scored scoreAlone() throws Exception {
        NativeRuntime.useThreads(1);
        Path data = local.resolve("data");
        TrainedNetwork network = TrainedNetwork.loader(NetworkWeights.read(data.resolve("weights.safetensors")))
                .architecture(Architecture.SMALL_CNN)
                .side(SIDE)
                .load();
        ImageFolder images = ImageFolder.open(data.resolve("images"));
        Scored scored = new Scored(new HashMap<>(), new CamTotals(new CamGrid(SIDE / 4, SIDE / 4)));
        List<String> paths = SplitFile.read(data.resolve("split.csv")).images(Split.TRAIN).stream()
                .map(LabelledImage::path)
                .toList();
        Scorer.of(network).score(paths, path -> path, images::read, CamUse.MADE, scored);
        return scored;
    }

    @Test
    void scoresAreThoseOfOneProcess() throws Exception {
        Map<String, String> settings = new HashMap<>(storage.settings());
        settings.put("spark.executorEnv.OMP_NUM_THREADS", "1");
        settings.put("spark.sql.shuffle.partitions", "3");
        List<String> command = new ArrayList<>(List.of("score", "--arch=small_cnn", "--size=" + SIDE));
        command.addAll(List.of("--threads=1", "--images-per-task=5", "--cams", "--split=train"));
        command.add("--weights=" + storage.uri("data/weights.safetensors"));
        command.add("--csv=" + storage.uri("data/split.csv"));
        command.add("--images=" + storage.uri("data/images"));
        command.add("--out=" + storage.uri("scored"));
        Process scoring = cluster.submit("score.log", settings, command.toArray(String[]::new));
        assertThat(scoring.waitFor()).as(cluster.log("score.log")).isZero();

        Path fetched = local.resolve("scored");
        Copies.copyAll(storage.folder("scored"), fetched);
        Scored alone = scoreAlone();
        Map<String, Double> scores =
                LocalSpark.session().read().parquet(fetched.resolve("scores").toString()).collectAsList().stream()
                        .collect(Collectors.toMap((Row row) -> row.getAs("path"), row -> row.getAs("score")));
        assertThat(scores).hasSize(12).isEqualTo(alone.scores());
        assertThat(JsonFiles.read(fetched.resolve("cams/all.json"), CamFile.class))
                .isEqualTo(new CamFile(alone.cams().mean(), null));
        assertThat(fetched.resolve("metrics.json")).exists();
        assertThat(fetched.resolve("roc/all.csv")).exists();
    }
}
