package org.cyborgml.models.layer;

import org.cyborgml.layer.ClosedFormRuntime;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs a {@link BilinearUpsampling} as two products with constant matrices, [H, h] from the left and [W, w] from the right, whose
 * transposes give the gradient.
 */
final class BilinearUpsamplingRuntime extends ClosedFormRuntime {

    BilinearUpsamplingRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    private BilinearUpsampling configuration() {
        return (BilinearUpsampling) layerConf();
    }

    /** The weights of the cells before for the cells behind, [behind, before]. */
    private INDArray weights(long behind, long before) {
        double[][] weights = new double[(int) behind][(int) before];
        double step = behind > 1 ? (before - 1.0) / (behind - 1) : 0;
        for (int i = 0; i < behind; i++) {
            double at = i * step;
            int cell = (int) Math.min(at, before - 1.0);
            double rest = at - cell;
            weights[i][cell] += 1 - rest;
            weights[i][(int) Math.min(cell + 1L, before - 1)] += rest;
        }
        return Nd4j.createFromArray(weights).castTo(dataType);
    }

    /** Products from both sides: [maps, a, b] to [maps, A, B] by [A, a] and [b, B]. */
    private static void multiply(INDArray left, INDArray maps, INDArray right, INDArray result) {
        long count = maps.size(0);
        INDArray rows = maps.reshape('c', count * maps.size(1), maps.size(2)).mmul(right);
        INDArray wide = rows.reshape('c', count, maps.size(1), right.size(1));
        for (long i = 0; i < count; i++) {
            left.mmuli(wide.slice(i), result.slice(i));
        }
    }

    /** All maps of all samples behind each other, a view. */
    private static INDArray flat(INDArray maps) {
        return maps.reshape('c', maps.size(0) * maps.size(1), maps.size(2), maps.size(3));
    }

    @Override
    protected INDArray forward(boolean training, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(false);
        configuration().requireMaps(input, input.size(1));
        long[] shape = {
            input.size(0),
            input.size(1),
            configuration().height(),
            configuration().width()
        };
        INDArray output = workspaceMgr.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
        INDArray rows = weights(shape[2], input.size(2));
        INDArray columns = weights(shape[3], input.size(3));
        multiply(rows, flat(plain(input)), columns.transpose(), flat(output));
        return output;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(true);
        INDArray gradInput = workspaceMgr.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
        INDArray rows = weights(epsilon.size(2), input.size(2));
        INDArray columns = weights(epsilon.size(3), input.size(3));
        multiply(rows.transpose(), flat(plain(epsilon)), columns, flat(gradInput));
        return new Pair<>(new DefaultGradient(), gradInput);
    }
}
