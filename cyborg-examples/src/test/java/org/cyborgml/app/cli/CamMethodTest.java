package org.cyborgml.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.cyborgml.app.cams.MapMethod;
import org.cyborgml.cam.ClassActivationMaps;
import org.cyborgml.data.ImageFolder;
import org.cyborgml.data.InputFormat;
import org.cyborgml.data.ToyFaces;
import org.cyborgml.explain.ExplainedNetwork;
import org.cyborgml.explain.GradCam;
import org.cyborgml.explain.Rise;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.SmallCnn;
import org.cyborgml.models.checkpoint.Safetensors;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@code cam --method}. */
class CamMethodTest {

    private static final int SIDE = 32;
    private static final String CAM =
            "cam --quiet --arch small_cnn --size 32 --weights DIR/n.safetensors --images DIR/images ";

    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();
    private ComputationGraph network;

    @BeforeEach
    void write() throws IOException {
        ToyFaces.write(folder, 2);
        network = SmallCnn.builder().inputSide(SIDE).seed(3).build().init();
        Safetensors.write(folder.resolve("n.safetensors"), NetworkWeights.of(network));
    }

    private int run(String line) {
        return TypedCommand.run(line, folder, errors);
    }

    private List<CSVRecord> rows(String out) throws IOException {
        return CsvRows.of(folder.resolve(out + "/methods.csv"));
    }

    private void assertMaps(Path file, int image, INDArray expected) throws IOException {
        float[] values = expected.dup('c').data().asFloat();
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(128 + image * values.length * Float.BYTES);
        for (float value : values) {
            assertThat(bytes.getFloat()).isCloseTo(value, within(1e-5f));
        }
    }

    @Test
    void writesAllMethodsSideBySide() throws Exception {
        assertThat(run(CAM
                        + "--csv DIR/split.csv --split train --heatmaps DIR/maps --method all --class Synthetic --samples 6"
                        + " --checks 1 --batch 3 --side 40 --out DIR/out"))
                .as(errors.toString())
                .isZero();
        List<CSVRecord> rows = rows("out");
        List<String> paths =
                rows.stream().map(row -> row.get("path")).distinct().toList();
        int methods = MapMethod.values().length;
        assertThat(methods).isEqualTo(13);
        long withMap = rows.stream()
                .filter(row -> row.get("method").equals("centre-bias"))
                .count();
        assertThat(withMap).isPositive();
        assertThat(rows).hasSize(paths.size() * methods + Math.toIntExact(withMap));
        for (MapMethod method : MapMethod.values()) {
            for (String path : paths) {
                assertThat(folder.resolve("out/overlays/" + method.key() + "/" + path))
                        .exists();
            }
        }
        ExplainedNetwork explained = ExplainedNetwork.of(network);
        for (int i = 0; i < paths.size(); i++) {
            INDArray input = input(paths.get(i));
            assertMaps(
                    folder.resolve("out/grad-cam.npy"),
                    i,
                    ClassActivationMaps.scale(GradCam.atLastMaps().explain(explained, input, new int[] {1})));
            assertMaps(
                    folder.resolve("out/rise.npy"),
                    i,
                    ClassActivationMaps.scale(
                            Rise.withDefaults().withMasks(6).explain(explained, input, new int[] {1})));
        }
        List<String> checks =
                List.of("deletion", "insertion", "sensitivity_n", "randomised", "stability", "mirrored", "moved");
        List<String> agreement =
                List.of("pearson", "similarity", "kl", "nss", "auc_judd", "shuffled_auc", "information_gain");
        for (CSVRecord row : rows) {
            boolean isMethod = !row.get("method").equals("centre-bias");
            boolean isFirst = row.get("path").equals(paths.get(0));
            assertThat(row.get("shown")).isEqualTo("Synthetic");
            assertThat(row.get("entropy").isEmpty()).isEqualTo(!isMethod);
            for (String check : checks) {
                assertThat(row.get(check).isEmpty()).as(check).isEqualTo(!isMethod || !isFirst);
            }
            boolean isCompared = rows.stream()
                    .anyMatch(other -> other.get("path").equals(row.get("path"))
                            && other.get("method").equals("centre-bias"));
            for (String measure : agreement) {
                assertThat(row.get(measure).isEmpty()).as(measure).isEqualTo(!isCompared);
            }
            if (!isMethod) {
                assertThat(Double.parseDouble(row.get("information_gain"))).isZero();
            }
        }
        String page = Files.readString(folder.resolve("out/index.html"));
        for (MapMethod method : MapMethod.values()) {
            assertThat(page).contains(method.title());
        }
        assertThat(page).contains("Centre bias").contains("overlays/grad-cam%2B%2B/");
        JsonNode summary =
                new ObjectMapper().readTree(folder.resolve("out/summary.json").toFile());
        assertThat(summary.get("images").asInt()).isEqualTo(paths.size());
        double mean = rows.stream()
                .filter(row -> row.get("method").equals("layer-cam"))
                .mapToDouble(row -> Double.parseDouble(row.get("entropy")))
                .average()
                .orElseThrow();
        assertThat(summary.get("methods")
                        .get("layer-cam")
                        .get("entropy")
                        .get("mean")
                        .asDouble())
                .isCloseTo(mean, within(1e-7));
    }

    private INDArray input(String path) throws IOException {
        InputFormat format = InputFormat.square(SIDE, Architecture.SMALL_CNN.normalisation());
        return format.batch(
                List.of(format.resized(
                        ImageFolder.open(folder.resolve("images")).read(path))),
                DataType.FLOAT);
    }

    @Test
    void readsTheLayerThatIsNamed() throws Exception {
        String layer = Stream.of(network.getVertices())
                .map(vertex -> vertex.getVertexName())
                .filter(name -> !name.equals("image"))
                .findFirst()
                .orElseThrow();
        assertThat(run(CAM + "--method layer-cam --layer " + layer + " --out DIR/out"))
                .as(errors.toString())
                .isZero();
        String header = new String(
                Files.readAllBytes(folder.resolve("out/layer-cam.npy")), 0, 128, StandardCharsets.ISO_8859_1);
        long side = network.feedForward(input(rows("out").get(0).get("path")), false)
                .get(layer)
                .size(2);
        assertThat(header).contains(", " + side + ", " + side + ")");
    }

    @Test
    void refusesWhatDoesNotGoTogether() {
        assertThat(run(CAM + "--method grad-cam,cam2 --out DIR/out")).isNotZero();
        assertThat(errors.toString()).contains("no method is named \"cam2\"; there are cam, grad-cam, grad-cam++,");
        assertThat(run(CAM + "--layer conv1 --out DIR/out")).isNotZero();
        assertThat(errors.toString()).contains("--layer, --samples and --checks need --method");
        assertThat(run(CAM + "--method grad-cam --layer nowhere --out DIR/out")).isNotZero();
        assertThat(errors.toString()).contains("the network has no layer \"nowhere\"; it has [image, ");
    }
}
