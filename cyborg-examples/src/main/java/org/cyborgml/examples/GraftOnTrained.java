package org.cyborgml.examples;

import java.io.File;
import java.io.IOException;
import org.cyborgml.head.CyborgHead;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.loss.LossTermsListener;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;

/** Gives a trained DL4J classifier the CYBORG head, which keeps its classifier's weights, and goes on with saliency maps. */
public final class GraftOnTrained {

    private GraftOnTrained() {}

    /**
     * Runs the program.
     *
     * @param arguments file for the network, a DL4J zip
     * @throws IOException if the file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        var graph = new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(0.003))
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(ToyImages.SIDE, ToyImages.SIDE, 3))
                .addLayer(
                        "conv",
                        new ConvolutionLayer.Builder(5, 5)
                                .stride(4, 4)
                                .nOut(16)
                                .activation(Activation.RELU)
                                .build(),
                        "image")
                .addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), "conv")
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
        for (int step = 1; step <= 20; step++) {
            var batch = ToyImages.batch(16, 7, step);
            trained.fit(new DataSet(batch.getFeatures(0), batch.getLabels(0)));
        }
        ComputationGraph network =
                CyborgHead.builder(2).loss(CyborgLoss.reference()).build().graftOn(trained, "conv");
        network.setListeners(new LossTermsListener((step, epoch, terms) -> System.out.printf(
                "step %2d: cross-entropy %.3f, saliency distance %.3f%n",
                step, terms.classification(), terms.saliency())));
        for (int step = 21; step <= 40; step++) {
            network.fit(ToyImages.batch(16, 7, step));
        }
        ModelSerializer.writeModel(network, new File(arguments[0]), true);
    }
}
