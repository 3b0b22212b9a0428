package org.cyborgml.spark.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.cyborgml.app.cli.Main;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.data.ToyFaces;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.AttentionKind;
import org.cyborgml.models.EfficientNetPadding;
import org.cyborgml.models.Network;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.checkpoint.Safetensors;
import org.cyborgml.models.kernel.NativeRuntime;
import org.cyborgml.saliency.face.CropTable;
import org.cyborgml.saliency.face.Face;
import org.cyborgml.saliency.face.FaceCrop;
import org.cyborgml.saliency.face.FaceCropper;
import org.cyborgml.saliency.geometry.BoundingBox;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.spark.LocalSpark;
import org.cyborgml.spark.storage.StoragePaths;
import org.cyborgml.training.AttentionChoice;
import org.cyborgml.training.PaddingChoice;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands on Spark take the options of those on one machine, and give their bytes. */
class LocalCommandsTest {

    /** Sides whose halves are no whole numbers are padded in another way by every version. */
    private static final int ODD_SIDE = 63;

    private static final String SMALL = " --arch small_cnn --size 32";
    private static final String ALWAYS = " --weights DIR/weights.safetensors --images DIR/images --batch 4 --quiet";

    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();

    @BeforeAll
    static void start() {
        LocalSpark.session();
        NativeRuntime.useThreads(1);
    }

    @AfterAll
    static void stop() {
        LocalSpark.stop();
    }

    private String[] words(String line) {
        return Splitter.on(' ')
                .splitToStream(line + ALWAYS)
                .map(word -> word.replace("DIR", folder.toString()))
                .toArray(String[]::new);
    }

    private int onSpark(Object command, String line) {
        return StoragePaths.commandLine(command, new Configuration())
                .setErr(new PrintWriter(errors, true))
                .execute(words(line + " --threads 1 --images-per-task 5"));
    }

    private int onOneMachine(String line) {
        String[] words = words(line);
        return Main.commandLine(words).setErr(new PrintWriter(errors, true)).execute(words);
    }

    private static FaceCrop crop(String photograph, int number, double left) {
        Face face = new Face(Optional.of(new BoundingBox(left, 8, 12, 14)), Optional.empty(), 1);
        ImageSize whole = new ImageSize(ToyFaces.SIDE, ToyFaces.SIDE);
        return new FaceCrop(
                "crop" + number + "-" + photograph,
                photograph,
                number,
                face,
                FaceCropper.paper().withSide(24).transform(face, whole));
    }

    /** Two crops of each photograph, of which two cannot be decoded and one is not there; one of each in a split file. */
    private void writeCrops() throws IOException {
        ToyNetwork.write(folder, 2);
        List<FaceCrop> crops = new ArrayList<>();
        StringBuilder csv = new StringBuilder();
        for (int i = 0; i < ToyNetwork.IMAGES; i++) {
            crops.add(crop("face" + i + ".png", 1, i / 2.0));
            crops.add(crop("face" + i + ".png", 2, 17 - i / 2.0));
            csv.append(i % 2 == 1 ? "train,Synthetic,crop" : "train,Real,crop")
                    .append(1 + i % 2)
                    .append("-face")
                    .append(i)
                    .append(".png\n");
        }
        crops.add(crop("broken.png", 1, 3));
        crops.add(crop("cut.png", 1, 4));
        crops.add(crop("gone.png", 1, 5));
        csv.append("train,Real,cut.png\n");
        CropTable.of(crops).write(folder.resolve("crops.csv"));
        Files.writeString(folder.resolve("crops-split.csv"), csv);
    }

    private List<String> errorsOnSpark() throws IOException {
        return ScoringCommandsTest.joined(folder.resolve("spark/errors"))
                .lines()
                .filter(line -> !line.equals("path,error"))
                .map(line -> line.replaceFirst("^[^,]*,\"?", "").replaceFirst("\"$", ""))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"'', 36", "' --csv DIR/crops-split.csv --split train --logits', 18"})
    void cropsGetTheScoresOfOneMachine(String options, int scored) throws IOException {
        writeCrops();
        String line = SMALL + " --crops DIR/crops.csv" + options;
        assertThat(onOneMachine("score --out DIR/local.csv" + line)).isEqualTo(1);
        assertThat(onSpark(new SparkScoreCommand(), "--table-format csv --out DIR/spark" + line))
                .isEqualTo(1);
        String scores = Files.readString(folder.resolve("local.csv"));
        assertThat(scores.lines()).hasSize(scored);
        assertThat(ScoringCommandsTest.joined(folder.resolve("spark/scores"))).isEqualTo(scores);
        List<String> failures = Files.readAllLines(folder.resolve("local.csv.errors.txt"));
        assertThat(errorsOnSpark()).isNotEmpty().containsExactlyInAnyOrderElementsOf(failures);
    }

    @ParameterizedTest
    @CsvSource({"true", "1"})
    void meanCamsOfCropsAreThoseOfOneMachine(String shown) throws IOException {
        writeCrops();
        String line =
                SMALL + " --crops DIR/crops.csv --csv DIR/crops-split.csv --split train --heatmaps DIR/maps --select "
                        + shown;
        assertThat(onOneMachine("cam --out DIR/local" + line)).isEqualTo(1);
        assertThat(onSpark(new SparkCamCommand(), "--out DIR/spark" + line)).isEqualTo(1);
        JsonNode local =
                JsonFiles.MAPPER.readTree(folder.resolve("local/mean_cam.json").toFile());
        JsonNode summary =
                JsonFiles.MAPPER.readTree(folder.resolve("local/summary.json").toFile());
        JsonNode spark =
                JsonFiles.MAPPER.readTree(folder.resolve("spark/cams/all.json").toFile());
        for (String count : List.of("height", "width", "images")) {
            assertThat(spark.get(count)).as(count).isEqualTo(local.get(count));
        }
        assertThat(local.get("images").asInt()).isEqualTo(ToyNetwork.IMAGES);
        for (int i = 0; i < local.get("mean").size(); i++) {
            // One machine writes it in single precision.
            assertThat((float) spark.get("mean").get(i).asDouble())
                    .isCloseTo((float) local.get("mean").get(i).asDouble(), within(1e-6f));
        }
        JsonNode agreement = summary.get("agreement");
        assertThat(agreement.get("images").asInt()).isPositive();
        assertThat(spark.get("alignment").get("images")).isEqualTo(agreement.get("images"));
        for (String measure : List.of("pearson", "similarity", "kl", "mse")) {
            assertThat(spark.get("alignment").get(measure).asDouble())
                    .isCloseTo(agreement.get(measure).get("mean").asDouble(), within(1e-12));
        }
    }

    /** Weights of which no note says how they were made. */
    @ParameterizedTest
    @CsvSource({"self_attention, --attention templates", "efficientnet_b4, --padding 0.7.1"})
    void networksAreThoseOfTheOptions(String architecture, String option) throws IOException {
        ToyFaces.write(folder, 2);
        Architecture named = Architecture.named(architecture);
        Network.Builder<?> builder = named.builder();
        if (named == Architecture.SELF_ATTENTION) {
            new AttentionChoice(Optional.of(AttentionKind.TEMPLATES)).applyTo(builder, named);
        } else {
            new PaddingChoice(Optional.of(EfficientNetPadding.V0_7_1)).applyTo(builder, named);
        }
        Network network = builder.inputSide(ODD_SIDE).seed(5).build();
        Safetensors.write(folder.resolve("weights.safetensors"), NetworkWeights.of(network.init()));
        String line = " --logits --arch " + architecture + " --size " + ODD_SIDE;
        assertThat(onOneMachine("score --out DIR/local.csv " + option + line))
                .as(errors.toString())
                .isZero();
        assertThat(onSpark(new SparkScoreCommand(), "--table-format csv --out DIR/spark " + option + line))
                .as(errors.toString())
                .isZero();
        assertThat(ScoringCommandsTest.joined(folder.resolve("spark/scores")))
                .isEqualTo(Files.readString(folder.resolve("local.csv")))
                .isNotEmpty();
    }
}
