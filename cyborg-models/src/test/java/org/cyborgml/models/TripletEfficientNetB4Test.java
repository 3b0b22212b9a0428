package org.cyborgml.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.cyborgml.gradientcheck.GradientCheck;
import org.cyborgml.loss.TripletLossLayer;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.models.checkpoint.SyntheticCheckpoint;
import org.cyborgml.models.kernel.Window;
import org.cyborgml.models.layer.Convolution;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

class TripletEfficientNetB4Test {

    /** PyTorch's losses before two steps of plain descent, and sum and norm of the first step's gradients. */
    private static final double[] LOSSES = {0.9692286538968506, 2.6117748695029253};

    private static final Map<String, double[]> GRADIENTS = Map.of(
            "efficientnet._conv_stem.weight", new double[] {-291.79784835906366, 163.38331533115988},
            "efficientnet._blocks.9._se_reduce.weight", new double[] {-44.851813206045904, 5.59557791193186},
            "efficientnet._bn1.bias", new double[] {-0.13603097074789955, 0.3259759761380857});

    private static MultiDataSet batch(INDArray images) {
        int samples = (int) images.size(0);
        INDArray classes = Nd4j.zeros(images.dataType(), samples, 1);
        for (int n = 2; n < samples; n += 3) {
            classes.putScalar(n, 0, 1);
        }
        return new MultiDataSet(new INDArray[] {images}, new INDArray[] {classes});
    }

    /**
     * The oracle's {@code build("efficientnet_b4")} with the synthetic weights of seed 7, in training mode and double precision:
     * {@code f = m.features(pattern(6, 64, 7)); F.triplet_margin_loss(f[0::3], f[1::3], f[2::3], margin=1.0)}, steps of
     * {@code SGD(lr=1e-2)}.
     */
    @Test
    void trainsAsPyTorch() {
        ComputationGraph network = TripletEfficientNetB4.builder()
                .dropConnect(0)
                .inputSide(64)
                .dataType(DataType.DOUBLE)
                .updater(new Sgd(0.01))
                .build()
                .init();
        NetworkWeights.load(network, SyntheticCheckpoint.of(DeepfakeGolden.SEED, NetworkWeights.shapes(network)));
        MultiDataSet batch = batch(DeepfakeGolden.pattern(6, 64, DataType.DOUBLE));
        Checkpoint start = NetworkWeights.of(network);
        for (int step = 0; step < LOSSES.length; step++) {
            network.fit(batch);
            assertThat(network.score()).isCloseTo(LOSSES[step], within(1e-6 * LOSSES[step]));
            if (step == 0) {
                Checkpoint after = NetworkWeights.of(network);
                GRADIENTS.forEach((name, expected) -> {
                    double[] gradient = start.tensors().get(name).doubles();
                    double[] now = after.tensors().get(name).doubles();
                    for (int i = 0; i < gradient.length; i++) {
                        gradient[i] = (gradient[i] - now[i]) / 0.01;
                    }
                    assertThat(Arrays.stream(gradient).sum())
                            .isCloseTo(expected[0], within(1e-6 * Math.sqrt(gradient.length) * expected[1]));
                    assertThat(Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum()))
                            .isCloseTo(expected[1], within(1e-6 * expected[1]));
                });
            }
        }
    }

    @Test
    void theSecondStageTakesTheFeatures() {
        ComputationGraph first =
                TripletEfficientNetB4.builder().seed(3).inputSide(64).build().init();
        ComputationGraph second =
                SiameseEfficientNetB4.builder().seed(4).inputSide(64).build().init();
        INDArray classifier = second.getLayer("classifier.1").params().dup();
        LoadReport report = NetworkWeights.loadStart(second, NetworkWeights.of(first));
        assertThat(report.leftFresh()).isNotEmpty().allMatch(name -> name.startsWith("classifier."));
        assertThat(report.loaded()).isNotEmpty().allMatch(name -> name.startsWith("feat_ext.efficientnet."));
        assertThat(second.getLayer("classifier.1").params()).isEqualTo(classifier);
        INDArray images = DeepfakeGolden.pattern(2, 64, DataType.FLOAT);
        INDArray features = first.output(images)[0];
        INDArray maps = second.feedForward(images, false).get("feat_ext.features.plain");
        assertThat(maps.mean(2, 3).sub(features).normmaxNumber().doubleValue()).isLessThan(1e-6);
        ComputationGraph attending = SiameseEfficientNetB4.builder()
                .attention(MapOutput.CAM)
                .inputSide(64)
                .build()
                .init();
        assertThatThrownBy(() -> NetworkWeights.loadStart(attending, NetworkWeights.of(first)))
                .hasMessageContaining("2 missing: feat_ext.efficientnet.attconv");
        // A score would be of a classifier that has learnt nothing.
        assertThatThrownBy(() -> NetworkWeights.load(second, NetworkWeights.of(first)))
                .hasMessageContaining("missing: feat_ext.efficientnet._conv_stem.weight");
    }

    /** The names and shapes that PyTorch's strict load asks for, written by make_deepfake_goldens.py. */
    @Test
    void checkpointsHaveAllNames() throws IOException {
        JsonNode all;
        try (InputStream in = Objects.requireNonNull(
                TripletEfficientNetB4Test.class.getResourceAsStream("efficientnet_b4_att_st-names.json"))) {
            all = new ObjectMapper().readTree(in);
        }
        Map<String, String> expected = new TreeMap<>();
        all.fields().forEachRemaining(e -> expected.put(e.getKey(), e.getValue().toString()));
        ComputationGraph second =
                SiameseEfficientNetB4.builder().attention(MapOutput.CAM).build().init();
        Checkpoint written = NetworkWeights.of(second);
        assertThat(shapes(written)).isEqualTo(expected);
        assertThat(NetworkWeights.load(second, written).ignored())
                .containsExactlyInAnyOrder("feat_ext.classifier.weight", "feat_ext.classifier.bias");
        Map<String, String> ofExtractor = new TreeMap<>();
        expected.forEach((name, shape) -> {
            if (name.startsWith("feat_ext.")) {
                ofExtractor.put(name.substring("feat_ext.".length()), shape);
            }
        });
        ComputationGraph first =
                TripletEfficientNetB4.builder().attention().build().init();
        assertThat(shapes(NetworkWeights.of(first))).isEqualTo(ofExtractor);
    }

    private static Map<String, String> shapes(Checkpoint checkpoint) {
        Map<String, String> shapes = new TreeMap<>();
        checkpoint
                .tensors()
                .forEach((name, tensor) ->
                        shapes.put(name, Arrays.toString(tensor.shape()).replace(" ", "")));
        return shapes;
    }

    private static ComputationGraph small() {
        ComputationGraphConfiguration conf = new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(DataType.DOUBLE)
                .updater(new Sgd(0.1))
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(3, 2, 2))
                .addLayer("conv", Convolution.builder(4, Window.of(1)).build(), "image")
                .addLayer("features", new TripletLossLayer(0.7), "conv")
                .setOutputs("features")
                .build();
        assertThat(ComputationGraphConfiguration.fromJson(conf.toJson())).isEqualTo(conf);
        ComputationGraph network = new ComputationGraph(conf);
        network.init();
        return network;
    }

    @Test
    void gradient() {
        INDArray images = Nd4j.rand(DataType.DOUBLE, 12, 2, 3, 2);
        GradientCheck.withDefaults().check(small(), batch(images)).requirePassed();
    }

    @Test
    void wrongTripletsAreRefused() {
        ComputationGraph network = small();
        INDArray images = Nd4j.rand(DataType.DOUBLE, 4, 2, 3, 2);
        assertThatThrownBy(() -> network.fit(batch(images))).hasMessageContaining("a multiple of 3 samples");
        MultiDataSet alike = batch(Nd4j.rand(DataType.DOUBLE, 6, 2, 3, 2));
        alike.getLabels(0).assign(1);
        assertThatThrownBy(() -> network.fit(alike)).hasMessageContaining("triplet 0 must be of an anchor");
        assertThatThrownBy(() -> new TripletLossLayer(0)).hasMessage("margin must be above 0, found 0.0");
    }
}
