package org.cyborgml.models.kernel;

import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.nd4j.linalg.api.buffer.DataType;

/** Describes one convolution on arrays of one shape to oneDNN, which chooses the layouts. */
final class ConvolutionPrimitives {

    /** Type of the maps and of the weights; the bias and the gradients of both are float. */
    private final DataType type;

    private final Maps from;
    private final Maps to;
    private final long[] weight;
    private final long[] output;
    private final long[] stride;
    private final long[] padding;
    private final long[] paddingBehind;
    private final boolean bias;

    ConvolutionPrimitives(DataType type, Maps from, Maps to, Window window, int groups, boolean bias) {
        this.type = type;
        this.from = from;
        this.to = to;
        MapsShape shape = from.shape();
        long outputs = to.shape().channels();
        long perGroup = shape.channels() / groups;
        this.weight = groups == 1
                ? new long[] {outputs, perGroup, window.height(), window.width()}
                : new long[] {groups, outputs / groups, perGroup, window.height(), window.width()};
        this.output = new long[] {
            shape.samples(), outputs, window.outputHeight(shape.height()), window.outputWidth(shape.width())
        };
        this.stride = new long[] {window.stride(), window.stride()};
        this.padding = new long[] {window.paddingHeight(), window.paddingWidth()};
        this.paddingBehind = new long[] {padding[0] + window.extraPadding(), padding[1] + window.extraPadding()};
        this.bias = bias;
    }

    /** Groups get an axis of their own, in the same memory. */
    memory.desc plainWeight() {
        return OneDnn.plain(weight);
    }

    private memory.desc any(long... shape) {
        return OneDnn.any(type, shape);
    }

    /** Maps in blocks as they are. */
    private memory.desc inBlocks(Maps maps) {
        return maps.block() == 1 ? any(maps.shape().array()) : maps.layout();
    }

    /**
     * Maps in training, in float in the layout that oneDNN chooses, which is that of blocks wherever it can be. In bfloat16
     * it would choose channels last.
     */
    private memory.desc chosen(Maps maps) {
        return type == DataType.FLOAT ? any(maps.shape().array()) : inBlocks(maps);
    }

    private memory.desc bias() {
        return OneDnn.plain(output[1]);
    }

    convolution_forward.primitive_desc forward() {
        prop_kind kind = prop_kind.forward_training;
        algorithm direct = algorithm.convolution_direct;
        try (memory.desc in = chosen(from);
                memory.desc w = any(weight);
                memory.desc b = bias();
                memory.desc out = chosen(to);
                convolution_forward.desc what = bias
                        ? new convolution_forward.desc(kind, direct, in, w, b, out, stride, padding, paddingBehind)
                        : new convolution_forward.desc(kind, direct, in, w, out, stride, padding, paddingBehind)) {
            return new convolution_forward.primitive_desc(what, OneDnn.CALLERS_SCRATCHPAD, OneDnn.CPU);
        }
    }

    /** A vector with a number for every output channel, as operations on the result take it. */
    memory.desc perOutputChannel() {
        return OneDnn.plain(1, output[1], 1, 1);
    }

    /**
     * For inference, the result scaled and shifted channel by channel, and maps of the output's layout added. Maps in blocks
     * stay so: left to choose, oneDNN would have them with the channels last, and the way there and back costs more than that
     * gains.
     */
    convolution_forward.primitive_desc fused(Shortcut shortcut, FusedActivation activation) {
        prop_kind kind = prop_kind.forward_inference;
        algorithm direct = algorithm.convolution_direct;
        try (memory.desc in = inBlocks(from);
                memory.desc w = any(weight);
                memory.desc b = bias();
                memory.desc out = to.block() == 1 && shortcut == Shortcut.NONE ? any(output) : to.layout();
                memory.desc channels = perOutputChannel();
                post_ops after = new post_ops();
                convolution_forward.desc what = bias
                        ? new convolution_forward.desc(kind, direct, in, w, b, out, stride, padding, paddingBehind)
                        : new convolution_forward.desc(kind, direct, in, w, out, stride, padding, paddingBehind)) {
            after.append_binary(algorithm.binary_mul, channels);
            after.append_binary(algorithm.binary_add, channels);
            if (shortcut == Shortcut.ADDED) {
                after.append_binary(algorithm.binary_add, out);
            }
            switch (activation) {
                case NONE -> {}
                case RELU -> after.append_eltwise(1, algorithm.eltwise_relu, 0, 0);
                case SWISH -> after.append_eltwise(1, algorithm.eltwise_swish, 1, 0);
            }
            try (primitive_attr attributes = OneDnn.with(after)) {
                return new convolution_forward.primitive_desc(what, attributes, OneDnn.CPU);
            }
        }
    }

    convolution_backward_weights.primitive_desc backwardWeights(convolution_forward.primitive_desc hint) {
        algorithm direct = algorithm.convolution_direct;
        try (memory.desc in = chosen(from);
                memory.desc w = OneDnn.any(DataType.FLOAT, weight);
                memory.desc b = bias();
                memory.desc out = chosen(to);
                convolution_backward_weights.desc what = bias
                        ? new convolution_backward_weights.desc(direct, in, w, b, out, stride, padding, paddingBehind)
                        : new convolution_backward_weights.desc(direct, in, w, out, stride, padding, paddingBehind)) {
            return new convolution_backward_weights.primitive_desc(what, OneDnn.CALLERS_SCRATCHPAD, OneDnn.CPU, hint);
        }
    }

    convolution_backward_data.primitive_desc backwardData(convolution_forward.primitive_desc hint) {
        try (memory.desc in = chosen(from);
                memory.desc w = any(weight);
                memory.desc out = chosen(to);
                convolution_backward_data.desc what = new convolution_backward_data.desc(
                        algorithm.convolution_direct, in, w, out, stride, padding, paddingBehind)) {
            return new convolution_backward_data.primitive_desc(what, OneDnn.CALLERS_SCRATCHPAD, OneDnn.CPU, hint);
        }
    }
}
