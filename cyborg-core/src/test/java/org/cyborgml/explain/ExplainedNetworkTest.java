package org.cyborgml.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cyborgml.cam.CamExtractor;
import org.cyborgml.cam.ClassActivationMaps;
import org.cyborgml.head.CyborgHead;
import org.cyborgml.head.Networks;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class ExplainedNetworkTest {

    private static final List<ExplanationMethod> METHODS = List.of(
            GradCam.of("features"),
            GradCamPlusPlus.of("features"),
            XGradCam.of("features"),
            HiResCam.of("features"),
            LayerCam.of("features"),
            EigenCam.of("features"),
            ScoreCam.of("features"),
            AblationCam.of("features"),
            Rise.withDefaults().withMasks(21).withGrid(3, 0.5),
            SmoothGrad.withDefaults().withCopies(3),
            InputGradient.method(),
            Occlusion.of(3, 2));

    private static INDArray images(int count, long seed) {
        return Nd4j.rand(
                        0.0,
                        1.0,
                        Nd4j.getRandomFactory().getNewRandomInstance(seed),
                        count,
                        2,
                        Networks.SIDE,
                        Networks.SIDE)
                .castTo(DataType.DOUBLE);
    }

    /** Layers that behave otherwise in training, and end in classifiers of several kinds. */
    private static ComputationGraph ownNetwork(Layer... classifier) {
        var graph = new NeuralNetConfiguration.Builder()
                .seed(11)
                .dataType(DataType.DOUBLE)
                .updater(new Sgd(0.1))
                .graphBuilder()
                .addInputs("image")
                .addLayer("conv", new ConvolutionLayer.Builder(3, 3).nOut(4).build(), "image")
                .addLayer("norm", new BatchNormalization(), "conv")
                .addLayer("act", new ActivationLayer(Activation.TANH), "norm")
                .addLayer(
                        "max",
                        new SubsamplingLayer.Builder(PoolingType.MAX)
                                .kernelSize(2, 2)
                                .stride(2, 2)
                                .build(),
                        "act")
                .addLayer("drop", new DropoutLayer(0.5), "max")
                .addLayer(
                        "features",
                        new ConvolutionLayer.Builder(2, 2)
                                .nOut(5)
                                .activation(Activation.ELU)
                                .build(),
                        "drop")
                .addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), "features")
                .setInputTypes(InputType.convolutional(Networks.SIDE, Networks.SIDE, 2));
        String at = "pool";
        for (int i = 0; i < classifier.length; i++) {
            graph.addLayer("end" + i, classifier[i], at);
            at = "end" + i;
        }
        ComputationGraph network = new ComputationGraph(graph.setOutputs(at).build());
        network.init();
        return network;
    }

    /** Trained a little, so that running statistics are not those of a fresh network. */
    private static ComputationGraph trained(ComputationGraph network, int outputs) {
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, 6, outputs);
        for (int i = 0; i < 6; i++) {
            labels.putScalar(i, i % outputs, outputs == 1 ? i % 2 : 1);
        }
        for (int i = 0; i < 3; i++) {
            network.fit(new DataSet(images(6, 20 + i), labels));
        }
        return network;
    }

    static Stream<Arguments> classifiers() {
        OutputLayer softmax =
                new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build();
        OutputLayer oneLogit = new OutputLayer.Builder(org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction.XENT)
                .nOut(1)
                .activation(Activation.SIGMOID)
                .build();
        DenseLayer logits =
                new DenseLayer.Builder().nOut(3).activation(Activation.IDENTITY).build();
        LossLayer loss = new LossLayer.Builder().activation(Activation.SOFTMAX).build();
        return Stream.of(
                Arguments.of("OutputLayer", trained(ownNetwork(softmax), 3)),
                Arguments.of("one logit", trained(ownNetwork(oneLogit), 1)),
                Arguments.of("LossLayer", trained(ownNetwork(logits, loss), 3)),
                Arguments.of("ActivationLayer", ownNetwork(logits, new ActivationLayer(Activation.SOFTMAX))),
                Arguments.of(
                        "DenseLayer",
                        ownNetwork(new DenseLayer.Builder()
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build())),
                Arguments.of(
                        "frozen",
                        new TransferLearning.GraphBuilder(trained(ownNetwork(softmax), 3))
                                .setFeatureExtractor("pool")
                                .build()),
                Arguments.of(
                        "CYBORG head", Networks.withHead(CyborgHead.builder(3).build())),
                Arguments.of(
                        "CYBORG head of one logit",
                        Networks.withHead(CyborgHead.oneLogit().build())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("classifiers")
    void gradientsAreThoseOfDifferences(String name, ComputationGraph graph) {
        ExplainedNetwork network = ExplainedNetwork.of(graph);
        INDArray images = images(2, 4).castTo(graph.getConfiguration().getDataType());
        boolean isDouble = images.dataType() == DataType.DOUBLE;
        double step = isDouble ? 1e-5 : 1e-2;
        double tolerance = isDouble ? 1e-7 : 2e-3;
        int[] classes = {1, 0};
        INDArray params = graph.params().dup();
        INDArray output = graph.output(images)[0].dup();
        INDArray gradients = InputGradient.gradients(network, images, classes);
        for (int i = 0; i < images.length(); i += 7) {
            INDArray more = images.dup();
            more.putScalar(i, images.getDouble(i) + step);
            INDArray less = images.dup();
            less.putScalar(i, images.getDouble(i) - step);
            int image = i < images.length() / 2 ? 0 : 1;
            double difference = (network.scores(more).getDouble(image, classes[image])
                            - network.scores(less).getDouble(image, classes[image]))
                    / (2 * step);
            assertThat(gradients.getDouble(i)).isCloseTo(difference, within(tolerance));
        }
        assertThat(graph.params()).isEqualTo(params);
        assertThat(graph.output(images)[0]).isEqualTo(output);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("classifiers")
    void probabilitiesAreTheNetworks(String name, ComputationGraph graph) {
        INDArray images = images(4, 5);
        INDArray output = graph.output(images.castTo(graph.getConfiguration().getDataType()))[0];
        INDArray ours = ExplainedNetwork.of(graph).probabilities(images);
        for (int i = 0; i < 4; i++) {
            assertThat(ours.getRow(i).sumNumber().doubleValue()).isCloseTo(1, within(1e-6));
            assertThat(ours.getDouble(i, ours.size(1) - 1))
                    .isCloseTo(output.getDouble(i, output.size(1) - 1), within(1e-6));
        }
    }

    @Test
    void trainingGoesOnAsIfNothingHadBeenExplained() {
        OutputLayer softmax =
                new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build();
        ComputationGraph explained = trained(ownNetwork(softmax), 3);
        ComputationGraph untouched = explained.clone();
        for (ExplanationMethod method : METHODS) {
            method.explain(ExplainedNetwork.of(explained), images(2, 1), new int[] {0, 1});
        }
        DataSet batch = new DataSet(images(3, 9), Nd4j.eye(3).castTo(DataType.DOUBLE));
        Nd4j.getRandom().setSeed(1);
        explained.fit(batch);
        Nd4j.getRandom().setSeed(1);
        untouched.fit(batch);
        assertThat(explained.params()).isEqualTo(untouched.params());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void theCamOfAHeadIsTheExtractors(int classes) {
        ComputationGraph graph = Networks.withHead(CyborgHead.builder(classes).build());
        INDArray images = images(3, 2);
        ClassActivationMaps extracted = CamExtractor.of(graph).extract(images);
        ExplainedNetwork network = ExplainedNetwork.of(graph);
        assertThat(network.predicted(images)).isEqualTo(extracted.predicted());
        for (int c = 0; c < classes; c++) {
            INDArray cams = ClassifierCam.atLastMaps().explain(network, images, new int[] {c, c, c});
            assertThat(cams.sub(extracted.raw(c)).amaxNumber().doubleValue()).isLessThan(1e-12);
        }
        assertThat(network.lastFeatureMaps(images)).isEqualTo("features");
    }

    @Test
    void theCamOfOneLogitIsNegatedForTheFirstClass() {
        ComputationGraph graph = Networks.withHead(CyborgHead.oneLogit().build());
        INDArray images = images(2, 2);
        ExplainedNetwork network = ExplainedNetwork.of(graph);
        INDArray first = ClassifierCam.atLastMaps().explain(network, images, new int[] {0, 0});
        assertThat(first.neg()).isEqualTo(ClassifierCam.atLastMaps().explain(network, images, new int[] {1, 1}));
        assertThat(first.sub(CamExtractor.of(graph).extract(images).raw(0))
                        .amaxNumber()
                        .doubleValue())
                .isLessThan(1e-12);
    }

    @Test
    void gradCamBehindAverageAndLinearClassifierIsThePositiveCam() {
        ExplainedNetwork network = GoldenNetwork.network(DataType.DOUBLE);
        INDArray images = GoldenNetwork.images(DataType.DOUBLE);
        INDArray cam = ClassifierCam.of("late").explain(network, images, GoldenNetwork.classes());
        INDArray gradCam = GradCam.of("late").explain(network, images, GoldenNetwork.classes());
        INDArray positive = cam.mul(cam.gt(0).castTo(DataType.DOUBLE)).div(30);
        assertThat(gradCam.sub(positive).amaxNumber().doubleValue()).isLessThan(1e-12);
    }

    static Stream<Arguments> methods() {
        return METHODS.stream().map(m -> Arguments.of(m.getClass().getSimpleName(), m));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("methods")
    void anImagesMapDoesNotDependOnTheBatchOrTheDay(String name, ExplanationMethod method) {
        ExplainedNetwork network = ExplainedNetwork.of(ownNetwork(
                new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build()));
        INDArray images = images(3, 6);
        int[] classes = {2, 0, 1};
        List<Long> done = new ArrayList<>();
        List<Long> totals = new ArrayList<>();
        INDArray together = method.explain(network, images, classes, (passes, total) -> {
            done.add(passes);
            totals.add(total);
        });
        assertThat(done).isSorted().doesNotHaveDuplicates();
        assertThat(totals).containsOnly(done.get(done.size() - 1));
        assertThat(method.explain(network, images, classes)).isEqualTo(together);
        for (int i = 0; i < 3; i++) {
            INDArray alone = method.explain(
                    network, images.slice(i).dup().reshape(1, 2, Networks.SIDE, Networks.SIDE), new int[] {classes[i]});
            assertThat(alone.slice(0).sub(together.slice(i)).amaxNumber().doubleValue())
                    .isLessThan(1e-12);
        }
    }

    @Test
    void seedsChangeTheRandomOnes() {
        ExplainedNetwork network = GoldenNetwork.network(DataType.DOUBLE);
        INDArray images = GoldenNetwork.images(DataType.DOUBLE);
        Rise rise = Rise.withDefaults().withMasks(10);
        SmoothGrad smooth = SmoothGrad.withDefaults().withCopies(2);
        int[] classes = GoldenNetwork.classes();
        assertThat(rise.withSeed(2).explain(network, images, classes))
                .isNotEqualTo(rise.explain(network, images, classes));
        assertThat(smooth.withSeed(2).explain(network, images, classes))
                .isNotEqualTo(smooth.explain(network, images, classes));
    }

    @Test
    void refusesWhatItCannotExplain() {
        ExplainedNetwork network = GoldenNetwork.network(DataType.DOUBLE);
        INDArray images = GoldenNetwork.images(DataType.DOUBLE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GradCam.of("nowhere").explain(network, images, new int[] {0, 1}))
                .withMessageStartingWith("the network has no layer \"nowhere\"; it has [image, conv1, bn1,");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GradCam.of("fc").explain(network, images, new int[] {0, 1}))
                .withMessage("the classifier does not depend on layer \"fc\"; take one before \"pool\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GradCam.of("pool").explain(network, images, new int[] {0, 1}))
                .withMessage("layer \"pool\" must give feature maps [N, F, h, w] to be explained by, found [2, 4]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GradCam.of("late").explain(network, images, new int[] {0, 3}))
                .withMessage("class must be in [0, 3), found 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rise.withDefaults().explain(network, images, new int[] {0}))
                .withMessage("there must be a class for each of 2 images, found 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassifierCam.of("early").explain(network, images, new int[] {0, 1}))
                .withMessageContaining("the network's scores are not those of the means");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network.scores(images.slice(0)))
                .withMessage("images must be [N, C, H, W], found [2, 10, 12]");
        assertThatIllegalStateException()
                .isThrownBy(() -> network.atLayer("late", images, pass -> network.atLayer("late", images, p -> p)))
                .withMessageStartingWith("one pass at a layer must end");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExplainedNetwork.of(network.network(), "nowhere"))
                .withMessage("the network has no layer \"nowhere\" that could classify");
    }
}
