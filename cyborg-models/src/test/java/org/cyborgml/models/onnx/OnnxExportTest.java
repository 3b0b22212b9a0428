package org.cyborgml.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.cyborgml.cam.CamExtractor;
import org.cyborgml.cam.ClassActivationMaps;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.InputFormat;
import org.cyborgml.data.Normalisation;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.loss.FeatureTap;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.AttentionKind;
import org.cyborgml.models.BiSeNet;
import org.cyborgml.models.Network;
import org.cyborgml.models.SelfAttention;
import org.cyborgml.models.SmallCnn;
import org.cyborgml.models.TripletEfficientNetB4;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.Raster;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Files that ONNX Runtime runs, beside the networks that they were written from. */
class OnnxExportTest {

    private static final double CLOSE = 1e-5;

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("network.onnx");
    }

    private static OnnxExport normalised(int side) {
        return OnnxExport.of(InputFormat.square(side, Normalisation.IMAGENET)).withInput(OnnxInput.NORMALISED);
    }

    /** All CAMs as a file gives them, {@code [N, C, h, w]}. */
    private static INDArray cams(ComputationGraph network, INDArray images) {
        ClassActivationMaps maps = CamExtractor.of(network).extract(images);
        INDArray first = maps.scaled(0);
        INDArray all = Nd4j.create(DataType.FLOAT, first.size(0), maps.classes(), first.size(1), first.size(2));
        for (int c = 0; c < maps.classes(); c++) {
            all.get(NDArrayIndex.all(), NDArrayIndex.point(c)).assign(maps.scaled(c));
        }
        return all;
    }

    private static void assertAgrees(OnnxRun file, ComputationGraph network, INDArray ours, INDArray theirs)
            throws OrtException {
        Map<String, INDArray> found = file.run(theirs);
        INDArray[] expected = network.output(false, ours);
        OnnxRun.assertClose(found.get("probabilities"), expected[0], CLOSE);
        if (found.containsKey("saliency")) {
            // Attention maps of random templates are not within [0,1].
            double largest = Math.max(1, expected[1].normmaxNumber().doubleValue());
            OnnxRun.assertClose(found.get("saliency"), expected[1], CLOSE * largest);
        }
        if (found.containsKey("cams")) {
            OnnxRun.assertClose(found.get("cams"), cams(network, ours), CLOSE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "resnet50, 64, 3, REFERENCE, PREDICTED, FOLDED",
        "resnet50, 70, 2, POOLED, ALL, KEPT",
        "densenet121, 64, 3, REFERENCE, ALL, KEPT",
        "densenet121, 75, 2, POOLED, PREDICTED, FOLDED",
        "inception_v3, 107, 2, REFERENCE, PREDICTED, FOLDED",
        "inception_v3, 150, 3, POOLED, ALL, KEPT",
        "xception, 96, 3, REFERENCE, PREDICTED, FOLDED",
        "xception, 101, 2, POOLED, ALL, KEPT",
        "cnndetection, 64, 1, REFERENCE, PREDICTED, KEPT",
        "cnndetection, 77, 1, POOLED, ALL, FOLDED",
        "self_attention, 96, 2, REFERENCE, PREDICTED, FOLDED",
        "efficientnet_b4, 64, 1, REFERENCE, PREDICTED, FOLDED",
        "efficientnet_b4, 77, 1, POOLED, ALL, KEPT",
        "efficientnet_b4_att, 64, 1, REFERENCE, PREDICTED, FOLDED",
        "efficientnet_b4_st, 64, 1, POOLED, ALL, FOLDED",
        "efficientnet_b4_att_st, 64, 1, POOLED, PREDICTED, KEPT",
        "xception_deepfake, 96, 1, REFERENCE, ALL, FOLDED",
        "meso4, 256, 1, REFERENCE, PREDICTED, FOLDED",
        "mesoinception4, 256, 1, POOLED, ALL, KEPT"
    })
    void agreesWithTheNetwork(String arch, int side, int logits, FeatureTap tap, OnnxMaps maps, OnnxBatchNorm batchNorm)
            throws Exception {
        Network settings = Architecture.named(arch)
                .builder()
                .inputSide(side)
                .numClasses(logits)
                .loss(CyborgLoss.reference().withTap(tap))
                .build();
        ComputationGraph network = RandomNetworks.of(settings, 7);
        normalised(side).withMaps(maps).withBatchNorm(batchNorm).write(file(), network);
        try (OnnxRun file = OnnxRun.open(file(), 1)) {
            for (int batch : List.of(1, 3)) {
                INDArray images = RandomNetworks.images(batch, batch, 3, side, side);
                assertAgrees(file, network, images, images);
            }
            if (!arch.startsWith("meso")) {
                INDArray oblong = RandomNetworks.images(9, 2, 3, side + 21, side + 10);
                assertAgrees(file, network, oblong, oblong);
            }
        }
    }

    static Stream<Object[]> allSettings() {
        List<Object[]> all = new ArrayList<>();
        for (int logits : List.of(1, 2, 4)) {
            for (OnnxMaps maps : OnnxMaps.values()) {
                for (OnnxInput input : OnnxInput.values()) {
                    for (OnnxBatchNorm batchNorm : OnnxBatchNorm.values()) {
                        for (OnnxShape shape : OnnxShape.values()) {
                            all.add(new Object[] {logits, maps, input, batchNorm, shape});
                        }
                    }
                }
            }
        }
        return all.stream();
    }

    /** Pixels go through the library's own normalisation on our side. */
    @ParameterizedTest
    @MethodSource("allSettings")
    void agreesInAllSettings(int logits, OnnxMaps maps, OnnxInput input, OnnxBatchNorm batchNorm, OnnxShape shape)
            throws Exception {
        ComputationGraph network = RandomNetworks.of(
                SmallCnn.builder().inputSide(41).numClasses(logits).build(), 10 + logits);
        InputFormat format = Architecture.SMALL_CNN.input(41);
        OnnxSummary summary = OnnxExport.of(format)
                .withMaps(maps)
                .withBatchNorm(batchNorm)
                .withShape(shape)
                .withInput(input)
                .write(file(), network);
        int batch = shape == OnnxShape.FIXED ? 1 : 3;
        InputFormat shown =
                shape == OnnxShape.OPEN ? new InputFormat(37, 52, format.normalisation(), format.resampling()) : format;
        List<Raster> images = rasters(batch, shown);
        INDArray ours = shown.batch(images, DataType.FLOAT);
        INDArray theirs = input == OnnxInput.NORMALISED ? ours : pixels(images, shown);
        assertThat(summary.input())
                .isEqualTo(
                        switch (shape) {
                            case OPEN -> "image [N, 3, H, W]";
                            case FIXED_SIZE -> "image [N, 3, 41, 41]";
                            case FIXED -> "image [1, 3, 41, 41]";
                        });
        assertThat(summary.outputs()).hasSize(maps == OnnxMaps.NONE ? 1 : 2);
        try (OnnxRun file = OnnxRun.open(file(), 1)) {
            assertAgrees(file, network, ours, theirs);
            assertThat(file.run(theirs).keySet())
                    .isEqualTo(
                            switch (maps) {
                                case NONE -> Set.of("probabilities");
                                case PREDICTED -> Set.of("probabilities", "saliency");
                                case ALL -> Set.of("probabilities", "cams");
                            });
        }
    }

    private static List<Raster> rasters(int count, InputFormat format) {
        Random random = new Random(3);
        List<Raster> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] samples = new byte[format.values()];
            random.nextBytes(samples);
            images.add(Raster.of(format.width(), format.height(), Channels.RGB, samples));
        }
        return images;
    }

    private static INDArray pixels(List<Raster> images, InputFormat format) {
        INDArray pixels = Nd4j.create(DataType.FLOAT, images.size(), 3, format.height(), format.width());
        for (int i = 0; i < images.size(); i++) {
            for (int y = 0; y < format.height(); y++) {
                for (int x = 0; x < format.width(); x++) {
                    for (int c = 0; c < 3; c++) {
                        pixels.putScalar(new int[] {i, c, y, x}, images.get(i).sample(x, y, c));
                    }
                }
            }
        }
        return pixels;
    }

    /** The size is bound to the learned templates. */
    @ParameterizedTest
    @EnumSource(AttentionKind.class)
    void selfAttentionGivesItsMap(AttentionKind kind) throws Exception {
        SelfAttention settings =
                SelfAttention.builder().attention(kind).inputSide(96).build();
        ComputationGraph network = RandomNetworks.of(settings, 4);
        OnnxSummary summary = normalised(96).write(file(), network);
        assertThat(summary.input())
                .isEqualTo(kind == AttentionKind.TEMPLATES ? "image [N, 3, 96, 96]" : "image [N, 3, H, W]");
        INDArray images = RandomNetworks.images(1, 3, 3, 96, 96);
        try (OnnxRun file = OnnxRun.open(file(), 1)) {
            assertAgrees(file, network, images, images);
            assertThat(file.run(images).get("saliency").size(1))
                    .isEqualTo(settings.camGrid().height());
        }
    }

    @ParameterizedTest
    @EnumSource(BiSeNet.Outputs.class)
    void parsingGivesItsLogits(BiSeNet.Outputs outputs) throws Exception {
        ComputationGraph network =
                BiSeNet.builder().inputSide(64).outputs(outputs).build().init();
        RandomNetworks.fill(network, 5);
        OnnxSummary summary = normalised(64).write(file(), network);
        assertThat(summary.input()).isEqualTo("image [N, 3, 64, 64]");
        assertThat(summary.outputs()).contains("logits [N, 19, 64, 64]");
        INDArray images = RandomNetworks.images(2, 2, 3, 64, 64);
        INDArray[] expected = network.output(false, images);
        try (OnnxRun file = OnnxRun.open(file(), 1)) {
            Map<String, INDArray> found = file.run(images);
            List<String> names = network.getConfiguration().getNetworkOutputs();
            assertThat(found.keySet()).containsExactlyElementsOf(names);
            for (int i = 0; i < names.size(); i++) {
                double largest = expected[i].normmaxNumber().doubleValue();
                OnnxRun.assertClose(found.get(names.get(i)), expected[i], CLOSE * largest);
            }
        }
    }

    /** Features are neither probabilities nor scaled: rounding over 32 blocks is a little larger. */
    @Test
    void tripletsGiveTheirFeatures() throws Exception {
        ComputationGraph network =
                TripletEfficientNetB4.builder().inputSide(64).build().init();
        RandomNetworks.fill(network, 6);
        normalised(64).write(file(), network);
        INDArray images = RandomNetworks.images(2, 2, 3, 64, 64);
        INDArray expected = network.output(false, images)[0];
        try (OnnxRun file = OnnxRun.open(file(), 1)) {
            OnnxRun.assertClose(
                    file.run(images).get(TripletEfficientNetB4.FEATURES),
                    expected,
                    3 * CLOSE * expected.normmaxNumber().doubleValue());
        }
    }

    /** As the head has it: zeros, not the rounding of a constant stretched to [0,1]. */
    @ParameterizedTest
    @EnumSource(value = OnnxMaps.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void constantMapsBecomeZeros(OnnxMaps maps) throws Exception {
        ComputationGraph network =
                RandomNetworks.of(SmallCnn.builder().inputSide(32).build(), 3);
        network.getLayer("fc").getParam("weight").muli(1e-9);
        normalised(32).withMaps(maps).write(file(), network);
        INDArray images = RandomNetworks.images(1, 2, 3, 32, 32);
        try (OnnxRun file = OnnxRun.open(file(), 1)) {
            assertAgrees(file, network, images, images);
            INDArray found = file.run(images).get(maps == OnnxMaps.ALL ? "cams" : "saliency");
            assertThat(found.normmaxNumber().doubleValue()).isZero();
        }
    }

    @Test
    void wideNetworksAreRounded() throws Exception {
        ComputationGraph network = RandomNetworks.of(
                SmallCnn.builder().inputSide(32).dataType(DataType.DOUBLE).build(), 3);
        normalised(32).write(file(), network);
        INDArray images = RandomNetworks.images(1, 2, 3, 32, 32);
        INDArray[] expected = network.output(false, images.castTo(DataType.DOUBLE));
        try (OnnxRun file = OnnxRun.open(file(), 1)) {
            Map<String, INDArray> found = file.run(images);
            OnnxRun.assertClose(found.get("probabilities"), expected[0].castTo(DataType.FLOAT), CLOSE);
            OnnxRun.assertClose(found.get("saliency"), expected[1].castTo(DataType.FLOAT), CLOSE);
        }
    }

    @Test
    void greyImagesAreNormalisedInside() throws Exception {
        ComputationGraph network =
                RandomNetworks.of(SmallCnn.builder().channels(1).inputSide(28).build(), 8);
        InputFormat format = InputFormat.square(28, Normalisation.ofGreyValues(72.94, 90.02));
        OnnxExport.of(format).write(file(), network);
        byte[] samples = new byte[28 * 28];
        new Random(1).nextBytes(samples);
        Raster image = Raster.of(28, 28, Channels.GREY, samples);
        INDArray pixels = Nd4j.create(DataType.FLOAT, 1, 1, 28, 28);
        for (int i = 0; i < samples.length; i++) {
            pixels.putScalar(i, samples[i] & 0xff);
        }
        try (OnnxRun file = OnnxRun.open(file(), 1)) {
            assertAgrees(file, network, format.batch(List.of(image), DataType.FLOAT), pixels);
        }
    }

    @Test
    void metadataSayWhatIsInside() throws Exception {
        ClassNames names = ClassNames.of(List.of("cat", "dog, large", "Übel"));
        ComputationGraph network = SmallCnn.builder()
                .inputSide(32)
                .numClasses(3)
                .loss(CyborgLoss.paper())
                .build()
                .init();
        OnnxExport.of(Architecture.SMALL_CNN.input(32))
                .withClasses(names)
                .withNotes(Map.of("architecture", "small_cnn", "maps", "lies"))
                .write(file(), network);
        try (OnnxRun file = OnnxRun.open(file(), 1)) {
            assertThat(file.metadata())
                    .isEqualTo(Map.ofEntries(
                            Map.entry("architecture", "small_cnn"),
                            Map.entry("batch_norm", "folded"),
                            Map.entry("classes", names.line()),
                            Map.entry("deviation", "0.229,0.224,0.225"),
                            Map.entry("height", "32"),
                            Map.entry("input", "pixels"),
                            Map.entry("maps", "predicted"),
                            Map.entry("mean", "0.485,0.456,0.406"),
                            Map.entry("resampling", "bilinear"),
                            Map.entry("tap", "pooled"),
                            Map.entry("width", "32")));
        }
    }

    /** As the maps are, whatever the head calls them: a dropout before the pooling makes no other maps at inference. */
    @ParameterizedTest
    @CsvSource({
        "resnet50, REFERENCE, reference",
        "resnet50, POOLED, pooled",
        "inception_v3, REFERENCE, pooled",
        "efficientnet_b4, REFERENCE, reference",
        "efficientnet_b4, POOLED, pooled",
        "efficientnet_b4_att, REFERENCE, attention"
    })
    void metadataStateTheTap(String arch, FeatureTap tap, String stated) {
        ComputationGraph network = Architecture.named(arch)
                .builder()
                .inputSide(96)
                .loss(CyborgLoss.reference().withTap(tap))
                .build()
                .init();
        assertThat(normalised(96).model(network, Long.MAX_VALUE).getMetadataPropsList())
                .extracting(entry -> entry.getKey() + " " + entry.getValue())
                .contains("tap " + stated);
    }

    @Test
    void theSameNetworkGivesTheSameBytes() throws Exception {
        ComputationGraph network = SmallCnn.builder().inputSide(32).build().init();
        normalised(32).write(file(), network);
        byte[] first = Files.readAllBytes(file());
        normalised(32).write(file(), network);
        assertThat(Files.readAllBytes(file())).isEqualTo(first);
    }
}
