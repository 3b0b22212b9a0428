package org.cyborgml.spark.scoring;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.cyborgml.app.cams.CamTotals;
import org.cyborgml.app.cli.Main;
import org.cyborgml.app.experiment.CamFile;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.ImageFolder;
import org.cyborgml.data.LabelledImage;
import org.cyborgml.data.Split;
import org.cyborgml.data.SplitFile;
import org.cyborgml.data.ToyFaces;
import org.cyborgml.metrics.AucEstimate;
import org.cyborgml.metrics.BinaryScores;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.kernel.NativeRuntime;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.scoring.CamUse;
import org.cyborgml.scoring.ImageScore;
import org.cyborgml.scoring.LogitColumns;
import org.cyborgml.scoring.Scorer;
import org.cyborgml.spark.LocalSpark;
import org.cyborgml.training.TrainedNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ScoringCommandsTest {

    private static final String NETWORK =
            " --arch small_cnn --size 32 --weights DIR/weights.safetensors --batch 4 --threads 1 --quiet";

    @TempDir
    private Path folder;

    private final SparkSession spark = LocalSpark.session();
    private final StringWriter errors = new StringWriter();

    @AfterAll
    static void stop() {
        LocalSpark.stop();
    }

    private int run(Object command, String line) {
        return Main.configured(new CommandLine(command))
                .setErr(new PrintWriter(errors, true))
                .execute(Splitter.on(' ')
                        .splitToStream(line + NETWORK)
                        .map(word -> word.replace("DIR", folder.toString()))
                        .toArray(String[]::new));
    }

    private Scorer scorer(ClassNames classes, LogitColumns logits) throws IOException {
        NativeRuntime.useThreads(1);
        TrainedNetwork network = TrainedNetwork.loader(NetworkWeights.read(folder.resolve("weights.safetensors")))
                .architecture(Architecture.SMALL_CNN)
                .side(ToyFaces.SIDE)
                .classes(classes)
                .load();
        return Scorer.builder(network.network(), network.input(), network.classes())
                .batch(4)
                .logits(logits)
                .build();
    }

    static String joined(Path parts) throws IOException {
        try (Stream<Path> files = Files.list(parts)) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .sorted()
                    .map(file -> {
                        try {
                            return Files.readString(file);
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    })
                    .collect(Collectors.joining());
        }
    }

    @ParameterizedTest
    @CsvSource({"2, ' --logits', WRITTEN", "3, ' --classes a,b,c', LEFT_OUT"})
    void thePartsAreTheScoreFileOfOneMachine(int classes, String options, LogitColumns logits) throws IOException {
        ToyNetwork.write(folder, classes);
        ImageFolder images = ImageFolder.open(folder.resolve("images"));
        ClassNames names = classes == 2 ? ClassNames.FACES : ClassNames.of(List.of("a", "b", "c"));
        scorer(names, logits).score(images, images.list(), folder.resolve("local.csv"), "weights", (done, total) -> {});
        int status = run(
                new SparkScoreCommand(),
                "--images DIR/images --images-per-task 7 --table-format csv --out DIR/out" + options);
        assertThat(status).as(errors.toString()).isEqualTo(1);
        assertThat(errors.toString())
                .contains(
                        "2 images could not be used, the first: ",
                        "broken.png: ",
                        "; all in " + folder + "/out/errors");
        assertThat(joined(folder.resolve("out/errors"))).contains("path,error", "\ncut.png,");
        String parts = joined(folder.resolve("out/scores"));
        String local = Files.readString(folder.resolve("local.csv"));
        if (classes == 2) {
            assertThat(parts).isEqualTo(local);
        } else {
            String header = "path,predicted,a,b,c\n";
            assertThat(parts.split("path,predicted", -1)).hasSize(4);
            assertThat(header + parts.replace(header, "")).isEqualTo(local);
        }
        assertThat(folder.resolve("out/metrics.json")).doesNotExist();
    }

    @Test
    void metricsOfASplitFileAreThoseOfItsLogits() throws IOException {
        ToyNetwork.write(folder, 2);
        assertThat(run(
                        new SparkScoreCommand(),
                        "--csv DIR/split.csv --split train --images DIR/images --images-per-task 5 --out DIR/out"))
                .as(errors.toString())
                .isZero();
        List<LabelledImage> images = SplitFile.read(folder.resolve("split.csv")).images(Split.TRAIN);
        List<ImageScore> scores = scorer(ClassNames.FACES, LogitColumns.WRITTEN)
                .score(
                        ImageFolder.open(folder.resolve("images")),
                        images.stream().map(LabelledImage::path).toList());
        int[] labels = images.stream()
                .mapToInt(image -> image.label().equals("Synthetic") ? 1 : 0)
                .toArray();
        double[] logits =
                scores.stream().mapToDouble(score -> score.logits().get(1)).toArray();
        AucEstimate auc = AucEstimate.of(BinaryScores.of(labels, logits));
        Map<?, ?> metrics =
                JsonFiles.MAPPER.readValue(folder.resolve("out/metrics.json").toFile(), Map[].class)[0];
        assertThat(metrics.get("test_set")).isEqualTo("all");
        assertThat(metrics.get("real")).isEqualTo(6);
        assertThat(metrics.get("synthetic")).isEqualTo(6);
        assertThat(metrics.get("auc")).isEqualTo(auc.value());
        assertThat((Double) metrics.get("auc_variance")).isCloseTo(auc.variance(), within(1e-12));
        assertThat(Files.readAllLines(folder.resolve("out/roc/all.csv")))
                .startsWith("threshold,false_positive_rate,true_positive_rate", "Infinity,0.0,0.0")
                .hasSize(14);
        List<Row> rows = spark.read()
                .parquet(folder.resolve("out/scores").toString())
                .orderBy("path")
                .collectAsList();
        assertThat(rows).hasSize(12);
        Map<String, Double> byPath = scores.stream().collect(Collectors.toMap(ImageScore::path, ImageScore::score));
        assertThat(rows).allSatisfy(row -> assertThat(row.<Double>getAs("score"))
                .isEqualTo(byPath.get(row.<String>getAs("path"))));
    }

    /** Images in a table, of several test sets, with the CAMs' agreement. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void meanCamsAreThoseOfOneMachine(boolean withScores) throws IOException {
        ToyNetwork.write(folder, 2);
        spark.read()
                .format("binaryFile")
                .load(folder.resolve("images").toString())
                .select(element_at(split(col("path"), "/"), -1).as("path"), col("content"))
                .withColumn(
                        "test_set", when(col("path").contains("1"), lit("ones")).otherwise(lit("others")))
                .withColumn(
                        "label", when(col("path").contains("3"), lit("Real")).otherwise(lit("Synthetic")))
                .repartition(3)
                .write()
                .parquet(folder.resolve("table").toString());
        String line = "--table DIR/table --heatmaps DIR/maps --out DIR/out";
        int status = withScores ? run(new SparkScoreCommand(), line + " --cams") : run(new SparkCamCommand(), line);
        assertThat(status).as(errors.toString()).isEqualTo(1);
        assertThat(errors.toString()).contains("2 images could not be used");
        assertThat(spark.read().parquet(folder.resolve("out/errors").toString()).columns())
                .containsExactly("path", "test_set", "label", "error");
        SparkScorerTest.Local local = new SparkScorerTest.Local(MapFolder.open(folder.resolve("maps")));
        ImageFolder images = ImageFolder.open(folder.resolve("images"));
        scorer(ClassNames.FACES, LogitColumns.LEFT_OUT)
                .score(images.list(), path -> path, images::read, CamUse.MADE, local);
        for (String set : List.of("ones", "others")) {
            CamTotals totals = local.cams().get(set);
            assertThat(JsonFiles.read(folder.resolve("out/cams/" + set + ".json"), CamFile.class))
                    .isEqualTo(new CamFile(totals.mean(), totals.agreement().orElseThrow()));
        }
        assertThat(Files.exists(folder.resolve("out/scores"))).isEqualTo(withScores);
        if (withScores) {
            // Faces 13 and 3 are Real: one of each set, which has no variance.
            assertThat(Files.readString(folder.resolve("out/metrics.json"))).isEqualToIgnoringWhitespace("[]");
        }
    }

    @Test
    void whatCannotBeMeantIsRefused() throws IOException {
        ToyNetwork.write(folder, 2);
        assertThat(run(new SparkScoreCommand(), "--out DIR/out")).isEqualTo(1);
        assertThat(run(new SparkScoreCommand(), "--images DIR/images --heatmaps DIR/maps --out DIR/out"))
                .isEqualTo(1);
        assertThat(run(new SparkCamCommand(), "--images DIR/images --csv DIR/split.csv --table DIR/t --out DIR/out"))
                .isEqualTo(1);
        assertThat(run(new SparkCamCommand(), "--images DIR/images --images-per-task 0 --out DIR/out"))
                .isEqualTo(1);
        Files.createDirectories(folder.resolve("out/scores"));
        assertThat(run(new SparkScoreCommand(), "--images DIR/images --out DIR/out"))
                .isEqualTo(1);
        assertThat(errors.toString())
                .contains(
                        "no images are given: give --images=URI, or --table=URI",
                        "--heatmaps is compared with CAMs: give --cams too",
                        "--csv and --table both say which images: give one of them",
                        "images per task must be at least 1, found 0",
                        "has scores already; give another folder, or delete it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--images DIR/images --select true | --select true needs labels: give --csv, or a --table with the column label",
                "--table DIR/table --crops DIR/crops.csv | --crops is of photographs in a folder, not of those in a table",
                "--images DIR/images --select both | the class to show must be predicted, true, a number below 2",
                "--images DIR/images --attention templates | small_cnn has no attention map, only self_attention has",
                "--images DIR/images --padding 0.7.1 | padding",
                "--images DIR/images --crops DIR/gone.csv | gone.csv"
            })
    void optionsThatDoNotFitAreRefused(String line, String message) throws IOException {
        ToyNetwork.write(folder, 2);
        spark.range(2)
                .select(col("id").cast("string").as("path"))
                .write()
                .parquet(folder.resolve("table").toString());
        assertThat(run(new SparkCamCommand(), line + " --out DIR/out")).isEqualTo(1);
        assertThat(errors.toString()).contains(message);
        assertThat(folder.resolve("out/cams")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--onnx net.onnx",
                "--ensemble a.csv --ensemble b.csv",
                "--videos videos.csv",
                "--shard=1/2",
                "--fast",
                "--json",
                "--method rise,cam",
                "--as-maps",
                "--side 100"
            })
    void optionsOfOneMachineAreRefusedWithWhatToDo(String option) {
        assertThat(run(new SparkScoreCommand(), "--images DIR/images --out DIR/out " + option))
                .isEqualTo(1);
        String name = option.replaceAll("[ =].*", "");
        assertThat(errors.toString()).containsPattern(name + " is not done on Spark: [^.]*(give|leave)");
    }

    @Test
    void aMissingOptionIsNamed() {
        int status = Main.configured(new CommandLine(new SparkScoreCommand()))
                .setErr(new PrintWriter(errors, true))
                .execute(
                        "--images",
                        folder.toString(),
                        "--out",
                        folder.resolve("out").toString());
        assertThat(status).isEqualTo(2);
        assertThat(errors.toString()).contains("Missing required option: '--weights=FILE'");
    }

    @Test
    void labelsAndSetsThatCannotBeUsedAreNamed() throws IOException {
        ToyNetwork.write(folder, 2);
        String csv = Files.readString(folder.resolve("split.csv"));
        Files.writeString(folder.resolve("split.csv"), csv.replace("test,Synthetic,/face13", "test,Fake,/face13"));
        assertThat(run(new SparkScoreCommand(), "--csv DIR/split.csv --images DIR/images --out DIR/out"))
                .isEqualTo(1);
        spark.range(2)
                .select(col("id").cast("string").as("path"), lit("a/b").as("test_set"))
                .write()
                .parquet(folder.resolve("table").toString());
        assertThat(run(new SparkScoreCommand(), "--table DIR/table --images DIR/images --out DIR/out"))
                .isEqualTo(1);
        assertThat(errors.toString())
                .contains(
                        "/face13.png: label Fake is none of the network's classes, [Real, Synthetic]",
                        "test set \"a/b\": must begin with a letter or digit");
    }

    /** Rows of a table made from a list stay in its order. */
    @Test
    void tasksGetImagesThatStandOneBehindTheOther() throws IOException {
        ToyNetwork.write(folder, 2);
        List<String> list = ImageFolder.open(folder.resolve("images")).list();
        ImageTables.Images images =
                new ImageTables(spark, 4).paths(list, folder.resolve("images").toString());
        assertThat(images.table().javaRDD().getNumPartitions()).isEqualTo(5);
        List<String> paths = images.table().collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
        assertThat(paths).isEqualTo(list);
        assertThat(IntStream.range(1, paths.size())
                        .allMatch(i -> paths.get(i - 1).compareTo(paths.get(i)) < 0))
                .isTrue();
    }
}
