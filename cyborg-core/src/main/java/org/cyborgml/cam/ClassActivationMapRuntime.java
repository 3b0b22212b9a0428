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
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs a {@link ClassActivationMapLayer} as a 1x1 convolution, one operation for the whole batch. With so few outputs, a
 * matrix product for every sample costs several times as much.
 */
final class ClassActivationMapRuntime extends ClosedFormRuntime {

    /** Size, stride, padding and dilation in both directions, padding as given, NCHW, weights as [C, F, 1, 1]. */
    private static final int[] ONE_BY_ONE = {1, 1, 1, 1, 0, 0, 1, 1, 0, 0, 1};

    ClassActivationMapRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    private void checkInput(boolean backprop) {
        assertInputSet(backprop);
        ((ClassActivationMapLayer) layerConf()).validateInput(input);
    }

    /** Weights [C, F], or their gradient, as those of a convolution: a view. */
    private static INDArray asConvolution(INDArray weight) {
        return weight.reshape('c', weight.size(0), weight.size(1), 1, 1);
    }

    private static void run(String operation, INDArray[] inputs, INDArray[] outputs) {
        Nd4j.exec(DynamicCustomOp.builder(operation)
                .addInputs(inputs)
                .addOutputs(outputs)
                .addIntegerArguments(ONE_BY_ONE)
                .build());
    }

    @Override
    protected INDArray forward(boolean training, LayerWorkspaceMgr workspaceMgr) {
        checkInput(false);
        INDArray weight = getParam(ClassActivationMapLayer.WEIGHT);
        INDArray maps = workspaceMgr.createUninitialized(
                ArrayType.ACTIVATIONS,
                dataType,
                new long[] {input.size(0), weight.size(0), input.size(2), input.size(3)},
                'c');
        if (input instanceof DeviceFeatureMaps features) {
            features.classMaps(weight, getParam(ClassActivationMapLayer.BIAS), maps);
            return maps;
        }
        run(
                "conv2d",
                new INDArray[] {plain(input), asConvolution(weight), getParam(ClassActivationMapLayer.BIAS)},
                new INDArray[] {maps});
        return maps;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        checkInput(true);
        INDArray ofMaps = plain(epsilon);
        INDArray weight = getParam(ClassActivationMapLayer.WEIGHT);
        INDArray gradWeight = gradientView(ClassActivationMapLayer.WEIGHT);
        INDArray gradBias = gradientView(ClassActivationMapLayer.BIAS);
        INDArray ofFeatures;
        if (input instanceof DeviceFeatureMaps features) {
            ofFeatures = features.classMapsBackward(weight, ofMaps, gradWeight, gradBias);
        } else {
            ofFeatures = workspaceMgr.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
            run("conv2d_bp", new INDArray[] {plain(input), asConvolution(weight), ofMaps}, new INDArray[] {
                ofFeatures, asConvolution(gradWeight)
            });
            gradBias.assign(ofMaps.sum(0, 2, 3));
        }
        Gradient gradient = new DefaultGradient();
        gradient.gradientForVariable().put(ClassActivationMapLayer.WEIGHT, gradWeight);
        gradient.gradientForVariable().put(ClassActivationMapLayer.BIAS, gradBias);
        return new Pair<>(gradient, ofFeatures);
    }
}
