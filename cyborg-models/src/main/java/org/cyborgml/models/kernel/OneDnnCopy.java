package org.cyborgml.models.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies feature maps by oneDNN from one layout and type of numbers to another. */
final class OneDnnCopy {

    private record Case(Maps from, Maps to) {}

    private static final ThreadLocal<ProgramCache<Case, Program>> PROGRAMS = ThreadLocal.withInitial(ProgramCache::new);

    private OneDnnCopy() {}

    static void copy(INDArray from, INDArray to) {
        Case key = new Case(Maps.of(from), Maps.of(to));
        PROGRAMS.get().get(key, () -> program(key)).run(from, to);
    }

    private static Program program(Case key) {
        Program.Builder program = new Program.Builder();
        program.move(program.array(key.from.layout()), program.array(key.to.layout()));
        return program.build();
    }
}
