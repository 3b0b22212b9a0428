package org.cyborgml.examples;

import org.cyborgml.cam.CamExtractor;
import org.cyborgml.gradientcheck.GradientCheck;
import org.cyborgml.head.CyborgHead;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.loss.LossTerms;
import org.cyborgml.optim.ClassicalMomentum;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Adds CYBORG to a DL4J network of one's own, checks its gradients against finite differences, and trains it. */
public final class OwnNetwork {

    private OwnNetwork() {}

    /**
     * Runs the program.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        GradientCheck.withDefaults()
                .withSample(50, 1)
                .check(network(DataType.DOUBLE), ToyImages.batch(4, 7, 3))
                .requirePassed();
        ComputationGraph network = network(DataType.FLOAT);
        for (int step = 1; step <= 80; step++) {
            network.fit(ToyImages.batch(16, 7, step));
            if (step == 1 || step % 20 == 0) {
                LossTerms terms = LossTerms.of(network);
                System.out.printf(
                        "step %2d: cross-entropy %.3f, saliency distance %.3f%n",
                        step, terms.classification(), terms.saliency());
            }
        }
        INDArray images = ToyImages.batch(2, 7, 99).getFeatures(0);
        System.out.println("probabilities " + network.output(images)[0]);
        System.out.println("CAMs " + CamExtractor.of(network).extract(images).scaledPredicted());
    }

    private static ComputationGraph network(DataType precision) {
        var graph = new NeuralNetConfiguration.Builder()
                .seed(1)
                .dataType(precision)
                .updater(ClassicalMomentum.reference(0.2))
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(ToyImages.SIDE, ToyImages.SIDE, 3))
                .addLayer("conv1", convolution(8), "image")
                .addLayer("conv2", convolution(16), "conv1");
        CyborgHead.builder(2).loss(CyborgLoss.reference()).build().attachTo(graph, "conv2");
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        return network;
    }

    private static ConvolutionLayer convolution(int maps) {
        return new ConvolutionLayer.Builder(3, 3)
                .stride(2, 2)
                .nOut(maps)
                .activation(Activation.SOFTPLUS)
                .build();
    }
}
