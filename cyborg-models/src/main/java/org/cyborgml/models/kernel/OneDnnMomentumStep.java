package org.cyborgml.models.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.sum;
import org.cyborgml.models.kernel.Program.Argument;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Steps of SGD with momentum by oneDNN's sums of scaled arrays. */
final class OneDnnMomentumStep implements MomentumStep {

    /** Programs for the last factors, by length. */
    private final Map<Long, Program> programs = new HashMap<>();

    private @Nullable Factors last;

    @Override
    public void step(INDArray parameters, INDArray gradient, INDArray velocity, Factors factors) {
        if (!factors.equals(last)) {
            programs.values().forEach(Program::close);
            programs.clear();
            last = factors;
        }
        programs.computeIfAbsent(parameters.length(), length -> program(length, factors))
                .run(parameters, gradient, velocity);
    }

    private static Program program(long length, Factors factors) {
        Program.Builder program = new Program.Builder();
        memory w = program.array(OneDnn.plain(length));
        memory g = program.array(OneDnn.plain(length));
        memory v = program.array(OneDnn.plain(length));
        add(program, length, v, List.of(v, g, w), factors.momentum(), factors.scale(), factors.decay());
        add(program, length, w, List.of(w, v), 1, -factors.rate());
        return program.build();
    }

    /** Adds up scaled arrays; the first may be the result. */
    private static void add(Program.Builder program, long length, memory result, List<memory> parts, float... scales) {
        try (memory.desc layout = OneDnn.plain(length);
                memory.desc layouts = new memory.desc(parts.size())) {
            for (int i = 0; i < parts.size(); i++) {
                layouts.getPointer(i).put(layout);
            }
            sum.primitive_desc how = new sum.primitive_desc(layout, scales, layouts, OneDnn.CPU);
            List<Argument> arguments = new ArrayList<>(List.of(new Argument(dnnl.DNNL_ARG_DST, result)));
            for (int i = 0; i < parts.size(); i++) {
                arguments.add(new Argument(dnnl.DNNL_ARG_MULTIPLE_SRC + i, parts.get(i)));
            }
            program.execute(how, new sum(how), arguments);
        }
    }
}
