package org.cyborgml.scoring.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import onnx.Onnx;
import org.cyborgml.data.DataException;
import org.cyborgml.data.Normalisation;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.Raster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mutated detectors from fixed seeds. Each ends within seconds in a {@link DataException} that names the file, or in a detector that
 * gives a number. {@code -Dorg.cyborgml.fuzz.files=5000} makes the number of files that is tried before a release.
 */
class OnnxFuzzTest {

    private static final int FILES = Integer.getInteger("org.cyborgml.fuzz.files", 1500);
    private static final long LONGEST_NANOS = 5_000_000_000L;

    /** Counts processor time, which other programs on the machine do not lengthen. */
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private static final long[] EXTREMES = {0, -1, 2, 255, 1 << 20, Integer.MAX_VALUE, 1L << 40, Long.MIN_VALUE};
    private static final List<String> OPERATORS =
            List.of("MaxPool", "Resize", "Reshape", "Tile", "Add", "MatMul", "ConvTranspose", "Pad", "Gather", "Loop");

    @TempDir
    private Path folder;

    private static byte[] bytes(byte[] whole, Random random) {
        byte[] mutated = whole.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(mutated.length);
            switch (random.nextInt(6)) {
                case 0 -> mutated = Arrays.copyOf(mutated, at + 1);
                case 1 -> mutated[at] = (byte) random.nextInt();
                case 2 -> Arrays.fill(mutated, at, Math.min(mutated.length, at + random.nextInt(9)), (byte) 0xff);
                default -> mutated[at] ^= (byte) (1 << random.nextInt(8));
            }
        }
        return mutated;
    }

    /** Valid as a message, but with other operators, shapes, numbers and edges. */
    private static byte[] graph(byte[] whole, Random random) throws Exception {
        return TinyOnnx.changed(whole, graph -> {
            for (int i = random.nextInt(2); i >= 0; i--) {
                mutate(graph, random);
            }
        });
    }

    private static void mutate(Onnx.GraphProto.Builder graph, Random random) {
        Onnx.NodeProto.Builder node = graph.getNodeBuilder(random.nextInt(graph.getNodeCount()));
        Onnx.TensorProto.Builder tensor = graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount()));
        long extreme = EXTREMES[random.nextInt(EXTREMES.length)];
        switch (random.nextInt(7)) {
            case 0 -> node.setOpType(OPERATORS.get(random.nextInt(OPERATORS.size())));
            case 1 ->
                node.setInput(
                        0, graph.getNode(random.nextInt(graph.getNodeCount())).getOutput(0));
            case 2 -> tensor.setDims(random.nextInt(tensor.getDimsCount()), extreme);
            case 3 -> tensor.setDataType(random.nextInt(20));
            case 4 ->
                graph.getNodeBuilder(0)
                        .addAttribute(TinyOnnx.numbers(
                                random.nextBoolean() ? "pads" : "dilations", extreme, 1, extreme, random.nextInt(9)));
            case 5 ->
                graph.getInputBuilder(0)
                        .getTypeBuilder()
                        .getTensorTypeBuilder()
                        .getShapeBuilder()
                        .getDimBuilder(random.nextInt(4))
                        .setDimValue(extreme);
            default -> node.getAttributeBuilderList().forEach(one -> one.setI(extreme));
        }
    }

    @Test
    void mutatedDetectorsEndInOurExceptions() throws Exception {
        byte[] whole = TinyOnnx.of(0, 3, 8, 8).file(2, "Softmax");
        OnnxSettings settings = OnnxSettings.of(Normalisation.UNIT);
        Path file = folder.resolve("detector.onnx");
        int run = 0;
        for (int i = 0; i < FILES; i++) {
            Random random = new Random(1_000_003L * 7 + i);
            Files.write(file, random.nextBoolean() ? bytes(whole, random) : graph(whole, random));
            long start = CLOCK.getCurrentThreadCpuTime();
            try {
                use(file, settings);
                run++;
            } catch (DataException e) {
                assertThat(e.getMessage())
                        .startsWith(file.toString())
                        .hasSizeLessThan(2000)
                        .doesNotContain("\n");
            } catch (RuntimeException | Error e) {
                throw new AssertionError("file " + i + " ended in " + e, e);
            }
            assertThat(CLOCK.getCurrentThreadCpuTime() - start).as("file " + i).isLessThan(LONGEST_NANOS);
        }
        // Were one outcome the only one, the damage would be too mild or too coarse to find anything.
        assertThat(run).isBetween(FILES / 100, FILES * 3 / 4);
    }

    private static void use(Path file, OnnxSettings settings) throws IOException {
        try (OnnxDetector detector = OnnxDetector.open(file, settings)) {
            int width = detector.input().width();
            int height = detector.input().height();
            byte[] samples = new byte[3 * width * height];
            Arrays.fill(samples, (byte) 100);
            double[] logits = detector.logits(List.of(Raster.of(width, height, Channels.RGB, samples)));
            assertThat(logits).hasSize(1);
            assertThat(logits[0]).isFinite();
        }
    }
}
