package org.cyborgml.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.cyborgml.cam.CamExtractor;
import org.cyborgml.explain.ExplainedNetwork;
import org.cyborgml.explain.GradCam;
import org.cyborgml.explain.PixelCurve;
import org.cyborgml.explain.ScoreCurve;
import org.cyborgml.gradientcheck.GradientCheck;
import org.cyborgml.head.CyborgHead;
import org.cyborgml.head.WithoutMaps;
import org.cyborgml.loss.ClassSelection;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.loss.FeatureTap;
import org.cyborgml.loss.GradientBalance;
import org.cyborgml.loss.LossTermsListener;
import org.cyborgml.loss.SaliencyDistance;
import org.cyborgml.models.SmallCnn;
import org.cyborgml.models.kernel.NativeRuntime;
import org.cyborgml.models.layer.FrozenWeights;
import org.cyborgml.optim.ClassicalMomentum;
import org.cyborgml.optim.DirectUpdater;
import org.cyborgml.samediff.CyborgOps;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Code of the chapters on networks, losses, explanations and kernels. */
class NetworkExamplesTest {

    private final INDArray images = Nd4j.rand(2, 3, 64, 64);
    private final INDArray labels = Nd4j.createFromArray(new float[][] {{1, 0}, {0, 1}});
    private final INDArray humanMaps = Nd4j.rand(2, 15, 15);

    private ComputationGraph ofYours() {
        // <guide>
        var graph = new NeuralNetConfiguration.Builder()
                .updater(ClassicalMomentum.reference(0.005))
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(64, 64, 3))
                .addLayer("conv1", convolution(32), "image")
                .addLayer("conv2", convolution(64), "conv1");
        CyborgHead.builder(2)
                .loss(CyborgLoss.reference().withAlpha(0.5))
                .build()
                .attachTo(graph, "conv2");
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        // </guide>
        return network;
    }

    // <guide>
    private static ConvolutionLayer convolution(int maps) {
        return new ConvolutionLayer.Builder(3, 3)
                .stride(2, 2)
                .nOut(maps)
                .activation(Activation.RELU)
                .build();
    }
    // </guide>

    @Test
    void trainedAndExplained() {
        ComputationGraph network = ofYours();
        // <guide>
        network.setListeners(LossTermsListener.logging(10));
        // images [N,3,64,64], one-hot labels [N,2], saliency maps [N,15,15] from 0 to 1
        network.fit(new MultiDataSet(new INDArray[] {images}, new INDArray[] {labels, humanMaps}));
        INDArray probabilities = network.output(images)[0];
        INDArray cams = CamExtractor.of(network).extract(images).scaledPredicted();
        // </guide>
        assertThat(probabilities.shape()).containsExactly(2, 2);
        assertThat(cams.shape()).containsExactly(2, 15, 15);

        // <guide>
        DataSet withoutMaps = new DataSet(images, labels);
        network.fit(WithoutMaps.of(withoutMaps, 15, 15));
        // </guide>

        MultiDataSet batch = new MultiDataSet(new INDArray[] {images}, new INDArray[] {labels, humanMaps});
        // <guide>
        GradientBalance balance = GradientBalance.of(network, batch);
        System.out.printf("both terms pull alike at alpha %.2f%n", balance.alpha());
        // </guide>
        assertThat(balance.alpha()).isBetween(0.0, 1.0);
    }

    @Test
    void gradientsAreChecked() {
        var graph = new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(DataType.DOUBLE)
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(16, 16, 3))
                .addLayer(
                        "conv1",
                        new ConvolutionLayer.Builder(3, 3)
                                .stride(4, 4)
                                .nOut(4)
                                .activation(Activation.SOFTPLUS)
                                .build(),
                        "image");
        CyborgHead.builder(2).build().attachTo(graph, "conv1");
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        MultiDataSet batch = new MultiDataSet(
                new INDArray[] {Nd4j.rand(DataType.DOUBLE, 2, 3, 16, 16)},
                new INDArray[] {labels.castTo(DataType.DOUBLE), Nd4j.rand(DataType.DOUBLE, 2, 4, 4)});
        // <guide>
        GradientCheck.withDefaults().check(network, batch).requirePassed();
        // </guide>
    }

    @Test
    void graftedOnATrainedNetwork() {
        var graph = new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(64, 64, 3))
                .addLayer("conv2", convolution(8), "image")
                .addLayer("pool", new GlobalPoolingLayer(), "conv2")
                .addLayer(
                        "out",
                        new OutputLayer.Builder()
                                .nOut(2)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "pool")
                .setOutputs("out");
        ComputationGraph trained = new ComputationGraph(graph.build());
        trained.init();
        // <guide>
        ComputationGraph network = CyborgHead.builder(2).build().graftOn(trained, "conv2");
        // </guide>
        assertThat(network.getParam("classifier_weight").ravel())
                .isEqualTo(trained.getParam("out_W").permute(1, 0).dup('c').ravel());
    }

    @Test
    void sameLossInSameDiff() {
        SameDiff sd = SameDiff.create();
        SDVariable features = sd.placeHolder("features", DataType.FLOAT, -1, 8, 5, 5);
        SDVariable weight = sd.var("weight", Nd4j.rand(2, 8));
        SDVariable logits = features.mean(2, 3).mmul(weight.permute(1, 0));
        // <guide>
        CyborgOps.forClasses(sd, 2)
                .loss(CyborgLoss.reference())
                .logits(logits)
                .labels(sd.placeHolder("label", DataType.FLOAT, -1, 2))
                .featureMaps(features, weight)
                .humanMaps(sd.placeHolder("map", DataType.FLOAT, -1, 5, 5))
                .add("loss");
        // </guide>
        INDArray loss = sd.output(
                        Map.of("features", Nd4j.rand(2, 8, 5, 5), "label", labels, "map", Nd4j.rand(2, 5, 5)), "loss")
                .get("loss");
        assertThat(loss.getDouble(0)).isPositive();
    }

    @Test
    void lossesOfOnesChoice() {
        // <guide>
        CyborgLoss authors = CyborgLoss.reference(); // alpha 0.5, MSE, predicted class, reference tap
        CyborgLoss paper = CyborgLoss.paper(); // alpha 0.5, Euclidean norm, true class, pooled tap
        CyborgLoss other = CyborgLoss.reference()
                .withAlpha(0.25)
                .withDistance(SaliencyDistance.KL)
                .withClassSelection(ClassSelection.TRUE)
                .withTap(FeatureTap.POOLED);
        // </guide>
        assertThat(authors).isNotEqualTo(paper);
        assertThat(other.getDistance()).isEqualTo(SaliencyDistance.KL);
    }

    @Test
    void explainedByOtherMethods() {
        ComputationGraph network = ofYours();
        // <guide>
        ExplainedNetwork explained = ExplainedNetwork.of(network);
        int[] classes = explained.predicted(images);
        INDArray maps = GradCam.of("conv1").explain(explained, images, classes); // [N,31,31]
        INDArray first = images.slice(0).reshape(1, 3, 64, 64);
        ScoreCurve deletion =
                PixelCurve.deletion().of(explained, first, maps.slice(0).reshape(1, 31, 31), classes[0]);
        // </guide>
        assertThat(maps.shape()).containsExactly(2, 31, 31);
        assertThat(deletion.area()).isBetween(0.0, 1.0);
    }

    @Test
    void quickly() {
        INDArray large = Nd4j.rand(2, 3, 112, 112);
        MultiDataSet batch = new MultiDataSet(new INDArray[] {large}, new INDArray[] {labels, Nd4j.rand(2, 7, 7)});
        // <guide>
        NativeRuntime.prepare(); // first in main: OpenMP, malloc, memory limits
        ComputationGraph network =
                SmallCnn.builder().numClasses(2).inputSide(112).build().init();
        DirectUpdater.use(network); // any ComputationGraph: less work and garbage in every step
        network.fit(batch);
        try (FrozenWeights frozen = FrozenWeights.of(network)) { // inference while weights stay as they are
            network.output(false, large);
        }
        // </guide>
        assertThat(network.score()).isPositive();
    }
}
