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

/** Runs a {@link TemplateMap}. */
final class TemplateMapRuntime extends ClosedFormRuntime {

    TemplateMapRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    private TemplateMap configuration() {
        return (TemplateMap) layerConf();
    }

    /** The templates as a matrix [K, H W]. */
    private INDArray templates() {
        return getParam(TemplateMap.TEMPLATES)
                .reshape(
                        'c',
                        configuration().templates(),
                        configuration().height() * configuration().width());
    }

    /** The weight of each template for each sample, [N, K]. */
    private INDArray weights() {
        return input.mean(2, 3);
    }

    @Override
    protected INDArray forward(boolean training, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(false);
        configuration().requireMaps(input, configuration().templates());
        long n = input.size(0);
        long[] shape = {n, 1, configuration().height(), configuration().width()};
        INDArray output = workspaceMgr.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
        output.reshape('c', n, shape[2] * shape[3]).assign(weights().mmul(templates()));
        return output;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(true);
        INDArray error = plain(epsilon).reshape('c', input.size(0), templates().size(1));
        INDArray gradTemplates = gradientView(TemplateMap.TEMPLATES);
        gradTemplates.assign(weights().transpose().mmul(error).reshape('c', gradTemplates.shape()));
        INDArray gradWeights = error.mmul(templates().transpose());
        double cells = (double) input.size(2) * input.size(3);
        INDArray gradInput = workspaceMgr.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
        for (int n = 0; n < input.size(0); n++) {
            for (int k = 0; k < input.size(1); k++) {
                gradInput.slice(n).slice(k).assign(gradWeights.getDouble(n, k) / cells);
            }
        }
        Gradient gradient = new DefaultGradient();
        gradient.gradientForVariable().put(TemplateMap.TEMPLATES, gradTemplates);
        return new Pair<>(gradient, gradInput);
    }
}
