package org.cyborgml.models.layer;

import java.util.Objects;
import java.util.SplittableRandom;
import org.cyborgml.models.kernel.ChannelBlocks;
import org.cyborgml.models.kernel.Kernels;
import org.cyborgml.models.kernel.MapsShape;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Runs a {@link ChannelDropout}. */
final class ChannelDropoutRuntime extends MapsLayerRuntime {

    private final Kernels kernels;

    ChannelDropoutRuntime(NeuralNetConfiguration conf, DataType dataType, Kernels kernels) {
        super(conf, dataType);
        this.kernels = kernels;
    }

    private double probability() {
        return ((ChannelDropout) layerConf()).probability();
    }

    /** The factors of the batch's maps, [N C]: 0 or 1 / (1 - p). The backward pass draws the same again. */
    private INDArray factors() {
        long draw = Objects.hash(getEpochCount(), getIterationCount(), getIndex());
        SplittableRandom random = new SplittableRandom(conf.getSeed() * 0x9E3779B97F4A7C15L + draw);
        MapsShape shape = MapsShape.of(input);
        double[] factors = new double[(int) (shape.samples() * shape.channels())];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = random.nextDouble() < probability() ? 0 : 1 / (1 - probability());
        }
        return Nd4j.createFromArray(factors).castTo(dataType);
    }

    private void drop(INDArray maps, INDArray result) {
        kernels.scaleMaps(plain(maps), factors(), result);
    }

    @Override
    protected INDArray forward(boolean training, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(false);
        MapsShape shape = FeatureMaps.require(layerConf().getLayerName(), input);
        INDArray output = arrays().output(shape.array(), workspaceMgr);
        if (training && probability() != 0) {
            drop(PassArrays.ofType(dataType, ChannelBlocks.toPlain(input)), output);
        } else {
            kernels.copy(input, output);
        }
        return output;
    }

    /** Nothing is dropped at inference. */
    @Override
    INDArray ofInference(INDArray gradOutput, LayerWorkspaceMgr workspaceMgr) {
        INDArray gradInput =
                workspaceMgr.createUninitialized(ArrayType.ACTIVATION_GRAD, input.dataType(), input.shape(), 'c');
        kernels.copy(gradOutput, gradInput);
        return gradInput;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(true);
        startBackward();
        INDArray gradInput = arrays().gradient(0, input.shape(), workspaceMgr);
        if (gradInput.rank() == epsilon.rank()) {
            drop(epsilon, gradInput);
        } else {
            INDArray dropped = Nd4j.createUninitialized(dataType, epsilon.shape());
            drop(epsilon, dropped);
            kernels.copy(dropped, gradInput);
        }
        arrays().endBackward(epsilon);
        return new Pair<>(new DefaultGradient(), gradInput);
    }
}
