package org.cyborgml.models.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.SmallCnn;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** DL4J's zip, from friends and from strangers. */
class NetworkZipTest {

    private static final String CONFIGURATION = "configuration.json";
    private static final String COEFFICIENTS = "coefficients.bin";

    /** Written by DL4J. */
    private static Map<String, byte[]> records = Map.of();

    @TempDir
    Path folder;

    private static ComputationGraph small(DataType type) {
        return SmallCnn.builder().inputSide(16).dataType(type).build().init();
    }

    @BeforeAll
    static void write() throws Exception {
        ComputationGraph network = small(DataType.FLOAT);
        ByteArrayOutputStream row = new ByteArrayOutputStream();
        Nd4j.write(network.params(), new DataOutputStream(row));
        records = new LinkedHashMap<>();
        records.put(CONFIGURATION, network.getConfiguration().toJson().getBytes(StandardCharsets.UTF_8));
        records.put(COEFFICIENTS, row.toByteArray());
    }

    private static byte[] with(String name, UnaryOperator<byte[]> change) {
        return with(name, change, ZipEntry.DEFLATED);
    }

    private static byte[] with(String name, UnaryOperator<byte[]> change, int method) {
        Map<String, byte[]> changed = new LinkedHashMap<>(records);
        changed.computeIfPresent(name, (key, content) -> change.apply(content));
        return TorchFiles.zip(changed, method);
    }

    private static byte[] withText(String text, String replacement) {
        return with(CONFIGURATION, content -> {
            String json = new String(content, StandardCharsets.UTF_8);
            assertThat(json).contains(text);
            int at = json.indexOf(text);
            return (json.substring(0, at) + replacement + json.substring(at + text.length()))
                    .getBytes(StandardCharsets.UTF_8);
        });
    }

    private static NetworkZip read(byte[] file) throws CheckpointException {
        return NetworkZip.read(FileBytes.of("n.zip", file));
    }

    private static void assertRefused(byte[] file, String reason) {
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> read(file))
                .withMessageStartingWith("n.zip: ")
                .withMessageContaining(reason)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLOAT", "DOUBLE"})
    void readsWhatDl4jWrites(DataType type) throws Exception {
        ComputationGraph network = small(type);
        Path file = folder.resolve("n.zip");
        ModelSerializer.writeModel(network, file.toFile(), true);

        NetworkZip read = NetworkZip.read(file);

        assertThat(NetworkZip.isOne(file)).isTrue();
        assertThat(read.network().params()).isEqualTo(network.params());
        assertThat(read.network().getConfiguration()).isEqualTo(network.getConfiguration());
        assertThat(read.notes()).isEmpty();
        INDArray images = Nd4j.rand(type, 2, 3, 16, 16);
        assertThat(read.network().output(images)[1]).isEqualTo(network.output(images)[1]);
    }

    @Test
    void writesWhatDl4jReads() throws Exception {
        ComputationGraph network = small(DataType.FLOAT);
        Path file = folder.resolve("n.zip");

        NetworkZip.write(file, network, Map.of("size", "16", "note", "zwei\nZeilen"));

        ComputationGraph loaded = ModelSerializer.restoreComputationGraph(file.toFile(), true);
        assertThat(loaded.params()).isEqualTo(network.params());
        assertThat(loaded.getConfiguration()).isEqualTo(network.getConfiguration());
        assertThat(NetworkZip.read(file).notes()).isEqualTo(Map.of("size", "16", "note", "zwei\nZeilen"));
        assertThat(NetworkWeights.read(file).metadata()).containsEntry("size", "16");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    /** Layers, a dropout and a distribution of DL4J, under names that elsewhere are those of fields. */
    @Test
    void readsNetworksOfDl4jsOwnLayers() throws Exception {
        ComputationGraph stock = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .weightInit(new WeightInitDistribution(new NormalDistribution(0, 0.1)))
                .l2(1e-4)
                .dropOut(new SpatialDropout(0.5))
                .graphBuilder()
                .addInputs("in")
                .addLayer("dist", new ConvolutionLayer.Builder(3, 3).nOut(4).build(), "in")
                .addLayer("mask", new BatchNormalization(), "dist")
                .addLayer("weights", new SubsamplingLayer.Builder().build(), "mask")
                .addLayer("type", new OutputLayer.Builder().nOut(2).build(), "weights")
                .setOutputs("type")
                .setInputTypes(InputType.convolutional(8, 8, 3))
                .build());
        stock.init();
        Path file = folder.resolve("n.zip");
        stock.save(file.toFile());

        ComputationGraph read = NetworkZip.read(file).network();

        assertThat(read.params()).isEqualTo(stock.params());
        assertThat(read.getConfiguration()).isEqualTo(stock.getConfiguration());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "javax.swing.JEditorPane | javax.swing.JEditorPane",
                "com.sun.rowset.JdbcRowSetImpl | com.sun.rowset.JdbcRowSetImpl",
                "org.deeplearning4j.nn.conf.layers.objdetect.Yolo2OutputLayer | objdetect.Yolo2OutputLayer",
                "org.deeplearning4j.nn.conf.layers | 'org.deeplearning4j.nn.conf.layers'",
                "org.cyborgml.models.layer.x.Convolution | x.Convolution",
                "[Lorg.cyborgml.models.layer.Convolution; | [Lorg.cyborgml.models.layer.Convolution;",
                "org.cyborgml.models.layer.<Convolution> | <Convolution>",
                "'' | ''"
            })
    void looksNoOtherClassUp(String name, String quoted) {
        String reason = "configuration needs the class '";
        assertRefused(withText("org.cyborgml.models.layer.Convolution", name), reason);
        assertRefused(withText("org.cyborgml.models.layer.Convolution", name), quoted);
        assertRefused(withText("org.cyborgml.optim.CoupledWeightDecay", name), reason);
        assertRefused(withText("org.deeplearning4j.nn.conf.graph.LayerVertex", name), reason);
    }

    /** A class that says so when it is initialised. */
    static final class Gadget {
        static {
            Loaded.gadgets++;
        }

        private Gadget() {}
    }

    /** Counts. */
    static final class Loaded {
        static int gadgets;

        private Loaded() {}
    }

    @Test
    void doesNotEvenInitialiseIt() {
        String name = "org.cyborgml.models.checkpoint.NetworkZipTest$Gadget";
        for (String other : new String[] {
            "\"updater\" : [ \"" + name + "\", \"x\" ], \"dropped\"",
            "\"updater\" : [ \"" + name + "\", { } ], \"dropped\"",
            "\"updater\" : { \"@class\" : \"" + name + "\" }, \"dropped\"",
            "\"idropout\" : [ \"" + name + "\", 1 ], \"updater\""
        }) {
            assertThatExceptionOfType(CheckpointException.class).isThrownBy(() -> read(withText("\"updater\"", other)));
        }
        assertThat(Loaded.gadgets).isZero();
    }

    @Test
    void refusesOtherSpellingsOfClasses() {
        assertRefused(
                withText("\"layerName\"", "\"extra\" : [ \"javax.swing.JEditorPane\", { } ], \"layerName\""),
                "configuration has the array ['javax.swing.JEditorPane', ...]");
        assertRefused(
                withText("\"layerName\"", "\"dist\" : { \"type\" : \"java.lang.Object\" }, \"layerName\""),
                "configuration needs the class 'java.lang.Object'");
        assertRefused(
                withText("\"layerName\"", "\"weightInit\" : \"XAVIER\", \"dist\" : [ ], \"layerName\""),
                "of DL4J 1.0.0-beta4 or later");
        assertRefused(
                withText("\"layerName\"", "\"@class\" : \"java.lang.Object\", \"layerName\""),
                "Duplicate field '@class'");
        assertRefused(
                withText("graph.LayerVertex\"", "graph.LayerVertex\", \"weights\" : \"AAAA\""),
                "configuration has an array 'weights' in a org.deeplearning4j.nn.conf.graph.LayerVertex");
    }

    @Test
    void refusesDamagedConfigurations() {
        assertRefused(
                with(CONFIGURATION, c -> "{".repeat(100_000).getBytes(StandardCharsets.UTF_8)), "not one of DL4J");
        assertRefused(
                with(CONFIGURATION, c -> ("{\"a\":" + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8)),
                "65 deep: must have at most 2097152, 64 deep");
        assertRefused(with(CONFIGURATION, c -> "[]".getBytes(StandardCharsets.UTF_8)), "not one of DL4J");
        assertRefused(with(CONFIGURATION, c -> new byte[0]), "not one of DL4J");
        assertRefused(with(CONFIGURATION, c -> new byte[(1 << 24) + 1]), "must have at most 16777216");
        assertRefused(withText("\"nOut\" : 32", "\"nOut\" : 33"), "must be one row of");
        assertRefused(withText("\"nOut\" : 32", "\"nOut\" : 20000000"), "must not take above 16 times the file's");
        assertRefused(withText("\"nOut\" : 32", "\"nOut\" : -32"), "n.zip");
        assertRefused(withText("\"nOut\" : 32", "\"nOut\" : 9223372036854775807"), "n.zip");
    }

    @Test
    void trustsNoLength() {
        // The array's header: "MIXED_DATA_TYPES", 6, "LONG", shape information [1, n, 1, 8192, 1, 'c'], then the
        // elements'.
        int shapeLength = 2 + 16;
        int elements = shapeLength + 8 + 6 + 8;
        int dataLength = elements + 5 * 8 + 2 + 16;
        assertRefused(
                with(COEFFICIENTS, c -> overwrite(c, shapeLength, Long.MAX_VALUE)), "must have at most 12 of LONG");
        assertRefused(with(COEFFICIENTS, c -> overwrite(c, shapeLength, -1)), "must have at most 12 of LONG");
        assertRefused(with(COEFFICIENTS, c -> overwrite(c, elements, 1L << 40)), "must be one row of");
        assertRefused(with(COEFFICIENTS, c -> overwrite(c, dataLength, 1L << 40)), "holds 1099511627776 elements");
        assertRefused(with(COEFFICIENTS, c -> Arrays.copyOf(c, c.length - 1)), "ends within its array of");
        assertRefused(with(COEFFICIENTS, c -> Arrays.copyOf(c, c.length + 1)), "goes on after its");
        assertRefused(with(COEFFICIENTS, c -> new byte[0]), "ends within its array of");
        assertRefused(with(COEFFICIENTS, c -> new byte[100 << 20]), "must have at most");
    }

    private static byte[] overwrite(byte[] bytes, int at, long value) {
        byte[] changed = bytes.clone();
        for (int i = 0; i < 8; i++) {
            changed[at + i] = (byte) (value >> (56 - 8 * i));
        }
        return changed;
    }

    @Test
    void refusesZipsThatLie() {
        byte[] zip = with(CONFIGURATION, c -> c);
        byte[] directory = {'P', 'K', 1, 2};
        int first = indexOf(zip, directory);
        byte[] longer = zip.clone();
        longer[first + 24]++;
        assertRefused(longer, "as the directory says");
        byte[] shorter = zip.clone();
        shorter[first + 24]--;
        assertRefused(shorter, "as the directory says");
        byte[] damaged = zip.clone();
        damaged[100] ^= 1;
        assertRefused(damaged, "n.zip: record 'configuration.json'");
        assertRefused(Arrays.copyOf(zip, zip.length - 40), "zip has no end record");
        Map<String, byte[]> alone = new LinkedHashMap<>(records);
        alone.remove(COEFFICIENTS);
        assertRefused(TorchFiles.zip(alone, ZipEntry.DEFLATED), "zip has no record 'coefficients.bin'");
        Map<String, byte[]> noted = new LinkedHashMap<>(records);
        noted.put("notes.json", "[1]".getBytes(StandardCharsets.UTF_8));
        assertRefused(TorchFiles.zip(noted, ZipEntry.DEFLATED), "record 'notes.json' must be texts by name");
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int i = 0; i < bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new AssertionError("not found");
    }

    /** 300 mutated files from a fixed seed: each is refused in our words, or is the network with all of its weights. */
    @Test
    void endsWellWhateverTheFile() throws Exception {
        byte[] whole = with(CONFIGURATION, c -> c);
        INDArray parameters = read(whole).network().params();
        int readable = 0;
        for (int i = 0; i < 300; i++) {
            Random random = new Random(77_000L + i);
            byte[] mutated =
                    switch (i % 3) {
                        case 0 -> Mutations.anywhere(whole, random);
                        case 1 -> with(CONFIGURATION, c -> Mutations.anywhere(c, random), ZipEntry.STORED);
                        default -> with(COEFFICIENTS, c -> Mutations.anywhere(Arrays.copyOf(c, 120), random));
                    };
            try {
                NetworkZip zip = read(mutated);
                NetworkWeights.of(zip.network());
                if (i % 3 == 0) {
                    assertThat(zip.network().params()).isEqualTo(parameters);
                }
                readable++;
            } catch (CheckpointException e) {
                assertThat(e.getMessage())
                        .startsWith("n.zip: ")
                        .doesNotContain("\n")
                        .hasSizeLessThan(1000);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("file " + i + " ended in " + e, e);
            }
        }
        assertThat(readable).isBetween(3, 225);
    }
}
