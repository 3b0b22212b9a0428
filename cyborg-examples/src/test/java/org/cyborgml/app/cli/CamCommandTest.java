package org.cyborgml.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.commons.csv.CSVRecord;
import org.cyborgml.cam.CamExtractor;
import org.cyborgml.cam.ClassActivationMaps;
import org.cyborgml.data.ImageFolder;
import org.cyborgml.data.InputFormat;
import org.cyborgml.data.ToyFaces;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.loss.FeatureTap;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.SmallCnn;
import org.cyborgml.models.checkpoint.Safetensors;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.image.Raster;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class CamCommandTest {

    private static final int SIDE = 64;
    private static final int GRID = 8;
    private static final String CAM =
            "cam --quiet --arch small_cnn --size 64 --weights DIR/n.safetensors --images DIR/images ";

    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        ToyFaces.write(folder, 4);
        Safetensors.write(folder.resolve("n.safetensors"), NetworkWeights.of(network(FeatureTap.REFERENCE)));
    }

    private static ComputationGraph network(FeatureTap tap) {
        return SmallCnn.builder()
                .inputSide(SIDE)
                .seed(3)
                .loss(CyborgLoss.reference().withTap(tap))
                .build()
                .init();
    }

    private int run(String line) {
        return TypedCommand.run(line, folder, errors);
    }

    private List<CSVRecord> rows(String out) throws IOException {
        return CsvRows.of(folder.resolve(out + "/images.csv"));
    }

    /** The array in an .npy file whose header is checked; each map as one row. */
    private float[][] maps(String out, int count) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(out + "/cams.npy")))
                .order(ByteOrder.LITTLE_ENDIAN);
        String header = StandardCharsets.ISO_8859_1.decode(file.slice(0, 128)).toString();
        assertThat(header)
                .startsWith(
                        "\u0093NUMPY\1\0v\0{'descr': '<f4', 'fortran_order': False, 'shape': (" + count + ", 8, 8), }")
                .endsWith(" \n");
        assertThat(file.capacity()).isEqualTo(128 + count * GRID * GRID * 4);
        float[][] maps = new float[count][GRID * GRID];
        file.position(128);
        for (float[] map : maps) {
            file.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(map);
            file.position(file.position() + map.length * 4);
        }
        return maps;
    }

    private INDArray input(String path) throws IOException {
        Architecture small = Architecture.SMALL_CNN;
        InputFormat format = InputFormat.square(SIDE, small.normalisation());
        Raster image = ImageFolder.open(folder.resolve("images")).read(path);
        return format.batch(List.of(format.resized(image)), DataType.FLOAT);
    }

    @ParameterizedTest
    @CsvSource({"reference, predicted", "pooled, predicted", "reference, true", "reference, real", "pooled, 1"})
    void writesTheMapsThatTheExtractorGives(String tap, String select) throws Exception {
        assertThat(run(CAM + "--csv DIR/split.csv --split train --batch 3 --side 40 --tap " + tap + " --select "
                        + select + " --out DIR/out"))
                .as(errors.toString())
                .isZero();
        List<CSVRecord> rows = rows("out");
        assertThat(rows).hasSize(8);
        float[][] maps = maps("out", 8);
        CamExtractor extractor =
                CamExtractor.of(network(tap.equals("pooled") ? FeatureTap.POOLED : FeatureTap.REFERENCE));
        for (int i = 0; i < rows.size(); i++) {
            CSVRecord row = rows.get(i);
            ClassActivationMaps expected = extractor.extract(input(row.get("path")));
            String label = i % 2 == 1 ? "Synthetic" : "Real";
            String predicted = expected.predicted()[0] == 1 ? "Synthetic" : "Real";
            assertThat(row.get("label")).isEqualTo(label);
            assertThat(row.get("predicted")).isEqualTo(predicted);
            assertThat(Double.parseDouble(row.get("probability")))
                    .isCloseTo(expected.probabilities().maxNumber().doubleValue(), within(1e-5));
            String shown =
                    switch (select) {
                        case "predicted" -> predicted;
                        case "true" -> label;
                        case "real" -> "Real";
                        default -> "Synthetic";
                    };
            assertThat(row.get("shown")).isEqualTo(shown);
            float[] cam = expected.scaled(shown.equals("Real") ? 0 : 1)
                    .reshape(GRID * GRID)
                    .toFloatVector();
            assertThat(maps[i]).containsExactly(cam, within(1e-5f));
            assertThat(ImageIO.read(folder.resolve("out/overlays" + row.get("path"))
                                    .toFile())
                            .getWidth())
                    .isEqualTo(40);
        }
    }

    @Test
    void summarisesAgreementWithHumanMaps() throws Exception {
        assertThat(run(CAM + "--csv DIR/split.csv --split train --heatmaps DIR/maps --out DIR/out"))
                .as(errors.toString())
                .isZero();
        float[][] maps = maps("out", 8);
        JsonNode mean =
                new ObjectMapper().readTree(folder.resolve("out/mean_cam.json").toFile());
        assertThat(mean.get("height").asInt()).isEqualTo(GRID);
        assertThat(mean.get("width").asInt()).isEqualTo(GRID);
        assertThat(mean.get("images").asInt()).isEqualTo(8);
        assertThat(mean.get("mean")).hasSize(GRID * GRID);
        for (int cell = 0; cell < GRID * GRID; cell++) {
            int at = cell;
            assertThat(mean.get("mean").get(cell).asDouble())
                    .isCloseTo(
                            Arrays.stream(maps)
                                    .mapToDouble(map -> map[at])
                                    .average()
                                    .orElseThrow(),
                            within(1e-6));
        }
        JsonNode agreement = new ObjectMapper()
                .readTree(folder.resolve("out/summary.json").toFile())
                .get("agreement");
        assertThat(agreement.get("images").asInt()).isEqualTo(8);
        for (String measure : List.of("pearson", "similarity", "kl", "mse")) {
            double average = rows("out").stream()
                    .mapToDouble(row -> Double.parseDouble(row.get(measure)))
                    .average()
                    .orElseThrow();
            JsonNode fields = agreement.get(measure);
            assertThat(fields.get("mean").asDouble()).as(measure).isCloseTo(average, within(1e-7));
            assertThat(fields.get("low").asDouble()).isLessThan(average);
            assertThat(fields.get("high").asDouble()).isGreaterThan(average);
        }
        assertThat(folder.resolve("out/index.html"))
                .content()
                .contains("Mean human map of 8", "src=\"overlays/face0.png\"", "Images 1 to 8")
                .doesNotContain("rel=\"next\"");
        assertThat(folder.resolve("out")).isDirectoryNotContaining("glob:**.part");
        assertThat(run(CAM + "--out DIR/out")).isEqualTo(1);
        assertThat(errors.toString()).contains("holds CAMs already; give another --out");
    }

    @Test
    void imagesWhoseHumanMapIsConstantAreLeftOutAndCounted() throws Exception {
        ImageIO.write(
                new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB),
                "png",
                folder.resolve("maps/face3.png").toFile());
        assertThat(run(CAM + "--heatmaps DIR/maps --out DIR/out"))
                .as(errors.toString())
                .isZero();
        JsonNode summary =
                new ObjectMapper().readTree(folder.resolve("out/summary.json").toFile());
        assertThat(summary.get("constant_human_maps").asInt()).isEqualTo(1);
        assertThat(summary.at("/agreement/images").asInt()).isEqualTo(11);
        assertThat(rows("out"))
                .filteredOn(row -> row.get("kl").isEmpty())
                .singleElement()
                .extracting(row -> row.get("path"))
                .isEqualTo("face3.png");
        assertThat(folder.resolve("out/index.html")).content().contains("1, left out of the agreement");
    }

    @Test
    void aBrokenImageOrMapIsReportedAndTheOthersDone() throws Exception {
        Files.writeString(folder.resolve("images/face3.png"), "broken");
        Files.writeString(folder.resolve("maps/face5.png"), "broken");
        Files.delete(folder.resolve("maps/face6.png"));
        assertThat(run(CAM + "--heatmaps DIR/maps --batch 5 --out DIR/out")).isEqualTo(1);
        assertThat(errors.toString().lines())
                .singleElement()
                .asString()
                .contains("2 images could not be used, the first: ", "face3.png", "errors.txt");
        assertThat(Files.readAllLines(folder.resolve("out/errors.txt"))).hasSize(2);
        assertThat(rows("out")).hasSize(10).extracting(row -> row.get("path")).doesNotContain("face3.png", "face5.png");
        assertThat(maps("out", 10)).hasNumberOfRows(10);
        assertThat(rows("out")).filteredOn(row -> row.get("pearson").isEmpty()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--select true --out DIR/x | 1 | --select true needs labels: give --csv",
                "--select 2 --out DIR/x | 1 | must be predicted, true, a number below 2, or one of Real, Synthetic; found \"2\"",
                "--select best --out DIR/x | 1 | found \"best\"",
                "--side 0 --out DIR/x | 1 | side of the overlays must be at least 1, found 0",
                "--batch 0 --out DIR/x | 1 | batch must be at least 1, found 0",
                "--csv DIR/none.csv --out DIR/x | 1 | none.csv: there is no such file",
                "--heatmaps DIR/none --out DIR/x | 1 | none"
            })
    void mistakesAreOneLine(String options, int exitCode, String message) {
        assertThat(run(CAM + options)).isEqualTo(exitCode);
        assertThat(errors.toString().lines()).singleElement().asString().contains(message);
        assertThat(folder.resolve("x/images.csv")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"reference, predicted", "pooled, true"})
    void asMapsWritesWhatTrainReads(String tap, String select) throws Exception {
        assertThat(run(CAM + "--csv DIR/split.csv --split train --batch 3 --as-maps --tap " + tap + " --select "
                        + select + " --out DIR/taught"))
                .as(errors.toString())
                .isZero();
        MapFolder maps = MapFolder.open(folder.resolve("taught"));
        assertThat(maps.mapNames()).hasSize(8);
        CamExtractor extractor =
                CamExtractor.of(network(tap.equals("pooled") ? FeatureTap.POOLED : FeatureTap.REFERENCE));
        for (int i = 0; i < 8; i++) {
            ClassActivationMaps expected = extractor.extract(input("face" + i + ".png"));
            int shown = select.equals("true") ? i % 2 : expected.predicted()[0];
            Raster map = maps.read("face" + i + ".png").orElseThrow();
            float[] cam = expected.scaled(shown).dup('c').data().asFloat();
            assertThat(map.width()).isEqualTo(GRID);
            for (int cell = 0; cell < cam.length; cell++) {
                assertThat(map.sample(cell % GRID, cell / GRID, 0)).isCloseTo(Math.round(cam[cell] * 65535), within(1));
            }
        }
        assertThat(run("train --quiet --arch small_cnn --size 64 --csv DIR/split.csv --images DIR/images --heatmaps"
                        + " DIR/taught --epochs 1 --batch 4 --out DIR/student"))
                .as(errors.toString())
                .isZero();
        assertThat(Files.readString(folder.resolve("student/Logs/params.json"))).contains("taught");
    }

    @Test
    void asMapsRefusesWhatItWouldGetWrong() throws IOException {
        assertThat(run(CAM + "--as-maps --heatmaps DIR/maps --out DIR/taught")).isEqualTo(1);
        assertThat(run(CAM + "--as-maps --crops DIR/crops.csv --out DIR/taught"))
                .isEqualTo(1);
        assertThat(run(CAM + "--as-maps --out DIR/images")).isEqualTo(1);
        Files.writeString(folder.resolve("images/broken.png"), "no image");
        assertThat(run(CAM + "--as-maps --out DIR/taught")).isEqualTo(1);
        assertThat(folder.resolve("taught")).doesNotExist();
        assertThat(errors.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("--as-maps compares with nothing: leave --heatmaps out"),
                        line -> assertThat(line).contains("not of the photographs of --crops"),
                        line -> assertThat(line).contains("must be a new or an empty folder"),
                        line -> assertThat(line)
                                .contains("1 of 13 images cannot be used, the first: ")
                                .contains("broken.png"));
    }
}
