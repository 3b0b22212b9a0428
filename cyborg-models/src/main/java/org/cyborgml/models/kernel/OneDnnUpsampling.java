package org.cyborgml.models.kernel;

import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.resampling_backward;
import org.bytedeco.dnnl.resampling_forward;
import org.cyborgml.models.kernel.Program.Argument;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Upsampling by oneDNN's resampling in float. */
final class OneDnnUpsampling implements UpsamplingKernel {

    private record Case(Maps small, Maps large) {}

    private final ProgramCache<Case, Program> forward = new ProgramCache<>();
    private final ProgramCache<Case, Program> backward = new ProgramCache<>();

    @Override
    public void forward(INDArray input, INDArray output) {
        Case key = new Case(Maps.of(input), Maps.of(output));
        forward.get(key, () -> forward(key)).run(input, output);
    }

    @Override
    public void backward(INDArray gradOutput, INDArray gradInput) {
        Case key = new Case(Maps.of(gradInput), Maps.of(gradOutput));
        backward.get(key, () -> backward(key)).run(gradOutput, gradInput);
    }

    private static resampling_forward.primitive_desc how(memory.desc small, memory.desc large) {
        try (resampling_forward.desc what = new resampling_forward.desc(
                prop_kind.forward_training, algorithm.resampling_nearest, small, large)) {
            return new resampling_forward.primitive_desc(what, OneDnn.CALLERS_SCRATCHPAD, OneDnn.CPU);
        }
    }

    private static Program forward(Case key) {
        Program.Builder program = new Program.Builder();
        try (memory.desc small = key.small.layout();
                memory.desc large = key.large.layout()) {
            resampling_forward.primitive_desc how = how(small, large);
            memory input = program.array(key.small.layout());
            memory output = program.array(key.large.layout());
            program.execute(
                    how,
                    new resampling_forward(how),
                    List.of(new Argument(dnnl.DNNL_ARG_SRC, input), new Argument(dnnl.DNNL_ARG_DST, output)));
        }
        return program.build();
    }

    private static Program backward(Case key) {
        Program.Builder program = new Program.Builder();
        try (memory.desc small = key.small.layout();
                memory.desc large = key.large.layout();
                resampling_forward.primitive_desc hint = how(small, large);
                resampling_backward.desc what =
                        new resampling_backward.desc(algorithm.resampling_nearest, small, large)) {
            resampling_backward.primitive_desc how =
                    new resampling_backward.primitive_desc(what, OneDnn.CALLERS_SCRATCHPAD, OneDnn.CPU, hint);
            memory gradOutput = program.array(key.large.layout());
            memory gradInput = program.array(key.small.layout());
            program.execute(
                    how,
                    new resampling_backward(how),
                    List.of(
                            new Argument(dnnl.DNNL_ARG_DIFF_DST, gradOutput),
                            new Argument(dnnl.DNNL_ARG_DIFF_SRC, gradInput)));
        }
        return program.build();
    }
}
