package org.cyborgml.cam;

import org.cyborgml.layer.ClosedFormRuntime;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs a {@link ClassActivationMapLayer} by its closed form: one matrix product per sample, in place. The
 * SameDiff definition costs several times as much for a product this thin.
 */
final class ClassActivationMapRuntime extends ClosedFormRuntime {

    ClassActivationMapRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    private INDArray weight() {
        return getParam(ClassActivationMapLayer.WEIGHT);
    }

    private void checkInput(boolean backprop) {
        assertInputSet(backprop);
        ((ClassActivationMapLayer) layerConf()).validateInput(input);
    }

    /** The maps of one sample as a matrix [maps, cells], a view. */
    private static INDArray matrix(INDArray maps, long sample) {
        INDArray one = maps.slice(sample);
        return one.reshape('c', one.size(0), one.size(1) * one.size(2));
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        checkInput(false);
        INDArray features = plain(input);
        long classes = weight().size(0);
        INDArray maps = workspaceMgr.createUninitialized(
                ArrayType.ACTIVATIONS,
                dataType,
                new long[] {input.size(0), classes, input.size(2), input.size(3)},
                'c');
        INDArray bias = getParam(ClassActivationMapLayer.BIAS);
        for (int n = 0; n < input.size(0); n++) {
            INDArray map = matrix(maps, n);
            map.assign(weight().mmul(matrix(features, n)));
            for (int c = 0; c < classes; c++) {
                // Row by row: ND4J's addition of a vector to all columns takes milliseconds whatever its size.
                map.getRow(c).addi(bias.getDouble(c));
            }
        }
        return maps;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        checkInput(true);
        INDArray features = plain(input);
        INDArray ofMaps = plain(epsilon);
        INDArray ofFeatures = workspaceMgr.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
        INDArray ofWeight = gradientView(ClassActivationMapLayer.WEIGHT).assign(0);
        INDArray ofBias = gradientView(ClassActivationMapLayer.BIAS);
        for (int n = 0; n < input.size(0); n++) {
            INDArray error = matrix(ofMaps, n);
            ofWeight.addi(error.mmul(matrix(features, n).transpose()));
            matrix(ofFeatures, n).assign(weight().transpose().mmul(error));
        }
        ofBias.assign(ofMaps.sum(0, 2, 3));
        Gradient gradient = new DefaultGradient();
        gradient.gradientForVariable().put(ClassActivationMapLayer.WEIGHT, ofWeight);
        gradient.gradientForVariable().put(ClassActivationMapLayer.BIAS, ofBias);
        return new Pair<>(gradient, ofFeatures);
    }
}
