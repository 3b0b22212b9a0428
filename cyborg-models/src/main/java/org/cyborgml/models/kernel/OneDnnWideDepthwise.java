package org.cyborgml.models.kernel;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.cyborgml.models.kernel.Program.Argument;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Depthwise convolution by oneDNN whose window is wider than three cells. oneDNN has no fast kernel for the gradient of its
 * weights, so that gradient is put together of those of narrower windows, each on a copy of the columns that it sees. On
 * EfficientNet's layers that takes a quarter of the time.
 */
final class OneDnnWideDepthwise implements ConvolutionKernel {

    /** The widest window with a fast kernel. */
    private static final int FAST_WIDTH = 3;

    private record Case(MapsShape input, MapsShape output) {}

    private final ConvolutionKernel otherwise;
    private final Window window;
    private final int channels;
    private final ProgramCache<Case, Program> weights = new ProgramCache<>();
    private final ProgramCache<Case, Program> inputs = new ProgramCache<>();

    OneDnnWideDepthwise(Window window, int channels) {
        this.otherwise = new OneDnnConvolution(DataType.FLOAT, window, channels);
        this.window = window;
        this.channels = channels;
    }

    static boolean isFor(Window window, int groups) {
        return groups > 1 && window.width() > FAST_WIDTH;
    }

    @Override
    public void forward(INDArray input, INDArray weight, @Nullable INDArray bias, INDArray output) {
        otherwise.forward(input, weight, bias, output);
    }

    @Override
    public void freeze() {
        otherwise.freeze();
    }

    @Override
    public void thaw() {
        otherwise.thaw();
    }

    @Override
    public boolean fusesBatchNorm() {
        return otherwise.fusesBatchNorm();
    }

    @Override
    public void forwardFused(
            INDArray input, INDArray weight, @Nullable INDArray bias, FusedNorm norm, INDArray output) {
        otherwise.forwardFused(input, weight, bias, norm, output);
    }

    @Override
    public void backward(
            INDArray input,
            INDArray weight,
            INDArray gradOutput,
            @Nullable INDArray gradInput,
            INDArray gradWeight,
            @Nullable INDArray gradBias) {
        boolean isDepthwise = weight.size(0) == channels && weight.size(1) == 1;
        if (!isDepthwise || gradBias != null || !isInBlocks(input) || !isInBlocks(gradOutput)) {
            otherwise.backward(input, weight, gradOutput, gradInput, gradWeight, gradBias);
            return;
        }
        Case key = new Case(MapsShape.of(input, channels), MapsShape.of(gradOutput, channels));
        List<INDArray> arrays = new ArrayList<>();
        for (int i = 0; i < parts().size(); i++) {
            arrays.addAll(List.of(input, gradOutput, gradWeight));
        }
        weights.get(key, () -> weights(key)).run(arrays.toArray(INDArray[]::new));
        if (gradInput != null) {
            inputs.get(key, () -> inputs(key)).run(gradOutput, weight, gradInput);
        }
    }

    private static boolean isInBlocks(INDArray maps) {
        return ChannelBlocks.size(maps) == OneDnn.BLOCK;
    }

    /** Neighbouring columns of the window. */
    private record Part(int first, int width) {}

    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        for (int first = 0; first < window.width(); first += FAST_WIDTH) {
            parts.add(new Part(first, Math.min(FAST_WIDTH, window.width() - first)));
        }
        return parts;
    }

    private Program weights(Case key) {
        Program.Builder program = new Program.Builder();
        for (Part part : parts()) {
            add(program, key, part);
        }
        return program.build();
    }

    private void add(Program.Builder program, Case key, Part part) {
        memory seen = seen(program, key, part);
        memory gradOutput = program.array(OneDnn.blocked(DataType.FLOAT, key.output));
        long[] padding = {window.paddingHeight(), 0};
        long[] behind = {window.paddingHeight() + window.extraPadding(), 0};
        long[] stride = {window.stride(), window.stride()};
        algorithm direct = algorithm.convolution_direct;
        try (memory.desc in = seen.get_desc();
                memory.desc out = OneDnn.blocked(DataType.FLOAT, key.output);
                memory.desc any = OneDnn.any(DataType.FLOAT, channels, 1, 1, window.height(), part.width);
                convolution_forward.desc forward = new convolution_forward.desc(
                        prop_kind.forward_training, direct, in, any, out, stride, padding, behind);
                convolution_forward.primitive_desc hint =
                        new convolution_forward.primitive_desc(forward, OneDnn.CALLERS_SCRATCHPAD, OneDnn.CPU);
                convolution_backward_weights.desc what =
                        new convolution_backward_weights.desc(direct, in, any, out, stride, padding, behind);
                memory.desc all = OneDnn.plain(channels, 1, 1, window.height(), window.width())) {
            convolution_backward_weights.primitive_desc how =
                    new convolution_backward_weights.primitive_desc(what, OneDnn.CALLERS_SCRATCHPAD, OneDnn.CPU, hint);
            memory.desc ofPart = all.submemory_desc(
                    new long[] {channels, 1, 1, window.height(), part.width}, new long[] {0, 0, 0, 0, part.first});
            memory gradWeight = program.array(ofPart);
            memory result = program.like(gradWeight, how.diff_weights_desc());
            program.execute(
                    how,
                    new convolution_backward_weights(how),
                    List.of(
                            new Argument(dnnl.DNNL_ARG_SRC, seen),
                            new Argument(dnnl.DNNL_ARG_DIFF_DST, gradOutput),
                            new Argument(dnnl.DNNL_ARG_DIFF_WEIGHTS, result)));
            program.move(result, gradWeight);
        }
    }

    /** A copy of the input's columns that a part of the window sees, with the padding's zeros beside them. */
    private memory seen(Program.Builder program, Case key, Part part) {
        MapsShape in = key.input;
        long width = (key.output.width() - 1) * window.stride() + part.width;
        long left = Math.min(width, Math.max(0, window.paddingWidth() - part.first));
        long from = Math.max(0, part.first - window.paddingWidth());
        long inside = Math.max(0, Math.min(width - left, in.width() - from));
        MapsShape columns = new MapsShape(in.samples(), channels, in.height(), width);
        memory seen = program.scratch(OneDnn.blocked(DataType.FLOAT, columns));
        program.move(program.array(columns(in, from, inside)), program.part(seen, columns(columns, left, inside)));
        fill(program, columns, seen, 0, left);
        fill(program, columns, seen, left + inside, width - left - inside);
        return seen;
    }

    /** Some columns of maps in blocks. */
    private static memory.desc columns(MapsShape maps, long first, long count) {
        try (memory.desc whole = OneDnn.blocked(DataType.FLOAT, maps)) {
            return whole.submemory_desc(
                    new long[] {maps.samples(), maps.channels(), maps.height(), count}, new long[] {0, 0, 0, first});
        }
    }

    private static void fill(Program.Builder program, MapsShape columns, memory seen, long first, long count) {
        if (count > 0) {
            memory zeros = program.zeros(OneDnn.blocked(
                    DataType.FLOAT, new MapsShape(columns.samples(), columns.channels(), columns.height(), count)));
            program.move(zeros, program.part(seen, columns(columns, first, count)));
        }
    }

    private Program inputs(Case key) {
        Program.Builder program = new Program.Builder();
        ConvolutionPrimitives primitives = new ConvolutionPrimitives(
                DataType.FLOAT,
                new Maps(DataType.FLOAT, key.input, 1),
                new Maps(DataType.FLOAT, key.output, 1),
                window,
                channels,
                false);
        memory gradOutput = program.array(OneDnn.blocked(DataType.FLOAT, key.output));
        memory weight = program.array(primitives.plainWeight());
        memory gradInput = program.array(OneDnn.blocked(DataType.FLOAT, key.input));
        try (convolution_forward.primitive_desc hint = primitives.forward()) {
            convolution_backward_data.primitive_desc how = primitives.backwardData(hint);
            memory result = program.like(gradInput, how.diff_src_desc());
            program.execute(
                    how,
                    new convolution_backward_data(how),
                    List.of(
                            new Argument(dnnl.DNNL_ARG_DIFF_DST, program.in(gradOutput, how.diff_dst_desc())),
                            new Argument(dnnl.DNNL_ARG_WEIGHTS, program.in(weight, how.weights_desc())),
                            new Argument(dnnl.DNNL_ARG_DIFF_SRC, result)));
            program.move(result, gradInput);
        }
        return program.build();
    }
}
