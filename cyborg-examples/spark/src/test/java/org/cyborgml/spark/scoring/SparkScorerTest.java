package org.cyborgml.spark.scoring;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.cyborgml.app.cams.CamTotals;
import org.cyborgml.cam.ClassActivationMaps;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.ImageFolder;
import org.cyborgml.data.ToyFaces;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.kernel.NativeRuntime;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.saliency.map.SaliencyMap;
import org.cyborgml.scoring.CamUse;
import org.cyborgml.scoring.ImageScore;
import org.cyborgml.scoring.LogitColumns;
import org.cyborgml.scoring.ScoreReceiver;
import org.cyborgml.scoring.Scorer;
import org.cyborgml.spark.LocalSpark;
import org.cyborgml.training.TrainedNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkScorerTest {

    private static final int BATCH = 4;
    private static final int THREADS = 1;

    @TempDir
    private Path folder;

    private final SparkSession spark = LocalSpark.session();

    @AfterAll
    static void stop() {
        LocalSpark.stop();
    }

    private SparkScorer.Builder builder() {
        return SparkScorer.builder(spark, folder.resolve("weights.safetensors").toString())
                .architecture(Architecture.SMALL_CNN)
                .side(ToyFaces.SIDE)
                .batch(BATCH)
                .threads(THREADS)
                .logits(LogitColumns.WRITTEN);
    }

    private String images() {
        return folder.resolve("images").toString();
    }

    private Dataset<Row> paths(int partitions) throws IOException {
        List<String> paths =
                new ArrayList<>(ImageFolder.open(folder.resolve("images")).list());
        paths.add(5, "not/there.png");
        return spark.createDataset(paths, Encoders.STRING()).toDF("path").repartition(partitions);
    }

    /** Output of a scoring on one machine. */
    static final class Local implements ScoreReceiver<String> {

        private final Map<String, ImageScore> scores = new LinkedHashMap<>();
        private final Map<String, String> errors = new LinkedHashMap<>();
        private final Map<String, CamTotals> cams = new LinkedHashMap<>();
        private final MapFolder maps;

        Local(MapFolder maps) {
            this.maps = maps;
        }

        Map<String, CamTotals> cams() {
            return cams;
        }

        @Override
        public void onBatch(List<String> images, List<ImageScore> batch, Optional<ClassActivationMaps> cams)
                throws IOException {
            for (int i = 0; i < images.size(); i++) {
                scores.put(images.get(i), batch.get(i));
                CamGrid grid = new CamGrid(8, 8);
                Optional<SaliencyMap> human = maps.read(images.get(i), grid);
                for (String set : List.of("all", set(images.get(i)))) {
                    this.cams
                            .computeIfAbsent(set, name -> new CamTotals(grid))
                            .add(cams.orElseThrow().scaledPredicted(), i, human);
                }
            }
        }

        @Override
        public void onFailure(String image, String message) {
            errors.put(image, message);
        }
    }

    private static String set(String path) {
        return path.contains("1") ? "ones" : "others";
    }

    private Local local(List<String> paths) throws IOException {
        NativeRuntime.useThreads(THREADS);
        TrainedNetwork network = TrainedNetwork.loader(NetworkWeights.read(folder.resolve("weights.safetensors")))
                .architecture(Architecture.SMALL_CNN)
                .side(ToyFaces.SIDE)
                .load();
        Local local = new Local(MapFolder.open(folder.resolve("maps")));
        Scorer.builder(network.network(), network.input(), network.classes())
                .batch(BATCH)
                .build()
                .score(paths, path -> path, ImageFolder.open(folder.resolve("images"))::read, CamUse.MADE, local);
        return local;
    }

    private static Map<String, List<Double>> logits(ScoredImages scored) {
        Map<String, List<Double>> logits = new LinkedHashMap<>();
        scored.scores()
                .collectAsList()
                .forEach(row -> logits.put(row.getAs("path"), row.getList(row.fieldIndex("logits"))));
        return logits;
    }

    private static Map<String, String> errors(ScoredImages scored) {
        Map<String, String> errors = new LinkedHashMap<>();
        scored.errors().collectAsList().forEach(row -> errors.put(row.getAs("path"), row.getAs("error")));
        return errors;
    }

    private static void assertSame(ScoredImages scored, Local local) {
        assertThat(logits(scored)).hasSize(ToyNetwork.IMAGES);
        local.scores.forEach((path, score) -> assertThat(logits(scored).get(path))
                .as(path)
                .isEqualTo(score.logits().stream().boxed().toList()));
        assertThat(errors(scored)).isEqualTo(local.errors);
    }

    @ParameterizedTest
    @CsvSource({"1", "3", "7"})
    void scoresErrorsAndSumsAreThoseOfOneMachineHoweverImagesAreSharedOut(int partitions) throws IOException {
        ToyNetwork.write(folder, 2);
        Dataset<Row> table = paths(partitions);
        Local local = local(table.as(Encoders.STRING()).collectAsList());
        assertThat(local.errors.keySet()).containsExactlyInAnyOrder("not/there.png", "broken.png", "cut.png");
        SparkScorer scorer = builder()
                .images(images())
                .cams(CamUse.MADE)
                .humanMaps(folder.resolve("maps").toString())
                .build();
        try (ScoredImages scored = scorer.score(table)) {
            assertSame(scored, local);
            for (Row row : scored.scores().collectAsList()) {
                assertThat(row.<Double>getAs("score"))
                        .isEqualTo(local.scores.get(row.<String>getAs("path")).score());
            }
            assertThat(scored.cams().keySet()).containsExactly(ScoredImages.ALL);
            assertSame(scored.cams().get("all"), local.cams.get("all"));
            assertThat(scored.cams().get("all").agreement()).isPresent();
        }
        SparkScorer bySet =
                builder().images(images()).cams(CamUse.MADE).testSet("set").build();
        Dataset<Row> sets = table.withColumn(
                "set", when(col("path").contains("1"), lit("ones")).otherwise(lit("others")));
        try (ScoredImages scored = bySet.score(sets)) {
            Map<String, CamTotals> cams = scored.cams();
            assertThat(cams.keySet()).containsExactlyInAnyOrder("ones", "others");
            cams.forEach((set, totals) ->
                    assertThat(totals.mean()).isEqualTo(local.cams.get(set).mean()));
            assertThat(cams.get("ones").agreement()).isEmpty();
            assertThat(scored.scores().columns()).containsExactly("path", "set", "score", "logits");
            assertThat(scored.errors().columns()).containsExactly("path", "set", "error");
        }
    }

    private static void assertSame(CamTotals actual, CamTotals expected) {
        assertThat(actual.mean()).isEqualTo(expected.mean());
        assertThat(actual.agreement()).isEqualTo(expected.agreement());
    }

    @Test
    void imagesInTheTableAreScoredAsTheirFilesAre() throws IOException {
        ToyNetwork.write(folder, 2);
        Local local = local(ImageFolder.open(folder.resolve("images")).list());
        Dataset<Row> files = spark.read().format("binaryFile").load(images());
        SparkScorer scorer = builder().build();
        try (ScoredImages scored = scorer.score(files)) {
            Map<String, List<Double>> logits = new LinkedHashMap<>();
            logits(scored).forEach((uri, values) -> logits.put(uri.substring(uri.lastIndexOf('/') + 1), values));
            assertThat(logits).hasSize(ToyNetwork.IMAGES);
            local.scores.forEach((path, score) -> assertThat(logits.get(path))
                    .isEqualTo(score.logits().stream().boxed().toList()));
            assertThat(scored.scores().columns())
                    .containsExactly("path", "modificationTime", "length", "score", "logits");
            assertThat(errors(scored)).hasSize(2).allSatisfy((path, error) -> assertThat(error)
                    .startsWith(path + ": "));
            assertThat(scored.cams()).isEmpty();
        }
        Dataset<Row> empty =
                files.withColumn("content", lit(null).cast("binary")).limit(1);
        try (ScoredImages scored = scorer.score(empty)) {
            assertThat(scored.scores().count()).isZero();
            assertThat(errors(scored).values()).singleElement().asString().endsWith("has no content, found null");
        }
    }

    @Test
    void ofMoreClassesThereAreProbabilities() throws IOException {
        ToyNetwork.write(folder, 3);
        List<String> paths = ImageFolder.open(folder.resolve("images")).list();
        Local local = local(paths);
        SparkScorer scorer = builder()
                .images(images())
                .classes(ClassNames.of(List.of("cat", "dog", "hare")))
                .logits(LogitColumns.LEFT_OUT)
                .build();
        try (ScoredImages scored = scorer.score(paths(2))) {
            assertThat(scored.scores().columns()).containsExactly("path", "predicted", "probabilities");
            for (Row row : scored.scores().collectAsList()) {
                ImageScore score = local.scores.get(row.<String>getAs("path"));
                assertThat(row.<String>getAs("predicted"))
                        .isEqualTo(List.of("cat", "dog", "hare").get(score.predicted()));
                assertThat(row.<Double>getList(2))
                        .isEqualTo(List.of(score.probability(0), score.probability(1), score.probability(2)));
            }
        }
    }

    @Test
    void whatCannotBeScoredIsRefusedBeforeAnyTask() throws IOException {
        ToyNetwork.write(folder, 2);
        SparkScorer scorer = builder().images(images()).testSet("set").build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scorer.score(paths(1)))
                .withMessage("the table of images has no column set, its columns are [path]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().build().score(paths(1)))
                .withMessage("the table of images has no column content: set the folder of its paths");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scorer.score(paths(1).withColumn("score", lit(1))))
                .withMessageContaining("has a column score, which is made by the scoring");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scorer.score(paths(1).withColumn("path", lit(1))))
                .withMessage("column path is of type int: must be string");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().batch(0))
                .withMessage("batch must be at least 1, found 0");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> SparkScorer.builder(
                                spark, folder.resolve("none.safetensors").toString())
                        .build())
                .withMessageContaining("none.safetensors");
    }
}
