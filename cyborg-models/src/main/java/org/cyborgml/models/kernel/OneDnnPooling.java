package org.cyborgml.models.kernel;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.cyborgml.models.kernel.Program.Argument;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Pooling by oneDNN in float. It counts padding behind the maps just as the layer's own, which suits every case but one:
 * a mean that counts padding but not what a last window sees beyond that.
 */
final class OneDnnPooling implements PoolingKernel {

    private record Case(Maps input, Maps output) {}

    /** Both passes share which cell of a window was the largest. */
    private record Passes(Program forward, Program backward) implements ProgramCache.Closeable {

        @Override
        public void close() {
            backward.close();
            forward.close();
        }
    }

    private final PoolingMode mode;
    private final Window window;
    private final ProgramCache<Case, Passes> passes = new ProgramCache<>();

    /** True if oneDNN computes this kind of pooling. */
    static boolean knows(PoolingMode mode, Rounding rounding) {
        return mode != PoolingMode.AVERAGE || rounding == Rounding.FLOOR;
    }

    OneDnnPooling(PoolingMode mode, Window window) {
        this.mode = mode;
        this.window = window;
    }

    @Override
    public void forward(INDArray input, INDArray output) {
        passes(input, output).forward.run(input, output);
    }

    @Override
    public void backward(INDArray input, INDArray gradOutput, INDArray gradInput) {
        passes(input, gradOutput).backward.run(gradOutput, gradInput);
    }

    private Passes passes(INDArray input, INDArray output) {
        Case key = new Case(Maps.of(input), Maps.of(output));
        return passes.get(key, () -> passes(key));
    }

    private algorithm algorithm() {
        return switch (mode) {
            case MAX -> algorithm.pooling_max;
            case AVERAGE -> algorithm.pooling_avg_include_padding;
            case AVERAGE_INSIDE -> algorithm.pooling_avg_exclude_padding;
        };
    }

    private Passes passes(Case key) {
        MapsShape in = key.input.shape();
        MapsShape out = key.output.shape();
        long[] side = {window.height(), window.width()};
        long[] stride = {window.stride(), window.stride()};
        long[] before = {window.paddingHeight(), window.paddingWidth()};
        long[] after = {
            behind(in.height(), out.height(), side[0], before[0]), behind(in.width(), out.width(), side[1], before[1])
        };
        try (memory.desc from = OneDnn.blocked(key.input.type(), in);
                memory.desc to = OneDnn.blocked(key.output.type(), out);
                pooling_forward.desc what = new pooling_forward.desc(
                        prop_kind.forward_training, algorithm(), from, to, stride, side, before, after);
                pooling_backward.desc back =
                        new pooling_backward.desc(algorithm(), from, to, stride, side, before, after)) {
            pooling_forward.primitive_desc how =
                    new pooling_forward.primitive_desc(what, OneDnn.CALLERS_SCRATCHPAD, OneDnn.CPU);
            Program.Builder forward = new Program.Builder();
            List<Argument> workspace = mode == PoolingMode.MAX
                    ? List.of(new Argument(dnnl.DNNL_ARG_WORKSPACE, forward.kept(how.workspace_desc())))
                    : List.of();
            forward(forward, how, key, workspace);
            Program.Builder backward = new Program.Builder();
            backward(
                    backward,
                    new pooling_backward.primitive_desc(back, OneDnn.CALLERS_SCRATCHPAD, OneDnn.CPU, how),
                    key,
                    workspace);
            return new Passes(forward.build(), backward.build());
        }
    }

    /** Padding behind the maps: the layer's own, or more where the last window hangs over. */
    private long behind(long input, long output, long side, long before) {
        return Math.max(before, (output - 1) * window.stride() + side - input - before);
    }

    private static void forward(
            Program.Builder program, pooling_forward.primitive_desc how, Case key, List<Argument> workspace) {
        memory input = program.array(key.input.layout());
        memory output = program.array(key.output.layout());
        memory result = program.like(output, how.dst_desc());
        List<Argument> arguments = new ArrayList<>(workspace);
        arguments.add(new Argument(dnnl.DNNL_ARG_SRC, program.in(input, how.src_desc())));
        arguments.add(new Argument(dnnl.DNNL_ARG_DST, result));
        program.execute(how, new pooling_forward(how), arguments);
        program.move(result, output);
    }

    private static void backward(
            Program.Builder program, pooling_backward.primitive_desc how, Case key, List<Argument> workspace) {
        memory gradOutput = program.array(key.output.layout());
        memory gradInput = program.array(key.input.layout());
        memory result = program.like(gradInput, how.diff_src_desc());
        List<Argument> arguments = new ArrayList<>(workspace);
        arguments.add(new Argument(dnnl.DNNL_ARG_DIFF_DST, program.in(gradOutput, how.diff_dst_desc())));
        arguments.add(new Argument(dnnl.DNNL_ARG_DIFF_SRC, result));
        program.execute(how, new pooling_backward(how), arguments);
        program.move(result, gradInput);
    }
}
