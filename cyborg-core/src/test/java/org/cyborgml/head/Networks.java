package org.cyborgml.head;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/** Small networks and batches that the tests of this module share. */
public final class Networks {

    public static final int SIDE = 8;
    public static final int GRID = 4;

    private Networks() {}

    /** Two convolutions: "bare" [N,5,4,4], and its tanh "features" of the same shape, on images [N,2,8,8]. */
    public static GraphBuilder backbone(DataType type, IUpdater updater, WorkspaceMode workspaces) {
        return new NeuralNetConfiguration.Builder()
                .seed(7)
                .dataType(type)
                .updater(updater)
                .trainingWorkspaceMode(workspaces)
                .inferenceWorkspaceMode(workspaces)
                .convolutionMode(ConvolutionMode.Same)
                .graphBuilder()
                .addInputs("image")
                .addLayer(
                        "first",
                        new ConvolutionLayer.Builder(3, 3)
                                .nOut(4)
                                .stride(2, 2)
                                .activation(Activation.TANH)
                                .build(),
                        "image")
                .addLayer(
                        "bare",
                        new ConvolutionLayer.Builder(3, 3)
                                .nOut(5)
                                .activation(Activation.IDENTITY)
                                .build(),
                        "first")
                .addLayer(
                        "features",
                        new org.deeplearning4j.nn.conf.layers.ActivationLayer.Builder()
                                .activation(Activation.TANH)
                                .build(),
                        "bare")
                .setInputTypes(InputType.convolutional(SIDE, SIDE, 2));
    }

    public static ComputationGraph withHead(CyborgHead head) {
        return withHead(head, DataType.DOUBLE, new Sgd(0.1), WorkspaceMode.ENABLED);
    }

    public static ComputationGraph withHead(
            CyborgHead head, DataType type, IUpdater updater, WorkspaceMode workspaces) {
        GraphBuilder graph = backbone(type, updater, workspaces);
        head.attachTo(graph, "features", "bare");
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        return network;
    }

    /** A random batch with maps for all samples. */
    public static MultiDataSet batch(int n, int logits, DataType type, long seed) {
        // Not the seed itself: ND4J takes 0 for "any".
        Random random = Nd4j.getRandomFactory().getNewRandomInstance(seed + 1000);
        INDArray images = Nd4j.rand(0.0, 1.0, random, n, 2, SIDE, SIDE).castTo(type);
        INDArray labels = Nd4j.zeros(type, n, logits);
        for (int i = 0; i < n; i++) {
            if (logits == 1) {
                labels.putScalar(i, 0, i % 2);
            } else {
                labels.putScalar(i, (i * 7 + (int) seed) % logits, 1);
            }
        }
        INDArray maps = Nd4j.rand(0.0, 1.0, random, n, GRID, GRID).castTo(type);
        return new MultiDataSet(new INDArray[] {images}, new INDArray[] {labels, maps});
    }
}
