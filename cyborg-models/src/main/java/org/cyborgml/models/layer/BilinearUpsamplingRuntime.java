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

/** Runs a {@link BilinearUpsampling}. */
final class BilinearUpsamplingRuntime extends ClosedFormRuntime {

    BilinearUpsamplingRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    private BilinearUpsampling configuration() {
        return (BilinearUpsampling) layerConf();
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
        new BilinearProducts(input, shape[2], shape[3]).forward(plain(input), output);
        return output;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(true);
        INDArray gradInput = workspaceMgr.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
        new BilinearProducts(input, epsilon.size(2), epsilon.size(3)).backward(plain(epsilon), gradInput);
        return new Pair<>(new DefaultGradient(), gradInput);
    }
}
