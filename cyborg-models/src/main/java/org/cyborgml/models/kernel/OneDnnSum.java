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

/** Sum by oneDNN in float, the ReLU in the last addition's pass. Shapes do not matter, only how many numbers there are. */
final class OneDnnSum implements SumKernel {

    private record Case(Numbers numbers, int inputs) {}

    private record Numbers(DataType type, long length) {

        static Numbers of(INDArray array) {
            return new Numbers(array.dataType(), array.length());
        }

        memory.desc layout() {
            return OneDnn.plain(type, length);
        }
    }

    private final FusedActivation activation;
    private final ProgramCache<Case, Program> forward = new ProgramCache<>();
    private final ProgramCache<Numbers, Program> backward = new ProgramCache<>();

    OneDnnSum(FusedActivation activation) {
        this.activation = activation.ofSum();
    }

    @Override
    public void forward(List<INDArray> inputs, INDArray output) {
        Case key = new Case(Numbers.of(output), inputs.size());
        INDArray[] arrays = inputs.toArray(new INDArray[inputs.size() + 1]);
        arrays[inputs.size()] = output;
        forward.get(key, () -> forward(key)).run(arrays);
    }

    @Override
    public void backward(INDArray output, INDArray gradOutput, INDArray gradInput) {
        Numbers key = Numbers.of(output);
        backward.get(key, () -> backward(key)).run(output, gradOutput, gradInput);
    }

    private Program forward(Case key) {
        Program.Builder program = new Program.Builder();
        memory[] inputs = new memory[key.inputs];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = program.array(key.numbers.layout());
        }
        memory output = program.array(key.numbers.layout());
        memory sum = inputs[0];
        for (int i = 1; i < inputs.length; i++) {
            boolean last = i == inputs.length - 1;
            add(program, key.numbers, sum, inputs[i], output, last ? activation : FusedActivation.NONE);
            sum = output;
        }
        if (inputs.length == 1 && activation == FusedActivation.RELU) {
            relu(program, key.numbers, sum, output);
        } else {
            program.move(sum, output);
        }
        return program.build();
    }

    private static void add(
            Program.Builder program, Numbers numbers, memory a, memory b, memory sum, FusedActivation activation) {
        try (memory.desc layout = numbers.layout();
                binary.desc what = new binary.desc(algorithm.binary_add, layout, layout, layout);
                post_ops after = after(activation);
                primitive_attr attributes = OneDnn.with(after)) {
            binary.primitive_desc how = new binary.primitive_desc(what, attributes, OneDnn.CPU);
            program.execute(
                    how,
                    new binary(how),
                    List.of(
                            new Argument(dnnl.DNNL_ARG_SRC_0, a),
                            new Argument(dnnl.DNNL_ARG_SRC_1, b),
                            new Argument(dnnl.DNNL_ARG_DST, sum)));
        }
    }

    private static post_ops after(FusedActivation activation) {
        post_ops after = new post_ops();
        if (activation == FusedActivation.RELU) {
            after.append_eltwise(1, algorithm.eltwise_relu, 0, 0);
        }
        return after;
    }

    private static eltwise_forward.primitive_desc reluForward(memory.desc layout) {
        try (eltwise_forward.desc what =
                new eltwise_forward.desc(prop_kind.forward_training, algorithm.eltwise_relu_use_dst_for_bwd, layout)) {
            return new eltwise_forward.primitive_desc(what, OneDnn.CALLERS_SCRATCHPAD, OneDnn.CPU);
        }
    }

    private static void relu(Program.Builder program, Numbers numbers, memory input, memory output) {
        try (memory.desc layout = numbers.layout()) {
            eltwise_forward.primitive_desc how = reluForward(layout);
            program.execute(
                    how,
                    new eltwise_forward(how),
                    List.of(new Argument(dnnl.DNNL_ARG_SRC, input), new Argument(dnnl.DNNL_ARG_DST, output)));
        }
    }

    private Program backward(Numbers numbers) {
        Program.Builder program = new Program.Builder();
        memory output = program.array(numbers.layout());
        memory gradOutput = program.array(numbers.layout());
        memory gradInput = program.array(numbers.layout());
        if (activation == FusedActivation.NONE) {
            program.move(gradOutput, gradInput);
            return program.build();
        }
        try (memory.desc layout = numbers.layout();
                eltwise_forward.primitive_desc hint = reluForward(layout);
                eltwise_backward.desc what =
                        new eltwise_backward.desc(algorithm.eltwise_relu_use_dst_for_bwd, layout, layout)) {
            eltwise_backward.primitive_desc how =
                    new eltwise_backward.primitive_desc(what, OneDnn.CALLERS_SCRATCHPAD, OneDnn.CPU, hint);
            program.execute(
                    how,
                    new eltwise_backward(how),
                    List.of(
                            new Argument(dnnl.DNNL_ARG_DST, output),
                            new Argument(dnnl.DNNL_ARG_DIFF_DST, gradOutput),
                            new Argument(dnnl.DNNL_ARG_DIFF_SRC, gradInput)));
        }
        return program.build();
    }
}
