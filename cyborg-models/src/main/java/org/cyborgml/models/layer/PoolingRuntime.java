package org.cyborgml.models.layer;

import org.cyborgml.models.kernel.MapsShape;
import org.cyborgml.models.kernel.PoolingKernel;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a {@link Pooling}. */
final class PoolingRuntime extends MapsLayerRuntime {

    private final PoolingKernel kernel;

    PoolingRuntime(NeuralNetConfiguration conf, DataType dataType, PoolingKernel kernel) {
        super(conf, dataType);
        this.kernel = kernel;
    }

    @Override
    protected INDArray forward(boolean training, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(false);
        Pooling configuration = (Pooling) layerConf();
        MapsShape in = FeatureMaps.require(configuration.getLayerName(), input);
        MapsShape out = new MapsShape(
                in.samples(),
                in.channels(),
                configuration.outputHeight(in.height()),
                configuration.outputWidth(in.width()));
        INDArray output = arrays().output(out.arrayLike(input), workspaceMgr);
        kernel.forward(plain(input), output);
        return output;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(true);
        startBackward();
        INDArray gradInput = arrays().gradient(0, input.shape(), workspaceMgr);
        kernel.backward(plain(input), plain(epsilon), gradInput);
        arrays().endBackward(epsilon);
        return new Pair<>(new DefaultGradient(), gradInput);
    }
}
