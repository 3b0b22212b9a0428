package org.cyborgml.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cyborgml.app.experiment.OnnxEntry;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.PngWriter;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.scoring.ScoreTable;
import org.cyborgml.scoring.onnx.TinyOnnx;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code score --onnx}, on images of one grey each. */
class OnnxScoreTest {

    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(folder.resolve("images"));
        for (int grey : List.of(0, 51, 204)) {
            byte[] samples = new byte[300];
            Arrays.fill(samples, (byte) grey);
            PngWriter.write(Raster.of(10, 10, Channels.RGB, samples), folder.resolve("images/g" + grey + ".png"));
        }
        Files.write(folder.resolve("fixed.onnx"), TinyOnnx.of(0, 3, 16, 16).file(1, "Sigmoid"));
        Files.write(folder.resolve("open.onnx"), TinyOnnx.of(0, 0, 0, 3).file(2, ""));
    }

    private int run(String line) {
        return TypedCommand.run(line, folder, errors);
    }

    private static double logit(int grey, int values) {
        double level = grey / 255.0;
        return TinyOnnx.logit(new double[] {level, level, level}, values);
    }

    @Test
    void scoresAndEnsembles() throws IOException {
        String score = "score --quiet --images DIR/images --normalisation unit --logits --onnx ";
        assertThat(run(score + "DIR/fixed.onnx --out DIR/a.csv"))
                .as(errors.toString())
                .isZero();
        assertThat(run(score + "DIR/open.onnx --size 12 --class-order synthetic_first --out DIR/b.csv"))
                .as(errors.toString())
                .isZero();
        assertThat(run("score --quiet --ensemble DIR/a.csv --ensemble DIR/b.csv --logits --out DIR/both.csv"))
                .as(errors.toString())
                .isZero();
        for (int grey : List.of(0, 51, 204)) {
            String name = "g" + grey + ".png";
            double a = ScoreTable.read(folder.resolve("a.csv")).require(name);
            double b = ScoreTable.read(folder.resolve("b.csv")).require(name);
            assertThat(a).isCloseTo(logit(grey, 1), within(1e-5));
            assertThat(b).isCloseTo(-logit(grey, 2), within(1e-5));
            assertThat(ScoreTable.read(folder.resolve("both.csv")).require(name))
                    .isCloseTo((a + b) / 2, within(2e-6));
        }
    }

    /** The program's classes and all they need, but without ONNX Runtime. */
    @Test
    void withoutOnnxRuntimeAnErrorSaysHowToStart() throws Exception {
        List<URL> others = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!entry.contains("onnxruntime")) {
                others.add(Path.of(entry).toUri().toURL());
            }
        }
        Path file = folder.resolve("fixed.onnx");
        try (URLClassLoader loader =
                new URLClassLoader(others.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> entry = loader.loadClass(OnnxEntry.class.getName());
            Method read = Arrays.stream(entry.getDeclaredMethods())
                    .filter(method -> method.getName().equals("read"))
                    .findFirst()
                    .orElseThrow();
            read.setAccessible(true);
            Object onnx = read.invoke(null, file.toString(), "unit", null, null, null, null);
            assertThatThrownBy(() -> entry.getMethod("open", Path.class).invoke(onnx, file))
                    .cause()
                    .hasMessageContaining("fixed.onnx: ONNX files need ONNX Runtime, which is not in this jar")
                    .hasMessageEndingWith("java -cp cyborg.jar:onnxruntime.jar org.cyborgml.app.cli.Main");
        }
    }

    @Test
    void whatIsMissingOrDoesNotFitIsSaid() {
        String score = "score --quiet --images DIR/images --out DIR/a.csv";
        assertThat(run(score + " --onnx DIR/fixed.onnx")).isEqualTo(2);
        assertThat(errors.toString()).contains("--normalisation=WORDS");
        assertThat(run(score + " --onnx DIR/open.onnx --normalisation unit")).isEqualTo(1);
        assertThat(errors.toString()).contains("leaves the size of its images open: give it");
        assertThat(run(score + " --onnx DIR/fixed.onnx --normalisation unit --arch xception"))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("--arch and --weights are for one network: --onnx has the network");
        assertThat(run(score + " --normalisation unit --arch xception --weights DIR/none.pth"))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("--normalisation and --output are of an ONNX file: give --onnx");
        assertThat(run(score + " --onnx DIR/fixed.onnx --ensemble DIR/a.csv --ensemble DIR/b.csv"))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("--onnx is for one detector");
        assertThat(run(score + " --onnx DIR/fixed.onnx --normalisation unit --output logits"))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("comes from Sigmoid, so it is probabilities, not logits");
    }
}
