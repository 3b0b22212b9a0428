package org.cyborgml.models.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import onnx.Onnx.AttributeProto;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** Rules of DL4J's own layers and vertices, of which users' networks with a head are made. */
final class Dl4jRules {

    private Dl4jRules() {}

    /** Adds an activation function behind an operator's output. */
    static String activated(OnnxVertex vertex, IActivation function, String maps) {
        if (function instanceof ActivationIdentity) {
            return maps;
        }
        if (function.equals(new ActivationReLU())) {
            return vertex.add("Relu", maps);
        }
        if (function instanceof ActivationLReLU leaky) {
            return vertex.add("LeakyRelu", maps, OnnxAttributes.number("alpha", leaky.getAlpha()));
        }
        if (function instanceof ActivationSigmoid) {
            return vertex.add("Sigmoid", maps);
        }
        if (function instanceof ActivationTanH) {
            return vertex.add("Tanh", maps);
        }
        if (function instanceof ActivationSoftPlus) {
            return vertex.add("Softplus", maps);
        }
        throw new IllegalArgumentException(
                "layer \"" + vertex.name() + "\" has the activation " + function
                        + ", must be identity, ReLU without limits, leaky ReLU, sigmoid, tanh or softplus to be written as ONNX");
    }

    static String convolution(ConvolutionLayer layer, OnnxVertex vertex) {
        requirePlain(layer.getCnn2dDataFormat(), vertex);
        vertex.requireChannels(layer.getNIn());
        List<String> inputs = new ArrayList<>(List.of(vertex.input(), vertex.weight("W")));
        if (layer.hasBias()) {
            inputs.add(vertex.weight("b", layer.getNOut()));
        }
        String maps = vertex.add(
                "Conv",
                inputs,
                window(
                        vertex,
                        layer.getKernelSize(),
                        layer.getStride(),
                        layer.getDilation(),
                        layer.getConvolutionMode(),
                        layer.getPadding()));
        return activated(vertex, layer.getActivationFn(), maps);
    }

    private static void requirePlain(CNN2DFormat format, OnnxVertex vertex) {
        if (format != CNN2DFormat.NCHW) {
            throw new IllegalArgumentException(
                    "layer \"" + vertex.name() + "\" has maps as " + format + ": must be NCHW to be written as ONNX");
        }
    }

    private static AttributeProto[] window(
            OnnxVertex vertex, int[] kernel, int[] stride, int[] dilation, ConvolutionMode mode, int[] padding) {
        List<AttributeProto> attributes = new ArrayList<>(List.of(
                OnnxAttributes.integers("kernel_shape", longs(kernel)),
                OnnxAttributes.integers("strides", longs(stride))));
        if (Arrays.stream(dilation).anyMatch(step -> step != 1)) {
            attributes.add(OnnxAttributes.integers("dilations", longs(dilation)));
        }
        switch (mode) {
            case Same -> attributes.add(OnnxAttributes.text("auto_pad", "SAME_UPPER"));
            case Strict, Truncate ->
                attributes.add(OnnxAttributes.integers("pads", padding[0], padding[1], padding[0], padding[1]));
            default ->
                throw new IllegalArgumentException("layer \"" + vertex.name() + "\" has the convolution mode " + mode
                        + ": must be Same, Strict or Truncate to be written as ONNX");
        }
        return attributes.toArray(AttributeProto[]::new);
    }

    private static long[] longs(int[] values) {
        return Arrays.stream(values).asLongStream().toArray();
    }

    static String batchNorm(BatchNormalization layer, OnnxVertex vertex) {
        requirePlain(layer.getCnn2DFormat(), vertex);
        long channels = vertex.maps().getChannels();
        return vertex.add(
                "BatchNormalization",
                List.of(
                        vertex.input(),
                        learnedOr(vertex, "gamma", layer.getGamma(), channels),
                        learnedOr(vertex, "beta", layer.getBeta(), channels),
                        vertex.weight("mean", channels),
                        layer.isUseLogStd() ? variance(vertex, channels) : vertex.weight("var", channels)),
                OnnxAttributes.number("epsilon", layer.getEps()));
    }

    /** A parameter, or the number in its place where it is locked. */
    private static String learnedOr(OnnxVertex vertex, String key, double locked, long channels) {
        if (vertex.hasParameter(key)) {
            return vertex.weight(key, channels);
        }
        float[] same = new float[(int) channels];
        Arrays.fill(same, (float) locked);
        return vertex.constant(key, same, channels);
    }

    /** DL4J may keep the logarithm of the standard deviation. */
    private static String variance(OnnxVertex vertex, long channels) {
        float[] values = vertex.parameter("log10stdev");
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.pow(10, 2.0 * values[i]);
        }
        return vertex.constant("var", values, channels);
    }

    static String pooling(SubsamplingLayer layer, OnnxVertex vertex) {
        requirePlain(layer.getCnn2dDataFormat(), vertex);
        List<AttributeProto> attributes = new ArrayList<>(List.of(window(
                vertex,
                layer.getKernelSize(),
                layer.getStride(),
                layer.getDilation(),
                layer.getConvolutionMode(),
                layer.getPadding())));
        switch (layer.getPoolingType()) {
            case MAX -> {
                return vertex.add("MaxPool", vertex.input(), attributes.toArray(AttributeProto[]::new));
            }
            case AVG -> {
                attributes.add(
                        OnnxAttributes.integer("count_include_pad", layer.isAvgPoolIncludePadInDivisor() ? 1 : 0));
                return vertex.add("AveragePool", vertex.input(), attributes.toArray(AttributeProto[]::new));
            }
            default ->
                throw new IllegalArgumentException("pooling \"" + vertex.name() + "\" is of type "
                        + layer.getPoolingType() + ": must be MAX or AVG to be written as ONNX");
        }
    }

    static String elementWise(ElementWiseVertex layer, OnnxVertex vertex) {
        return vertex.add(
                switch (layer.getOp()) {
                    case Add -> "Sum";
                    case Average -> "Mean";
                    case Max -> "Max";
                    case Product -> binary("Mul", vertex);
                    case Subtract -> binary("Sub", vertex);
                },
                vertex.inputs());
    }

    private static String binary(String operator, OnnxVertex vertex) {
        if (vertex.inputs().size() != 2) {
            throw new IllegalArgumentException("vertex \"" + vertex.name() + "\" multiplies or subtracts "
                    + vertex.inputs().size() + " inputs: must have 2 to be written as ONNX");
        }
        return operator;
    }

    static String scaled(ScaleVertex layer, OnnxVertex vertex) {
        return layer.getScaleFactor() == 1
                ? vertex.input()
                : vertex.add("Mul", List.of(vertex.input(), vertex.constant("factor", layer.getScaleFactor())));
    }
}
