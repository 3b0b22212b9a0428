package org.cyborgml.models.kernel;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.cyborgml.models.kernel.Program.Argument;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Convolution by oneDNN in float, grouped and depthwise too. Every array may get another layout inside. */
final class OneDnnConvolution implements ConvolutionKernel {

    /** The arguments for which a program is made; all else stays the same in a layer. */
    private record Case(Maps input, Maps output, boolean bias, boolean gradInput) {}

    private record FusedCase(Case convolution, Shortcut shortcut, FusedActivation activation) {}

    /** Forward passes with weights in the layout that each wants. */
    private record Frozen(
            PackedWeights weights, ProgramCache<Case, Program> forward, ProgramCache<FusedCase, Program> fused) {

        Frozen() {
            this(new PackedWeights(), new ProgramCache<>(), new ProgramCache<>());
        }
    }

    /** Type of the maps and the weights that primitives compute with. */
    private final DataType type;

    private final Window window;
    private final int groups;
    private final ProgramCache<Case, Program> forward = new ProgramCache<>();
    private final ProgramCache<FusedCase, Program> fused = new ProgramCache<>();
    private final ProgramCache<Case, Program> backward = new ProgramCache<>();
    private @Nullable Frozen frozen;

    OneDnnConvolution(DataType type, Window window, int groups) {
        this.type = type;
        this.window = window;
        this.groups = groups;
    }

    @Override
    public void freeze() {
        thaw();
        frozen = new Frozen();
    }

    @Override
    public void thaw() {
        Frozen ended = frozen;
        frozen = null;
        if (ended != null) {
            ended.forward.clear();
            ended.fused.clear();
            ended.weights.close();
        }
    }

    @Override
    public void forward(INDArray input, INDArray weight, @Nullable INDArray bias, INDArray output) {
        Case key = of(input, weight, output, bias != null, false);
        Frozen packed = frozen;
        if (packed == null) {
            forward.get(key, () -> forward(key, null)).run(input, weight, output, bias);
        } else {
            packed.forward.get(key, () -> forward(key, weight)).run(input, output, bias);
        }
    }

    @Override
    public boolean fusesBatchNorm() {
        return true;
    }

    @Override
    public void forwardFused(
            INDArray input, INDArray weight, @Nullable INDArray bias, FusedNorm norm, INDArray output) {
        INDArray shortcut = norm.shortcut();
        FusedCase key = new FusedCase(
                of(input, weight, output, bias != null, false),
                shortcut == null ? Shortcut.NONE : Shortcut.ADDED,
                norm.activation());
        Frozen packed = frozen;
        if (packed == null) {
            fused.get(key, () -> fused(key, null))
                    .run(input, weight, output, norm.scale(), norm.shift(), shortcut, bias);
        } else {
            packed.fused
                    .get(key, () -> fused(key, weight))
                    .run(input, output, norm.scale(), norm.shift(), shortcut, bias);
        }
    }

    @Override
    public void backward(
            INDArray input,
            INDArray weight,
            INDArray gradOutput,
            @Nullable INDArray gradInput,
            INDArray gradWeight,
            @Nullable INDArray gradBias) {
        Case key = of(input, weight, gradOutput, gradBias != null, gradInput != null);
        Program program = backward.get(key, () -> backward(key));
        program.run(input, gradOutput, gradWeight, gradBias, gradInput == null ? null : weight, gradInput);
    }

    private Case of(INDArray input, INDArray weight, INDArray output, boolean bias, boolean gradInput) {
        return new Case(Maps.of(input, weight.size(1) * groups), Maps.of(output, weight.size(0)), bias, gradInput);
    }

    private ConvolutionPrimitives primitives(Case key) {
        return new ConvolutionPrimitives(type, key.input, key.output, window, groups, key.bias);
    }

    private Program forward(Case key, @Nullable INDArray frozenWeight) {
        ConvolutionPrimitives primitives = primitives(key);
        return forward(key, primitives, primitives.forward(), List.of(), frozenWeight);
    }

    private Program fused(FusedCase key, @Nullable INDArray frozenWeight) {
        ConvolutionPrimitives primitives = primitives(key.convolution);
        List<memory.desc> operands =
                new ArrayList<>(List.of(primitives.perOutputChannel(), primitives.perOutputChannel()));
        if (key.shortcut == Shortcut.ADDED) {
            operands.add(key.convolution.output.layout());
        }
        return forward(
                key.convolution, primitives, primitives.fused(key.shortcut, key.activation), operands, frozenWeight);
    }

    /**
     * The forward pass, with some operations on its result.
     *
     * @param operands the operands of those operations, in their order
     * @param frozenWeight weights that stay what they are, which are then no argument of the program; else null
     */
    private Program forward(
            Case key,
            ConvolutionPrimitives primitives,
            convolution_forward.primitive_desc how,
            List<memory.desc> operands,
            @Nullable INDArray frozenWeight) {
        Program.Builder program = new Program.Builder();
        memory input = program.array(key.input.layout());
        Frozen packed = frozen;
        memory weight = packed == null || frozenWeight == null
                ? program.in(program.array(primitives.plainWeight()), how.weights_desc())
                : packed.weights.in(how.weights_desc(), frozenWeight, primitives::plainWeight);
        memory output = program.array(key.output.layout());
        memory result = program.like(output, how.dst_desc());
        List<Argument> arguments = new ArrayList<>(List.of(
                new Argument(dnnl.DNNL_ARG_SRC, program.in(input, how.src_desc())),
                new Argument(dnnl.DNNL_ARG_WEIGHTS, weight),
                new Argument(dnnl.DNNL_ARG_DST, result)));
        for (int i = 0; i < operands.size(); i++) {
            int number = dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE * (i + 1) | dnnl.DNNL_ARG_SRC_1;
            arguments.add(new Argument(number, program.array(operands.get(i))));
        }
        if (key.bias) {
            arguments.add(new Argument(
                    dnnl.DNNL_ARG_BIAS,
                    program.array(OneDnn.plain(key.output.shape().channels()))));
        }
        program.execute(how, new convolution_forward(how), arguments);
        program.move(result, output);
        return program.build();
    }

    private Program backward(Case key) {
        Program.Builder program = new Program.Builder();
        ConvolutionPrimitives primitives = primitives(key);
        memory input = program.array(key.input.layout());
        memory gradOutput = program.array(key.output.layout());
        memory gradWeight = program.array(primitives.plainWeight());
        try (convolution_forward.primitive_desc hint = primitives.forward()) {
            convolution_backward_weights.primitive_desc how = primitives.backwardWeights(hint);
            memory result = program.like(gradWeight, how.diff_weights_desc());
            memory error = program.in(gradOutput, how.diff_dst_desc());
            List<Argument> arguments = new ArrayList<>(List.of(
                    new Argument(dnnl.DNNL_ARG_SRC, program.in(input, how.src_desc())),
                    new Argument(dnnl.DNNL_ARG_DIFF_DST, error),
                    new Argument(dnnl.DNNL_ARG_DIFF_WEIGHTS, result)));
            if (key.bias) {
                arguments.add(new Argument(
                        dnnl.DNNL_ARG_DIFF_BIAS,
                        program.array(OneDnn.plain(key.output.shape().channels()))));
            }
            program.execute(how, new convolution_backward_weights(how), arguments);
            program.move(result, gradWeight);
            if (key.gradInput) {
                toInput(program, key, primitives, hint, error);
            }
        }
        return program.build();
    }

    private static void toInput(
            Program.Builder program,
            Case key,
            ConvolutionPrimitives primitives,
            convolution_forward.primitive_desc hint,
            memory error) {
        memory weight = program.array(primitives.plainWeight());
        memory gradInput = program.array(key.input.layout());
        convolution_backward_data.primitive_desc how = primitives.backwardData(hint);
        memory result = program.like(gradInput, how.diff_src_desc());
        program.execute(
                how,
                new convolution_backward_data(how),
                List.of(
                        new Argument(dnnl.DNNL_ARG_DIFF_DST, program.in(error, how.diff_dst_desc())),
                        new Argument(dnnl.DNNL_ARG_WEIGHTS, program.in(weight, how.weights_desc())),
                        new Argument(dnnl.DNNL_ARG_DIFF_SRC, result)));
        program.move(result, gradInput);
    }
}
