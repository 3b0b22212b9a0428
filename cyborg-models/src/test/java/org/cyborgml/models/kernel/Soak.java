package org.cyborgml.models.kernel;

import org.cyborgml.models.Architecture;
import org.cyborgml.models.Network;
import org.cyborgml.models.layer.FrozenWeights;
import org.cyborgml.models.layer.ImagesAhead;
import org.cyborgml.models.layer.NetworkUpdater;
import org.cyborgml.saliency.map.CamGrid;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** A little of everything that takes memory on a device. */
final class Soak {

    private static final int SIDE = 64;
    private static final int STEPS = 4;

    private Soak() {}

    private static MultiDataSet batch(Network settings, int samples) {
        CamGrid grid = settings.camGrid();
        INDArray labels = Nd4j.zeros(DataType.FLOAT, samples, 2);
        for (int i = 0; i < samples; i++) {
            labels.putScalar(i, i % 2, 1);
        }
        return new MultiDataSet(
                new INDArray[] {
                    Nd4j.rand(DataType.FLOAT, samples, settings.channels(), settings.height(), settings.width())
                },
                new INDArray[] {labels, Nd4j.rand(DataType.FLOAT, samples, grid.height(), grid.width())});
    }

    /** Trains a new network, which is then forgotten; the sizes of the batches are the round's. */
    static void round(Architecture architecture, int number) {
        Network settings = architecture.builder().inputSide(SIDE).build();
        ComputationGraph network = settings.init();
        NetworkUpdater.use(network);
        for (int step = 0; step < STEPS; step++) {
            MultiDataSet batch = batch(settings, 2 + (number + step) % 3);
            if (step % 2 == 0) {
                ImagesAhead.of(network).accept(batch.getFeatures(0));
            }
            network.fit(batch);
        }
        // Images that never come to their turn.
        ImagesAhead.of(network).accept(batch(settings, 2).getFeatures(0));
        try (FrozenWeights frozen = FrozenWeights.of(network)) {
            network.output(false, batch(settings, 3).getFeatures(0));
        }
        // A pass that fails at its end: no maps of this size belong to the images.
        MultiDataSet good = batch(settings, 2);
        try {
            network.fit(new MultiDataSet(
                    good.getFeatures(), new INDArray[] {good.getLabels(0), Nd4j.rand(DataType.FLOAT, 2, 1, 1)}));
            throw new IllegalStateException("maps of a wrong size were taken");
        } catch (IllegalArgumentException e) {
            network.fit(good);
        }
    }
}
