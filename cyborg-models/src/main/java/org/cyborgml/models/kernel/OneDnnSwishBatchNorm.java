package org.cyborgml.models.kernel;

import java.util.List;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.cyborgml.models.kernel.Program.Argument;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Batch norm and swish by oneDNN in float. oneDNN's batch norm knows no swish, but once the statistics are known it is a scale and
 * a shift of every channel, which take the swish with them in one pass. What goes into the swish is not kept for the backward
 * pass but computed again, which takes less time than writing and reading it.
 */
final class OneDnnSwishBatchNorm implements BatchNormKernel {

    private final double eps;
    private final OneDnnBatchNorm norm;
    private final ProgramCache<MapsShape, Program> forward = new ProgramCache<>();
    private final ProgramCache<MapsShape, Program> backward = new ProgramCache<>();

    OneDnnSwishBatchNorm(double eps) {
        this.eps = eps;
        this.norm = new OneDnnBatchNorm(FusedActivation.NONE, eps);
    }

    /** Scale and shift of every channel, what fills up the last block included. */
    private record Affine(INDArray scale, INDArray shift) {

        static Affine of(INDArray weight, INDArray bias, INDArray mean, INDArray variance, double eps, MapsShape held) {
            float[] w = weight.toFloatVector();
            float[] b = bias.toFloatVector();
            float[] m = mean.toFloatVector();
            float[] v = variance.toFloatVector();
            float[] scale = new float[(int) held.channels()];
            float[] shift = new float[scale.length];
            for (int c = 0; c < w.length; c++) {
                double factor = w[c] / Math.sqrt(v[c] + eps);
                scale[c] = (float) factor;
                shift[c] = (float) (b[c] - m[c] * factor);
            }
            return new Affine(Nd4j.createFromArray(scale), Nd4j.createFromArray(shift));
        }
    }

    /** Maps in blocks: as they are, or copied. */
    private static INDArray inBlocks(INDArray maps) {
        if (ChannelBlocks.size(maps) == OneDnn.BLOCK) {
            return maps;
        }
        INDArray blocks =
                Nd4j.createUninitialized(maps.dataType(), MapsShape.of(maps).paddedArray(OneDnn.BLOCK));
        reorder(maps, blocks);
        return blocks;
    }

    private static void reorder(INDArray from, INDArray to) {
        INDArray plain = ChannelBlocks.size(from) == 1 ? from : to;
        MapsShape shape = MapsShape.of(plain);
        Program.Builder program = new Program.Builder();
        program.move(program.array(layout(from, shape)), program.array(layout(to, shape)));
        try (Program copy = program.build()) {
            copy.run(from, to);
        }
    }

    private static memory.desc layout(INDArray maps, MapsShape shape) {
        return ChannelBlocks.size(maps) == 1 ? OneDnn.plain(shape.array()) : OneDnn.blocked(DataType.FLOAT, shape);
    }

    @Override
    public void forwardInference(
            INDArray input, INDArray weight, INDArray bias, INDArray mean, INDArray variance, INDArray output) {
        INDArray in = inBlocks(input);
        INDArray out = ChannelBlocks.size(output) == 1 ? in.ulike() : output;
        MapsShape held = MapsShape.of(in);
        Affine affine = Affine.of(weight, bias, mean, variance, eps, held);
        forward.get(held, () -> forward(held)).run(in, affine.scale, affine.shift, out);
        if (out != output) {
            reorder(out, output);
        }
    }

    @Override
    public void forwardTraining(
            INDArray input, INDArray weight, INDArray bias, INDArray mean, INDArray variance, INDArray output) {
        norm.statistics(input, weight, bias, mean, variance, output);
        forwardInference(input, weight, bias, mean, variance, output);
    }

    @Override
    public void backward(
            INDArray input,
            INDArray output,
            INDArray weight,
            INDArray bias,
            INDArray mean,
            INDArray variance,
            INDArray gradOutput,
            INDArray gradInput,
            INDArray gradWeight,
            INDArray gradBias) {
        INDArray in = inBlocks(input);
        INDArray error = inBlocks(gradOutput);
        MapsShape held = MapsShape.of(in);
        Affine affine = Affine.of(weight, bias, mean, variance, eps, held);
        INDArray before = ChannelBlocks.size(gradInput) == 1 ? in.ulike() : gradInput;
        // The gradient for what goes into the swish is written where the input's gradient goes, which the norm then
        // reads.
        backward.get(held, () -> backward(held)).run(in, affine.scale, affine.shift, error, before);
        norm.backward(input, before, weight, bias, mean, variance, before, gradInput, gradWeight, gradBias);
    }

    /** A number for each channel, in blocks too: oneDNN has no fast kernel for another layout. */
    private static memory.desc perChannel(MapsShape held) {
        return OneDnn.blocked(DataType.FLOAT, new MapsShape(1, held.channels(), 1, 1));
    }

    private static post_ops shifted(memory.desc perChannel) {
        post_ops after = new post_ops();
        after.append_binary(algorithm.binary_add, perChannel);
        return after;
    }

    /** Adds the scaling and shifting of maps, with or without a swish after it. */
    private static void affine(
            Program.Builder program, MapsShape held, boolean swish, memory in, memory scale, memory shift, memory out) {
        try (memory.desc layout = OneDnn.blocked(DataType.FLOAT, held);
                memory.desc perChannel = perChannel(held);
                binary.desc what = new binary.desc(algorithm.binary_mul, layout, perChannel, layout);
                post_ops after = shifted(perChannel)) {
            if (swish) {
                after.append_eltwise(1, algorithm.eltwise_swish, 1, 0);
            }
            try (primitive_attr attributes = OneDnn.with(after)) {
                binary.primitive_desc how = new binary.primitive_desc(what, attributes, OneDnn.CPU);
                program.execute(
                        how,
                        new binary(how),
                        List.of(
                                new Argument(dnnl.DNNL_ARG_SRC_0, in),
                                new Argument(dnnl.DNNL_ARG_SRC_1, scale),
                                new Argument(dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE | dnnl.DNNL_ARG_SRC_1, shift),
                                new Argument(dnnl.DNNL_ARG_DST, out)));
            }
        }
    }

    private static Program forward(MapsShape held) {
        Program.Builder program = new Program.Builder();
        memory in = program.array(OneDnn.blocked(DataType.FLOAT, held));
        memory scale = program.array(perChannel(held));
        memory shift = program.array(perChannel(held));
        affine(program, held, true, in, scale, shift, program.array(OneDnn.blocked(DataType.FLOAT, held)));
        return program.build();
    }

    private static Program backward(MapsShape held) {
        Program.Builder program = new Program.Builder();
        memory in = program.array(OneDnn.blocked(DataType.FLOAT, held));
        memory scale = program.array(perChannel(held));
        memory shift = program.array(perChannel(held));
        memory gradOutput = program.array(OneDnn.blocked(DataType.FLOAT, held));
        memory result = program.array(OneDnn.blocked(DataType.FLOAT, held));
        affine(program, held, false, in, scale, shift, result);
        try (memory.desc layout = OneDnn.blocked(DataType.FLOAT, held);
                eltwise_forward.desc swish =
                        new eltwise_forward.desc(prop_kind.forward_training, algorithm.eltwise_swish, layout, 1, 0);
                eltwise_forward.primitive_desc hint =
                        new eltwise_forward.primitive_desc(swish, OneDnn.CALLERS_SCRATCHPAD, OneDnn.CPU);
                eltwise_backward.desc what = new eltwise_backward.desc(algorithm.eltwise_swish, layout, layout, 1, 0)) {
            eltwise_backward.primitive_desc how =
                    new eltwise_backward.primitive_desc(what, OneDnn.CALLERS_SCRATCHPAD, OneDnn.CPU, hint);
            program.execute(
                    how,
                    new eltwise_backward(how),
                    List.of(
                            new Argument(dnnl.DNNL_ARG_SRC, result),
                            new Argument(dnnl.DNNL_ARG_DIFF_DST, gradOutput),
                            new Argument(dnnl.DNNL_ARG_DIFF_SRC, result)));
        }
        return program.build();
    }
}
