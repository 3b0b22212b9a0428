package org.cyborgml.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.cyborgml.app.study.browser.ChromiumExtension;
import org.cyborgml.app.study.browser.Tab;
import org.cyborgml.data.ClassNames;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.SmallCnn;
import org.cyborgml.models.onnx.OnnxExport;
import org.cyborgml.models.onnx.OnnxRun;
import org.cyborgml.saliency.image.AntialiasedBilinear;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.NearestPixel;
import org.cyborgml.saliency.image.PngWriter;
import org.cyborgml.saliency.image.Raster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The page of {@code docs/web} in a browser, beside the library. */
class ExplainPageTest {

    private static final Path PAGE = Path.of("docs/web");
    private static final Path RUNTIME = PAGE.resolve("node_modules/onnxruntime-web/dist/ort.wasm.min.mjs");

    @RegisterExtension
    static final ChromiumExtension BROWSER = new ChromiumExtension();

    @TempDir
    private Path folder;

    private final Tab tab = BROWSER.newTab();

    @AfterEach
    void close() throws IOException {
        tab.close();
    }

    private static Raster noise(int width, int height) {
        byte[] samples = new byte[3 * width * height];
        new Random(width).nextBytes(samples);
        return Raster.of(width, height, Channels.RGB, samples);
    }

    /** The same pixels bit for bit, smaller and larger, one side alone. */
    @ParameterizedTest
    @CsvSource({"90, 61, 32, 32", "20, 31, 32, 48", "64, 40, 64, 23", "64, 40, 31, 40", "50, 50, 50, 50"})
    void resizesAsTheLibrary(int width, int height, int toWidth, int toHeight) throws IOException {
        Raster picture = noise(width, height);
        PngWriter.write(picture, folder.resolve("noise.png"));
        try (ServedFolders served = ServedFolders.of(folder, PAGE)) {
            tab.open(served.address("metadata.js"));
            for (String resampling : List.of("bilinear", "nearest")) {
                JsonNode found = tab.evaluate("(async () => {"
                        + "const pictures = await import('/pictures.js');"
                        + "const blob = await (await fetch('/noise.png')).blob();"
                        + "return [...pictures.resized(await pictures.readPicture(blob), " + toWidth + ", " + toHeight
                        + ", '" + resampling + "').rgb]; })()");
                Raster expected = resampling.equals("nearest")
                        ? NearestPixel.to(toWidth, toHeight).resize(picture)
                        : AntialiasedBilinear.to(toWidth, toHeight).resize(picture);
                byte[] samples = expected.toBytes();
                assertThat(found.size()).isEqualTo(samples.length);
                for (int i = 0; i < samples.length; i++) {
                    assertThat(found.get(i).asInt()).as(resampling + " " + i).isEqualTo(samples[i] & 0xff);
                }
            }
        }
    }

    @Test
    void readsTheMetadataOfAFile() throws IOException {
        ClassNames names = ClassNames.of(List.of("plain", "with, comma", "with \"quotes\"", "Übel"));
        OnnxExport.of(Architecture.SMALL_CNN.input(32))
                .withClasses(names)
                .withNotes(Map.of("note", "a\nb"))
                .write(
                        folder.resolve("network.onnx"),
                        SmallCnn.builder().inputSide(32).numClasses(4).build().init());
        try (ServedFolders served = ServedFolders.of(folder, PAGE)) {
            tab.open(served.address("metadata.js"));
            JsonNode found = tab.evaluate("(async () => {"
                    + "const {readMetadata, cells} = await import('/metadata.js');"
                    + "const bytes = new Uint8Array(await (await fetch('/network.onnx')).arrayBuffer());"
                    + "const notes = readMetadata(bytes);"
                    + "return {...Object.fromEntries(notes), names: cells(notes.get('classes'))}; })()");
            assertThat(found.get("height").asText()).isEqualTo("32");
            assertThat(found.get("input").asText()).isEqualTo("pixels");
            assertThat(found.get("note").asText()).isEqualTo("a\nb");
            assertThat(found.get("names"))
                    .extracting(JsonNode::asText)
                    .containsExactly(names.names().toArray(String[]::new));
        }
    }

    @Test
    void saysThatTheRuntimeIsMissing() throws IOException {
        OnnxExport.of(Architecture.SMALL_CNN.input(32))
                .write(
                        folder.resolve("network.onnx"),
                        SmallCnn.builder().inputSide(32).build().init());
        Path page = Files.createDirectory(folder.resolve("page"));
        for (String name : List.of("index.html", "page.css", "page.js", "network.js", "pictures.js", "metadata.js")) {
            Files.copy(PAGE.resolve(name), page.resolve(name));
        }
        try (ServedFolders served = ServedFolders.of(folder, page)) {
            tab.open(served.address("index.html"));
            tab.await("!document.getElementById('error').hidden");
            assertThat(tab.text("#error"))
                    .isEqualTo("ONNX Runtime Web is not there: run \"npm install\" in the folder of this page");
        }
    }

    private static INDArray probabilities(Path network, Path picture) throws Exception {
        BufferedImage image = ImageIO.read(picture.toFile());
        INDArray pixels = Nd4j.create(DataType.FLOAT, 1, 3, image.getHeight(), image.getWidth());
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                for (int c = 0; c < 3; c++) {
                    pixels.putScalar(new int[] {0, c, y, x}, image.getRGB(x, y) >> (16 - 8 * c) & 0xff);
                }
            }
        }
        try (OnnxRun file = OnnxRun.open(network, 1)) {
            return file.run(pixels).get("probabilities");
        }
    }

    /** Draws the network's maps, and gives the library's probabilities of the first picture. */
    @Test
    void classifiesAndExplainsAPicture() throws Exception {
        Assumptions.assumeTrue(
                Files.exists(RUNTIME),
                "no onnxruntime-web in docs/web: \"npm install\" there, and the page is tried with it");
        NetworkForBrowser.main(new String[] {folder.toString()});
        try (ServedFolders served = ServedFolders.of(folder, PAGE)) {
            tab.resize(1000, 900, 1);
            tab.open(served.address("index.html"));
            tab.awaitElement("#result canvas");
            tab.await("document.querySelectorAll('#classes button').length === 2");
            assertThat(tab.text("#loaded")).isEqualTo("network.onnx: small_cnn, images of 64x64");
            JsonNode shown = tab.evaluate("[...document.querySelectorAll('#classes meter')].map(meter => meter.value)");
            INDArray expected = probabilities(folder.resolve("network.onnx"), folder.resolve("pictures/0.png"));
            assertThat(shown.get(0).asDouble()).isCloseTo(expected.getDouble(0), within(1e-5));
            assertThat(shown.get(1).asDouble()).isCloseTo(expected.getDouble(1), within(1e-5));
            assertThat(tab.text("#classes")).contains("ring", "cross", "(predicted)");
            String before = tab.evaluate("document.getElementById('canvas').toDataURL()")
                    .asText();
            tab.click("#classes button[aria-pressed=false]");
            assertThat(tab.evaluate("document.getElementById('canvas').toDataURL()")
                            .asText())
                    .isNotEqualTo(before);
            assertThat(tab.complaints()).isEmpty();
        }
    }
}
