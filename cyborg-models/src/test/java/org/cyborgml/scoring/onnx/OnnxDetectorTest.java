package org.cyborgml.scoring.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.TensorProto;
import org.cyborgml.data.DataException;
import org.cyborgml.data.ImageFolder;
import org.cyborgml.data.Normalisation;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.PngWriter;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.scoring.LogitColumns;
import org.cyborgml.scoring.OnnxScorer;
import org.cyborgml.scoring.ScoreTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Detectors of known numbers, written as ONNX files and run by ONNX Runtime. */
class OnnxDetectorTest {

    private static final int SIDE = 8;
    private static final OnnxSettings IMAGENET = OnnxSettings.of(Normalisation.IMAGENET);

    @TempDir
    private Path folder;

    private static List<Raster> images(int count) {
        Random random = new Random(5);
        List<Raster> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] samples = new byte[SIDE * SIDE * 3];
            random.nextBytes(samples);
            images.add(Raster.of(SIDE, SIDE, Channels.RGB, samples));
        }
        return images;
    }

    /** Means of red, green and blue, normalised as for ImageNet. */
    private static double[] means(Raster image) {
        double[] mean = {0.485, 0.456, 0.406};
        double[] deviation = {0.229, 0.224, 0.225};
        double[] means = new double[3];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                for (int c = 0; c < 3; c++) {
                    means[c] += (image.sample(x, y, c) / 255.0 - mean[c]) / deviation[c] / (SIDE * SIDE);
                }
            }
        }
        return means;
    }

    private Path write(byte[] file) throws IOException {
        return Files.write(folder.resolve("detector.onnx"), file);
    }

    @ParameterizedTest
    @CsvSource({
        "0 3 8 8, 2, '', RGB, REAL_FIRST",
        "0 3 8 8, 1, '', RGB, REAL_FIRST",
        "0 3 8 8, 1, Sigmoid, RGB, REAL_FIRST",
        "0 3 8 8, 2, Softmax, RGB, REAL_FIRST",
        "0 3 8 8, 2, Softmax, RGB, SYNTHETIC_FIRST",
        "0 3 8 8, 1, Sigmoid, RGB, SYNTHETIC_FIRST",
        "0 3 8 8, 2, '', BGR, REAL_FIRST",
        "0 8 8 3, 2, '', RGB, REAL_FIRST",
        "0 8 8 3, 1, '', BGR, SYNTHETIC_FIRST",
        "1 3 8 8, 2, '', RGB, REAL_FIRST",
        "4 3 8 8, 2, '', RGB, REAL_FIRST",
        "0 3 0 0, 1, Sigmoid, RGB, REAL_FIRST",
    })
    void logitsAreThoseOfTheFilesNumbers(String shape, int values, String last, ColourOrder colours, ClassOrder classes)
            throws IOException {
        long[] sides = List.of(shape.split(" ", -1)).stream()
                .mapToLong(Long::parseLong)
                .toArray();
        Path file = write(TinyOnnx.of(sides).file(values, last));
        OnnxSettings settings =
                IMAGENET.withColours(colours).withClasses(classes).withSide(sides[2] == 0 ? SIDE : null);
        List<Raster> images = images(6);
        try (OnnxDetector detector = OnnxDetector.open(file, settings)) {
            double[] logits = detector.logits(images);
            for (int i = 0; i < 6; i++) {
                double[] means = means(images.get(i));
                double[] ordered = colours == ColourOrder.RGB ? means : new double[] {means[2], means[1], means[0]};
                double expected = TinyOnnx.logit(ordered, values);
                assertThat(logits[i]).isCloseTo(classes == ClassOrder.REAL_FIRST ? expected : -expected, within(2e-5));
            }
            assertThat(detector.input().width()).isEqualTo(SIDE);
            assertThat(detector.description()).contains("detector.onnx (SHA-256 ", "8x8");
        }
    }

    @Test
    void scoresGoToAScoreFile() throws IOException {
        List<Raster> images = images(5);
        for (int i = 0; i < 5; i++) {
            PngWriter.write(images.get(i), folder.resolve("i" + i + ".png"));
        }
        Files.writeString(folder.resolve("broken.png"), "no image");
        ImageFolder source = ImageFolder.open(folder);
        Path out = folder.resolve("scores.csv");
        try (OnnxDetector detector =
                OnnxDetector.open(write(TinyOnnx.of(0, 3, 8, 8).file(2, "")), IMAGENET)) {
            var result = new OnnxScorer(detector, 2, LogitColumns.WRITTEN)
                    .score(source, source.list(), out, "images", (done, total) -> {});
            assertThat(result.scored()).isEqualTo(5);
            assertThat(result.failures()).singleElement().asString().contains("broken.png");
        }
        ScoreTable table = ScoreTable.read(out);
        for (int i = 0; i < 5; i++) {
            assertThat(table.require("i" + i + ".png"))
                    .isCloseTo(TinyOnnx.logit(means(images.get(i)), 2), within(2e-5));
        }
    }

    private void assertRefused(byte[] file, OnnxSettings settings, String... reason) throws IOException {
        Path path = write(file);
        assertThatThrownBy(() -> OnnxDetector.open(path, settings))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(path.toString())
                .hasMessageContainingAll(reason);
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeTheWork() throws Exception {
        byte[] logits = TinyOnnx.of(0, 3, 8, 8).file(2, "");
        byte[] probabilities = TinyOnnx.of(0, 3, 8, 8).file(1, "Sigmoid");
        assertRefused(logits, IMAGENET.withSide(9), "takes images of side 8, not 9");
        assertRefused(logits, IMAGENET.withOutput(DetectorOutput.PROBABILITIES), "which are no probabilities");
        assertRefused(probabilities, IMAGENET.withOutput(DetectorOutput.LOGITS), "comes from Sigmoid", "not logits");
        assertRefused(TinyOnnx.of(0, 3, 8, 8).file(1, "Softmax"), IMAGENET, "the softmax of one value");
        assertRefused(TinyOnnx.of(0, 3, 8, 8).file(1, "Tanh"), IMAGENET, "comes from Tanh", "say which");
        assertRefused(TinyOnnx.of(0, 3, 0, 0).file(2, ""), IMAGENET, "leaves the size of its images open");
        assertRefused(TinyOnnx.of(0, 4, 8, 8).file(2, ""), IMAGENET, "[0, 4, 8, 8], must be [N, 3, height, width]");
        assertRefused("no network".getBytes(java.nio.charset.StandardCharsets.UTF_8), IMAGENET, "is no ONNX file");
        assertRefused(new byte[0], IMAGENET, "it has no graph");
        assertRefused(
                TinyOnnx.changed(
                        logits,
                        graph -> graph.addOutput(
                                TinyOnnx.value("flat", TensorProto.DataType.FLOAT_VALUE, List.of(0L, 3L)))),
                IMAGENET,
                "it has the outputs [result, flat], must have one");
        assertRefused(
                TinyOnnx.changed(logits, graph -> graph.clearOutput()
                        .addOutput(TinyOnnx.value("flat", TensorProto.DataType.FLOAT_VALUE, List.of(0L, 3L)))),
                IMAGENET.withOutput(DetectorOutput.LOGITS),
                "gives 3 values for 1 images");
        assertRefused(
                TinyOnnx.changed(logits, graph -> graph.clearInput()
                        .addInput(TinyOnnx.value("images", TensorProto.DataType.UINT8_VALUE, List.of(0L, 3L, 8L, 8L)))),
                IMAGENET,
                "must be of 32-bit floats");
        assertRefused(
                TinyOnnx.changed(logits, graph -> graph.addNode(TinyOnnx.node("NoSuchThing", "more", "flat"))),
                IMAGENET,
                "cannot be read by ONNX Runtime");
        assertThatThrownBy(() -> OnnxDetector.open(folder.resolve("none.onnx"), IMAGENET))
                .hasMessageContaining("there is no such file");
    }

    @Test
    void hostileFilesDoNotReachNativeCode() throws Exception {
        byte[] file = TinyOnnx.of(0, 3, 8, 8).file(2, "");
        assertRefused(
                TinyOnnx.changed(file, graph -> graph.getInitializerBuilder(1)
                        .clearRawData()
                        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                        .addExternalData(onnx.Onnx.StringStringEntryProto.newBuilder()
                                .setKey("location")
                                .setValue("../../etc/passwd"))),
                IMAGENET,
                "tensor weight is in another file");
        assertRefused(
                TinyOnnx.changed(
                        file,
                        graph -> graph.addNode(TinyOnnx.node("Loop", "again", "flat")
                                .addAttribute(AttributeProto.newBuilder()
                                        .setName("body")
                                        .setType(AttributeProto.AttributeType.GRAPH)
                                        .setG(onnx.Onnx.GraphProto.newBuilder())))),
                IMAGENET,
                "Loop has a graph inside");
        assertRefused(
                TinyOnnx.changed(file, graph -> graph.getInitializerBuilder(1).setDims(0, 1L << 40)),
                IMAGENET,
                "tensor weight has a side of 1099511627776");
        assertRefused(
                TinyOnnx.changed(file, graph -> graph.getInitializerBuilder(1).setDims(0, 3)),
                IMAGENET,
                "tensor weight of shape [3, 3] has 0 values and 24 bytes");
        assertRefused(
                TinyOnnx.changed(
                        file,
                        graph -> graph.getNodeBuilder(0).getAttributeBuilder(1).setInts(0, 0)),
                IMAGENET,
                "Conv's strides is [0, 1], must be from 1 to 256");
        assertRefused(
                TinyOnnx.changed(file, graph -> graph.getNodeBuilder(0)
                        .addAttribute(TinyOnnx.numbers("pads", 1 << 20, 1, 1 << 20, 1))),
                IMAGENET,
                "Conv's pads is [1048576, 1, 1048576, 1], must be from 0 to 1024");
        assertRefused(
                TinyOnnx.changed(file, graph -> graph.getNodeBuilder(0).setDomain("evil")),
                IMAGENET,
                "operator Conv is of evil");
        assertRefused(
                TinyOnnx.changed(file, graph -> graph.getNodeBuilder(1).setInput(0, "pooled")),
                IMAGENET,
                "takes pooled, which nothing before it makes");
    }

    /** The classes of this project and of all it needs, but without ONNX Runtime. */
    @Test
    void withoutOnnxRuntimeAnErrorSaysHowToAddIt() throws Exception {
        List<URL> others = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!entry.contains("onnxruntime")) {
                others.add(Path.of(entry).toUri().toURL());
            }
        }
        Path file = write(TinyOnnx.of(0, 3, 8, 8).file(2, ""));
        try (URLClassLoader loader =
                new URLClassLoader(others.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> settings = loader.loadClass(OnnxSettings.class.getName());
            Class<?> normalisation = loader.loadClass(Normalisation.class.getName());
            Object imagenet = settings.getMethod("of", normalisation)
                    .invoke(null, normalisation.getField("IMAGENET").get(null));
            var open = loader.loadClass(OnnxDetector.class.getName()).getMethod("open", Path.class, settings);
            assertThatThrownBy(() -> open.invoke(null, file, imagenet))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessage(file + ": ONNX files need ONNX Runtime, which is not on the class path: add"
                            + " com.microsoft.onnxruntime:onnxruntime, 1.20 to 1.26");
        }
    }

    /** With the values of a black and of a white pixel's red. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "imagenet; -2.1179039; 2.2489083",
                "symmetric; -1; 1",
                "unit; 0; 1",
                "bytes; 0; 255",
                "0.4,0.4,0.4/0.2,0.2,0.2; -2; 3"
            })
    void normalisationsHaveNames(String words, float black, float white) {
        float[] values = new float[6];
        byte[] samples = {0, 0, 0, -1, -1, -1};
        Normalisation.named(words).write(Raster.of(2, 1, Channels.RGB, samples), values, 0);
        assertThat(values[0]).isCloseTo(black, within(1e-6f));
        assertThat(values[1]).isCloseTo(white, within(1e-6f));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"Imagenett", "0.4,0.4/0.2,0.2", "0.4,0.4,0.4", "a,b,c/1,1,1", "0,0,0/1,NaN,1"})
    void otherWordsAreNoNormalisation(String words) {
        assertThatThrownBy(() -> Normalisation.named(words)).hasMessageContaining("normalisation \"" + words + "\"");
    }
}
