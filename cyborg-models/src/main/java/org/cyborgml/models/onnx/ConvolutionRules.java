package org.cyborgml.models.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onnx.Onnx.AttributeProto;
import org.cyborgml.cam.ClassActivationMapLayer;
import org.cyborgml.models.kernel.PoolingMode;
import org.cyborgml.models.kernel.Rounding;
import org.cyborgml.models.kernel.Window;
import org.cyborgml.models.layer.BatchNorm;
import org.cyborgml.models.layer.Bias;
import org.cyborgml.models.layer.Convolution;
import org.cyborgml.models.layer.PooledBatchNorm;
import org.cyborgml.models.layer.Pooling;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;

/** Rules of convolutions, batch norms and poolings. */
final class ConvolutionRules {

    private static final String WEIGHT = "weight";
    private static final String BIAS = "bias";
    private static final String RUNNING_MEAN = "running_mean";
    private static final String RUNNING_VARIANCE = "running_var";

    private ConvolutionRules() {}

    static String convolution(Convolution layer, OnnxVertex vertex) {
        vertex.requireChannels(layer.nIn());
        fixSizeIfWhole(layer.window(), vertex);
        List<String> inputs = new ArrayList<>(List.of(vertex.input()));
        Optional<OnnxVertex> norm = vertex.foldedNorm();
        if (norm.isPresent()) {
            inputs.addAll(folded(layer, vertex, norm.get()));
        } else {
            inputs.add(vertex.weight(WEIGHT));
            if (layer.bias() == Bias.LEARNED) {
                inputs.add(vertex.weight(BIAS));
            }
        }
        List<AttributeProto> attributes = new ArrayList<>(ofWindow(layer.window()));
        attributes.add(OnnxAttributes.integers("dilations", 1, 1));
        attributes.add(OnnxAttributes.integer("group", layer.groups()));
        return vertex.add("Conv", inputs, attributes.toArray(AttributeProto[]::new));
    }

    /** A window over all of its input: of images of another size it would see a part. */
    private static void fixSizeIfWhole(Window window, OnnxVertex vertex) {
        InputTypeConvolutional in = vertex.maps();
        boolean isPadded = window.paddingHeight() + window.paddingWidth() + window.extraPadding() > 0;
        if (!isPadded
                && window.height() * window.width() > 1
                && window.height() == in.getHeight()
                && window.width() == in.getWidth()) {
            vertex.fixSize();
        }
    }

    private static List<AttributeProto> ofWindow(Window window) {
        int above = window.paddingHeight();
        int left = window.paddingWidth();
        int extra = window.extraPadding();
        return List.of(
                OnnxAttributes.integers("kernel_shape", window.height(), window.width()),
                OnnxAttributes.integers("strides", window.stride(), window.stride()),
                OnnxAttributes.integers("pads", above, left, above + extra, left + extra));
    }

    /** Weights and bias of a convolution and the batch norm behind it. */
    private static List<String> folded(Convolution layer, OnnxVertex vertex, OnnxVertex ofNorm) {
        float[] scale = ofNorm.parameter(WEIGHT);
        float[] shift = ofNorm.parameter(BIAS);
        float[] mean = ofNorm.parameter(RUNNING_MEAN);
        float[] variance = ofNorm.parameter(RUNNING_VARIANCE);
        float[] weight = vertex.parameter(WEIGHT);
        float[] bias = layer.bias() == Bias.LEARNED ? vertex.parameter(BIAS) : new float[scale.length];
        int each = weight.length / scale.length;
        for (int o = 0; o < scale.length; o++) {
            double factor = scale[o] / Math.sqrt(variance[o] + ofNorm.norm().eps());
            for (int i = o * each; i < (o + 1) * each; i++) {
                weight[i] = (float) (weight[i] * factor);
            }
            bias[o] = (float) (shift[o] + ((double) bias[o] - mean[o]) * factor);
        }
        Window window = layer.window();
        long[] shape = {layer.nOut(), layer.nIn() / layer.groups(), window.height(), window.width()};
        return List.of(vertex.constant(WEIGHT, weight, shape), vertex.constant(BIAS, bias, bias.length));
    }

    static String batchNorm(BatchNorm layer, OnnxVertex vertex) {
        String normalised = vertex.isFolded() ? vertex.input() : normalised(vertex, layer.eps());
        return switch (layer.activation()) {
            case NONE -> normalised;
            case RELU -> vertex.add("Relu", normalised);
            case SWISH -> MapsRules.swish(vertex, normalised);
        };
    }

    static String pooledBatchNorm(PooledBatchNorm layer, OnnxVertex vertex) {
        return normalised(vertex, PooledBatchNorm.EPS);
    }

    private static String normalised(OnnxVertex vertex, double eps) {
        return vertex.add(
                "BatchNormalization",
                List.of(
                        vertex.input(),
                        vertex.weight(WEIGHT),
                        vertex.weight(BIAS),
                        vertex.weight(RUNNING_MEAN),
                        vertex.weight(RUNNING_VARIANCE)),
                OnnxAttributes.number("epsilon", eps));
    }

    static String pooling(Pooling layer, OnnxVertex vertex) {
        if (layer.rounding() == Rounding.CEIL) {
            throw new IllegalArgumentException("pooling \"" + vertex.name()
                    + "\" rounds up: programs that run ONNX files disagree on its last windows, so it must round down");
        }
        fixSizeIfWhole(layer.window(), vertex);
        List<AttributeProto> attributes = new ArrayList<>(ofWindow(layer.window()));
        if (layer.mode() == PoolingMode.MAX) {
            return vertex.add("MaxPool", List.of(vertex.input()), attributes.toArray(AttributeProto[]::new));
        }
        attributes.add(OnnxAttributes.integer("count_include_pad", layer.mode() == PoolingMode.AVERAGE ? 1 : 0));
        return vertex.add("AveragePool", List.of(vertex.input()), attributes.toArray(AttributeProto[]::new));
    }

    static String classMaps(ClassActivationMapLayer layer, OnnxVertex vertex) {
        return vertex.add(
                "Conv",
                List.of(
                        vertex.input(),
                        vertex.weight(ClassActivationMapLayer.WEIGHT, layer.getNOut(), layer.getNIn(), 1, 1),
                        vertex.weight(ClassActivationMapLayer.BIAS)),
                OnnxAttributes.integers("kernel_shape", 1, 1));
    }
}
