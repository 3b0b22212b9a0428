package org.cyborgml.saliency.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.Raster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YuNetTest {

    private static final Path MODEL = FaceGolden.FOLDER.resolve("tiny_yunet.onnx");

    @TempDir
    private Path folder;

    private static Map<String, float[]> rawOutputs() throws IOException {
        ByteBuffer raw = ByteBuffer.wrap(Files.readAllBytes(FaceGolden.FOLDER.resolve("yunet_raw.f32")))
                .order(ByteOrder.LITTLE_ENDIAN);
        Map<String, float[]> outputs = new HashMap<>();
        for (int stride : new int[] {8, 16, 32}) {
            int cells = (96 / stride) * (64 / stride);
            Map<String, Integer> columns = Map.of("cls", 1, "obj", 1, "bbox", 4, "kps", 10);
            for (String kind : List.of("cls", "obj", "bbox", "kps")) {
                float[] values = new float[cells * columns.get(kind)];
                for (int i = 0; i < values.length; i++) {
                    values[i] = raw.getFloat();
                }
                outputs.put(kind + "_" + stride, values);
            }
        }
        return outputs;
    }

    private static void assertSame(List<Face> found, List<double[]> expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            double[] row = FaceGolden.row(found.get(i));
            for (int column = 0; column < row.length; column++) {
                assertThat(row[column])
                        .as("face %s, column %s", i, column)
                        .isCloseTo(expected.get(i)[column], within(1e-4));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0.6, 0.3", "0.3, 0.45"})
    void decodesAsTheOracle(double threshold, double overlap) throws IOException {
        List<Face> faces = new YuNetOutputs(rawOutputs(), 96, 64).faces(threshold, overlap);
        assertSame(faces, FaceGolden.rows("yunet_faces_" + threshold + "_" + overlap + ".csv"));
    }

    @Test
    void numbersThatAreNoneAreNoFaces() throws IOException {
        Map<String, float[]> outputs = rawOutputs();
        java.util.Arrays.fill(outputs.get("cls_8"), Float.NaN);
        java.util.Arrays.fill(outputs.get("obj_16"), Float.NaN);
        java.util.Arrays.fill(outputs.get("obj_32"), Float.NaN);
        assertThat(new YuNetOutputs(outputs, 96, 64).faces(0, 0.3)).isEmpty();
    }

    @Test
    void networkAndDecodingAreTheOracles() throws IOException {
        Raster picture = ImageDecoder.withDefaults().read(FaceGolden.FOLDER.resolve("small.png"));
        try (YuNet detector = YuNet.read(MODEL).withThreshold(0.55)) {
            assertSame(detector.detect(picture), FaceGolden.rows("tiny_faces.csv"));
            assertThat(detector.description()).contains("tiny_yunet.onnx", "SHA-256", "0.55");
        }
    }

    /** Twice the size, pixel by pixel: the reduction is exact, and all coordinates are doubled. */
    @Test
    void largerPhotographsAreReducedAndTheFacesEnlarged() throws IOException {
        Raster picture = ImageDecoder.withDefaults().read(FaceGolden.FOLDER.resolve("small.png"));
        int width = 128;
        int height = 80;
        byte[] grown = new byte[width * height * 3];
        byte[] reduced = new byte[64 * 40 * 3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    // Blocks far apart and constant in between, so that the triangle sees one value.
                    byte value = (byte) picture.sample(Math.min(49, x / 32 * 16), Math.min(39, y / 32 * 16), c);
                    grown[(y * width + x) * 3 + c] = value;
                }
            }
        }
        Raster large = Raster.of(width, height, Channels.RGB, grown);
        Raster small =
                org.cyborgml.saliency.image.AntialiasedBilinear.to(64, 40).resize(large);
        System.arraycopy(small.toBytes(), 0, reduced, 0, reduced.length);
        try (YuNet detector = YuNet.read(MODEL).withThreshold(0.4).withOverlap(0.9)) {
            List<Face> inLarge = detector.detect(large);
            List<Face> inSmall = detector.detect(small);
            assertThat(inLarge).isNotEmpty().hasSameSizeAs(inSmall);
            for (int i = 0; i < inLarge.size(); i++) {
                assertThat(inLarge.get(i).extent().width())
                        .isCloseTo(2 * inSmall.get(i).extent().width(), within(1e-9));
                assertThat(inLarge.get(i).landmarks().orElseThrow().nose().y())
                        .isCloseTo(
                                2
                                        * inSmall.get(i)
                                                .landmarks()
                                                .orElseThrow()
                                                .nose()
                                                .y(),
                                within(1e-9));
            }
        }
    }

    @Test
    void threadsGetTheSameFaces() throws Exception {
        Raster picture = ImageDecoder.withDefaults().read(FaceGolden.FOLDER.resolve("small.png"));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (YuNet detector = YuNet.read(MODEL).withThreshold(0.4)) {
            List<Face> alone = detector.detect(picture);
            Callable<List<Face>> work = () -> detector.detect(picture);
            for (Future<List<Face>> one : threads.invokeAll(java.util.Collections.nCopies(40, work))) {
                assertThat(one.get()).isEqualTo(alone);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aClosedDetectorSaysSo() throws IOException {
        YuNet detector = YuNet.read(MODEL);
        detector.close();
        detector.close();
        Raster black = Raster.of(4, 4, Channels.RGB, new byte[48]);
        assertThatThrownBy(() -> detector.detect(black)).hasMessage("the face detector is closed");
    }

    @Test
    void refusesOtherFiles() throws IOException {
        Path text = Files.writeString(folder.resolve("model.onnx"), "no network at all");
        assertThatThrownBy(() -> YuNet.read(text))
                .isInstanceOf(FaceModelException.class)
                .hasMessageStartingWith(text + ": cannot be used as a face detector: ");
        assertThatThrownBy(() -> YuNet.read(folder.resolve("none.onnx"))).hasMessageContaining("there is no such file");
        byte[] other = Files.readAllBytes(MODEL);
        String content = new String(other, java.nio.charset.StandardCharsets.ISO_8859_1).replace("Sigmoid", "Softmax");
        Path renamed = Files.write(
                folder.resolve("softmax.onnx"), content.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> YuNet.read(renamed))
                .hasMessageContaining("operator Softmax, which YuNet does not have");
        assertThatThrownBy(() -> YuNet.read(MODEL).withThreshold(Double.NaN)).hasMessageContaining("threshold NaN");
    }
}
