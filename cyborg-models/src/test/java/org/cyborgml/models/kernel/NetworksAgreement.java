package org.cyborgml.models.kernel;

import java.util.Arrays;
import org.cyborgml.loss.LossTerms;
import org.cyborgml.models.InceptionV3;
import org.cyborgml.models.Network;
import org.cyborgml.models.layer.FrozenWeights;
import org.cyborgml.models.layer.NetworkUpdater;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;

/** Runs a network on a set of kernels in float beside other kernels: inference, then training steps. */
final class NetworksAgreement {

    private final Kernels actual;
    private final Kernels reference;
    private final DataType precision;
    private final int side;
    private final int batch;
    private final int steps;
    private final IUpdater updater;

    NetworksAgreement(
            Kernels actual, Kernels reference, DataType precision, int side, int batch, int steps, IUpdater updater) {
        this.actual = actual;
        this.reference = reference;
        this.precision = precision;
        this.side = side;
        this.batch = batch;
        this.steps = steps;
        this.updater = updater;
    }

    /**
     * Results of the comparison.
     *
     * @param probabilities largest difference before training
     * @param cams largest difference before training
     * @param losses largest relative difference of a step's loss
     * @param weights norm of the difference after the last step over that of the weights' way
     * @param state the same for the updater's state
     */
    record Found(double probabilities, double cams, double losses, double weights, double state) {}

    private ComputationGraph network(Network.Builder<?> builder, DataType type, Kernels kernels) {
        KernelChoice.use(kernels);
        if (builder instanceof InceptionV3.Builder inception) {
            inception.dropout(0.3);
        }
        return builder.numClasses(2)
                .inputSide(side)
                .dataType(type)
                .updater(updater)
                .build()
                .init();
    }

    private MultiDataSet batch(int step, DataType type, INDArray cam) {
        Nd4j.getRandom().setSeed(100 + step);
        INDArray images =
                Nd4j.rand(DataType.FLOAT, batch, 3, side, side).muli(2).subi(1).castTo(type);
        INDArray maps = Nd4j.rand(DataType.FLOAT, cam.shape()).castTo(type);
        INDArray labels = Nd4j.zeros(type, batch, 2);
        for (int i = 0; i < batch; i++) {
            labels.putScalar(i, i % 2, 1);
        }
        return new MultiDataSet(new INDArray[] {images}, new INDArray[] {labels, maps});
    }

    Found of(Network.Builder<?> builder) {
        ComputationGraph wide = network(builder, precision, reference);
        ComputationGraph network = network(builder, DataType.FLOAT, actual);
        INDArray start = wide.params().castTo(DataType.FLOAT).dup();
        network.setParams(start);
        wide.setParams(start.castTo(precision));
        INDArray image = Nd4j.rand(DataType.FLOAT, batch, 3, side, side);
        INDArray[] want = copies(wide.output(image.castTo(precision)));
        double probabilities = 0;
        double cams = 0;
        for (int pass = 0; pass < 3; pass++) {
            INDArray[] got = copies(network.output(image));
            if (pass == 2) {
                try (FrozenWeights frozen = FrozenWeights.of(network)) {
                    got = copies(network.output(image));
                }
            }
            probabilities = Math.max(probabilities, largest(got[0], want[0]));
            cams = Math.max(cams, largest(got[1], want[1]));
        }
        NetworkUpdater.use(network);
        double losses = 0;
        for (int step = 0; step < steps; step++) {
            network.fit(batch(step, DataType.FLOAT, want[1]));
            wide.fit(batch(step, precision, want[1]));
            double loss = LossTerms.of(wide).total();
            losses = Math.max(losses, Math.abs(LossTerms.of(network).total() - loss) / loss);
        }
        INDArray way = wide.params().sub(start.castTo(precision));
        INDArray state = wide.getUpdater().getStateViewArray();
        return new Found(
                probabilities,
                cams,
                losses,
                network.params()
                                .castTo(precision)
                                .sub(wide.params())
                                .norm2Number()
                                .doubleValue()
                        / way.norm2Number().doubleValue(),
                network.getUpdater()
                                .getStateViewArray()
                                .castTo(precision)
                                .sub(state)
                                .norm2Number()
                                .doubleValue()
                        / state.norm2Number().doubleValue());
    }

    private static INDArray[] copies(INDArray[] arrays) {
        return Arrays.stream(arrays).map(INDArray::dup).toArray(INDArray[]::new);
    }

    private static double largest(INDArray got, INDArray want) {
        return got.castTo(want.dataType()).sub(want).normmaxNumber().doubleValue();
    }
}
