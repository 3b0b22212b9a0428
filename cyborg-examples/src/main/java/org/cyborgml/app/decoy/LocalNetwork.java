package org.cyborgml.app.decoy;

import org.cyborgml.head.CyborgHead;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.models.kernel.Window;
import org.cyborgml.models.layer.Bias;
import org.cyborgml.models.layer.Convolution;
import org.cyborgml.optim.CoupledWeightDecay;
import org.cyborgml.saliency.map.CamGrid;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * The study's network: it falls for the patch as Ross et al.'s multilayer perceptron does, and yet has class activation maps
 * that tell where in the image the evidence is.
 *
 * <p>Its first layer is a perceptron's, cut into 7x7 pieces: each cell of 4x4 pixels has 64 units with weights of its own, so
 * that a unit knows where it looks, as in a perceptron and unlike in a convolution. (A convolutional network with global
 * pooling hardly learns the decoy: its weights must find the patch among all other places. A whole perceptron does, but a
 * CAM on it would say nothing, as every unit sees the whole image.) A 3x3 convolution over the cells follows, so that a cell
 * of the CAM sees 12x12 pixels. {@code 28x28 -> 7x7 cells, 64 units each, ReLU -> 3x3 convolution, 64 maps, ReLU -> CAM}.
 */
final class LocalNetwork {

    /** Cells to each side of the CAM. */
    static final CamGrid GRID = new CamGrid(7, 7);

    private static final int CELL = IdxImages.SIDE / 7;
    private static final int UNITS = 64;

    private LocalNetwork() {}

    /**
     * A fresh network; the same seed gives the same weights, whatever the loss. One at a time: ND4J draws the weights of all
     * from one generator.
     */
    static synchronized ComputationGraph fresh(
            CyborgLoss loss, IUpdater updater, double weightDecay, long seed, DataType type) {
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .dataType(type)
                .updater(updater)
                .regularization(CoupledWeightDecay.of(weightDecay))
                .regularizationBias(CoupledWeightDecay.of(weightDecay))
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(IdxImages.SIDE, IdxImages.SIDE, 1));
        graph.addLayer("units", LocallyConnected.builder(CELL, UNITS).build(), "image")
                .addLayer("relu1", relu(), "units")
                .addLayer(
                        "conv",
                        Convolution.builder(UNITS, Window.of(3).withPadding(1))
                                .bias(Bias.LEARNED)
                                .build(),
                        "relu1")
                .addLayer("relu2", relu(), "conv");
        CyborgHead.builder(IdxImages.CLASSES).loss(loss).build().attachTo(graph, "relu2");
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        return network;
    }

    private static ActivationLayer relu() {
        return new ActivationLayer.Builder().activation(Activation.RELU).build();
    }
}
