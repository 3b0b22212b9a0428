package org.cyborgml.models.onnx;

import java.nio.file.Path;
import org.cyborgml.data.InputFormat;
import org.cyborgml.data.Normalisation;
import org.cyborgml.data.Resampling;
import org.cyborgml.head.CyborgHead;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.loss.FeatureTap;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A head on networks of DL4J's own layers. */
class OwnNetworkExportTest {

    private static final double CLOSE = 1e-5;

    @TempDir
    private Path folder;

    private static ConvolutionLayer convolution(int channels, int stride, ConvolutionMode mode, Activation activation) {
        return new ConvolutionLayer.Builder(3, 3)
                .nOut(channels)
                .stride(stride, stride)
                .convolutionMode(mode)
                .hasBias(stride == 1)
                .activation(activation)
                .build();
    }

    private static ComputationGraph network(
            ConvolutionMode mode, PoolingType pooling, Activation activation, boolean lock, ElementWiseVertex.Op op) {
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(3)
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(33, 38, 3))
                .addLayer("first", convolution(8, 2, mode, Activation.IDENTITY), "image")
                .addLayer(
                        "norm",
                        new BatchNormalization.Builder()
                                .lockGammaBeta(lock)
                                .gamma(1.5)
                                .beta(-0.25)
                                .useLogStd(lock)
                                .build(),
                        "first")
                .addLayer("active", new ActivationLayer(activation), "norm")
                .addLayer(
                        "pool",
                        new SubsamplingLayer.Builder(pooling)
                                .kernelSize(3, 3)
                                .stride(2, 2)
                                .convolutionMode(mode)
                                .build(),
                        "active")
                .addLayer("left", convolution(12, 1, mode, activation), "pool")
                .addLayer("right", convolution(12, 1, mode, Activation.IDENTITY), "pool")
                .addVertex("both", new ElementWiseVertex(op), "left", "right")
                .addLayer("dropped", new DropoutLayer(0.5), "both");
        CyborgHead.builder(3)
                .loss(CyborgLoss.reference().withTap(FeatureTap.REFERENCE))
                .build()
                .attachTo(graph, "dropped", "right");
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        if (!lock) {
            network.getLayer("norm").getParam("mean").assign(RandomNetworks.images(1, 1, 8));
            network.getLayer("norm")
                    .getParam("var")
                    .assign(RandomNetworks.images(2, 1, 8).muli(0.2).addi(1));
        } else {
            network.getLayer("norm")
                    .getParam("log10stdev")
                    .assign(RandomNetworks.images(2, 1, 8).muli(0.1));
        }
        return network;
    }

    @ParameterizedTest
    @CsvSource({
        "Truncate, MAX, RELU, false, Add",
        "Same, MAX, LEAKYRELU, true, Average",
        "Truncate, AVG, SIGMOID, true, Product",
        "Same, AVG, TANH, false, Subtract",
        "Same, MAX, SOFTPLUS, false, Max"
    })
    void agrees(ConvolutionMode mode, PoolingType pooling, Activation activation, boolean lock, ElementWiseVertex.Op op)
            throws Exception {
        ComputationGraph network = network(mode, pooling, activation, lock, op);
        Path file = folder.resolve("network.onnx");
        OnnxExport.of(new InputFormat(33, 38, Normalisation.UNIT, Resampling.BILINEAR))
                .withInput(OnnxInput.NORMALISED)
                .write(file, network);
        INDArray images = RandomNetworks.images(5, 3, 3, 33, 38);
        INDArray[] expected = network.output(false, images);
        try (OnnxRun run = OnnxRun.open(file, 1)) {
            OnnxRun.assertClose(run.run(images).get("probabilities"), expected[0], CLOSE);
            OnnxRun.assertClose(run.run(images).get("saliency"), expected[1], CLOSE);
        }
    }
}
