package org.cyborgml.models.kernel;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.normalization_flags;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.cyborgml.models.kernel.Program.Argument;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batch norm by oneDNN, the ReLU in the same pass. Always runs in blocks of channels: even where both arrays
 * are plain and have to be reordered, that takes a third of the time of oneDNN's kernel for plain ones. Where both are in
 * blocks of floats, as they are between our layers, the statistics are {@link PartialStatistics}; in bfloat16 the maps'
 * own rounding is a hundred times what those save.
 */
final class OneDnnBatchNorm implements BatchNormKernel {

    private final FusedActivation activation;
    private final float eps;
    private final ProgramCache<Case, Program> inference = new ProgramCache<>();
    private final ProgramCache<Case, Program> statistics = new ProgramCache<>();
    private final ProgramCache<Case, Training> training = new ProgramCache<>();

    private record Case(Maps input, Maps output) {

        boolean hasPartialStatistics() {
            return input.type() == DataType.FLOAT && input.block() == OneDnn.BLOCK && output.block() == OneDnn.BLOCK;
        }

        /** In which the primitives compute. */
        memory.desc blocks() {
            return OneDnn.blocked(input.type(), input.shape());
        }
    }

    /** Both passes share which values the ReLU let through. */
    private record Training(Program forward, Program backward) implements ProgramCache.Closeable {

        @Override
        public void close() {
            backward.close();
            forward.close();
        }
    }

    OneDnnBatchNorm(FusedActivation activation, double eps) {
        this.activation = activation;
        this.eps = (float) eps;
    }

    @Override
    public void forwardInference(
            INDArray input, INDArray weight, INDArray bias, INDArray mean, INDArray variance, INDArray output) {
        Case key = new Case(Maps.of(input, weight.length()), Maps.of(output, weight.length()));
        inference.get(key, () -> forInference(key)).run(input, weight, bias, mean, variance, output);
    }

    @Override
    public void forwardTraining(
            INDArray input, INDArray weight, INDArray bias, INDArray mean, INDArray variance, INDArray output) {
        Case key = new Case(Maps.of(input, weight.length()), Maps.of(output, weight.length()));
        if (key.hasPartialStatistics()) {
            joinStatistics(key, input, mean, variance, output);
        }
        training.get(key, () -> forTraining(key)).forward.run(input, weight, bias, mean, variance, output);
    }

    /** The statistics of {@link #forwardTraining} alone; what this makes of the output is to be overwritten. */
    void statistics(INDArray input, INDArray weight, INDArray bias, INDArray mean, INDArray variance, INDArray output) {
        Case key = new Case(Maps.of(input, weight.length()), Maps.of(output, weight.length()));
        if (key.hasPartialStatistics()) {
            joinStatistics(key, input, mean, variance, output);
        } else {
            forwardTraining(input, weight, bias, mean, variance, output);
        }
    }

    private void joinStatistics(Case key, INDArray input, INDArray mean, INDArray variance, INDArray output) {
        PartialStatistics parts = PartialStatistics.of(key.input);
        // What this makes of the output is overwritten at once; it saves a place of its own.
        statistics.get(key, () -> forStatistics(parts.shape())).run(input, parts.means(), parts.variances(), output);
        parts.combine(mean, variance);
    }

    private Program forStatistics(MapsShape parts) {
        Program.Builder program = new Program.Builder();
        try (memory.desc layout = OneDnn.blocked(DataType.FLOAT, parts)) {
            batch_normalization_forward.primitive_desc how = forward(prop_kind.forward_training, layout, 0);
            memory input = program.array(layout);
            memory mean = program.array(OneDnn.plain(parts.channels()));
            memory variance = program.array(OneDnn.plain(parts.channels()));
            memory output = program.array(layout);
            program.execute(
                    how,
                    new batch_normalization_forward(how),
                    List.of(
                            new Argument(dnnl.DNNL_ARG_SRC, input),
                            new Argument(dnnl.DNNL_ARG_MEAN, mean),
                            new Argument(dnnl.DNNL_ARG_VARIANCE, variance),
                            new Argument(dnnl.DNNL_ARG_DST, output)));
        }
        return program.build();
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
        Case key = new Case(Maps.of(input, weight.length()), Maps.of(output, weight.length()));
        training.get(key, () -> forTraining(key))
                .backward
                .run(input, weight, bias, mean, variance, gradOutput, gradInput, gradWeight, gradBias);
    }

    private int flags(normalization_flags... more) {
        int flags = normalization_flags.use_scale.value | normalization_flags.use_shift.value;
        if (activation == FusedActivation.RELU) {
            flags |= normalization_flags.fuse_norm_relu.value;
        }
        for (normalization_flags f : more) {
            flags |= f.value;
        }
        return flags;
    }

    private batch_normalization_forward.primitive_desc forward(prop_kind kind, memory.desc layout, int flags) {
        try (batch_normalization_forward.desc what =
                new batch_normalization_forward.desc(kind.value, layout, eps, flags)) {
            return new batch_normalization_forward.primitive_desc(what, OneDnn.CALLERS_SCRATCHPAD, OneDnn.CPU);
        }
    }

    private Program forInference(Case key) {
        Program.Builder program = new Program.Builder();
        try (memory.desc layout = key.blocks()) {
            batch_normalization_forward.primitive_desc how =
                    forward(prop_kind.forward_inference, layout, flags(normalization_flags.use_global_stats));
            forward(program, how, key, layout, List.of());
        }
        return program.build();
    }

    private Training forTraining(Case key) {
        try (memory.desc layout = key.blocks()) {
            int flags = flags();
            batch_normalization_forward.primitive_desc how = forward(
                    prop_kind.forward_training,
                    layout,
                    key.hasPartialStatistics() ? flags(normalization_flags.use_global_stats) : flags);
            Program.Builder forward = new Program.Builder();
            List<Argument> workspace = activation == FusedActivation.RELU
                    ? List.of(new Argument(dnnl.DNNL_ARG_WORKSPACE, forward.kept(how.workspace_desc())))
                    : List.of();
            forward(forward, how, key, layout, workspace);
            Program.Builder backward = new Program.Builder();
            try (batch_normalization_backward.desc what =
                    new batch_normalization_backward.desc(prop_kind.backward.value, layout, layout, eps, flags)) {
                backward(
                        backward,
                        new batch_normalization_backward.primitive_desc(
                                what, OneDnn.CALLERS_SCRATCHPAD, OneDnn.CPU, how),
                        key,
                        layout,
                        workspace);
            }
            return new Training(forward.build(), backward.build());
        }
    }

    private static void forward(
            Program.Builder program,
            batch_normalization_forward.primitive_desc how,
            Case key,
            memory.desc layout,
            List<Argument> workspace) {
        memory input = program.array(key.input.layout());
        List<Argument> arguments = new ArrayList<>(workspace);
        arguments.addAll(perChannel(program, key.input.shape().channels()));
        memory output = program.array(key.output.layout());
        memory result = program.like(output, layout);
        arguments.add(new Argument(dnnl.DNNL_ARG_SRC, program.in(input, layout)));
        arguments.add(new Argument(dnnl.DNNL_ARG_DST, result));
        program.execute(how, new batch_normalization_forward(how), arguments);
        program.move(result, output);
    }

    private static void backward(
            Program.Builder program,
            batch_normalization_backward.primitive_desc how,
            Case key,
            memory.desc layout,
            List<Argument> workspace) {
        memory input = program.array(key.input.layout());
        List<Argument> arguments = new ArrayList<>(workspace);
        arguments.addAll(perChannel(program, key.input.shape().channels()));
        memory gradOutput = program.array(key.output.layout());
        memory gradInput = program.array(key.input.layout());
        memory result = program.like(gradInput, layout);
        arguments.add(new Argument(dnnl.DNNL_ARG_SRC, program.in(input, layout)));
        arguments.add(new Argument(dnnl.DNNL_ARG_DIFF_DST, program.in(gradOutput, layout)));
        arguments.add(new Argument(dnnl.DNNL_ARG_DIFF_SRC, result));
        arguments.add(new Argument(
                dnnl.DNNL_ARG_DIFF_SCALE,
                program.array(OneDnn.plain(key.input.shape().channels()))));
        arguments.add(new Argument(
                dnnl.DNNL_ARG_DIFF_SHIFT,
                program.array(OneDnn.plain(key.input.shape().channels()))));
        program.execute(how, new batch_normalization_backward(how), arguments);
        program.move(result, gradInput);
    }

    /** Scale, shift, mean and variance. */
    private static List<Argument> perChannel(Program.Builder program, long channels) {
        List<Argument> arguments = new ArrayList<>();
        for (int number :
                new int[] {dnnl.DNNL_ARG_SCALE, dnnl.DNNL_ARG_SHIFT, dnnl.DNNL_ARG_MEAN, dnnl.DNNL_ARG_VARIANCE}) {
            arguments.add(new Argument(number, program.array(OneDnn.plain(channels))));
        }
        return arguments;
    }
}
