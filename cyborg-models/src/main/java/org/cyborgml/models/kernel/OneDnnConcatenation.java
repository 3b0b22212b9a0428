package org.cyborgml.models.kernel;

import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Concatenation by oneDNN's copies, which share the work among threads: one for each part. */
final class OneDnnConcatenation implements ConcatenationKernel {

    /** Numbers in a sample of each part. */
    private record Case(DataType type, long samples, List<Long> lengths) {

        long whole() {
            return lengths.stream().mapToLong(Long::longValue).sum();
        }
    }

    private final ProgramCache<Case, Program> forward = new ProgramCache<>();
    private final ProgramCache<Case, Program> backward = new ProgramCache<>();

    /** Adds the copy of one part to a program. */
    @FunctionalInterface
    private interface Copy {
        void add(Program.Builder program, memory part, memory place);
    }

    @Override
    public void forward(List<INDArray> inputs, INDArray output) {
        Case key = of(inputs);
        forward.get(key, () -> program(key, Program.Builder::move)).run(alternating(inputs, output));
    }

    @Override
    public void backward(INDArray gradOutput, List<INDArray> gradInputs) {
        Case key = of(gradInputs);
        backward.get(key, () -> program(key, (program, part, place) -> program.move(place, part)))
                .run(alternating(gradInputs, gradOutput));
    }

    private static Program program(Case key, Copy copy) {
        Program.Builder program = new Program.Builder();
        for (int i = 0; i < key.lengths.size(); i++) {
            memory part = program.array(OneDnn.plain(key.type, key.samples, key.lengths.get(i)));
            copy.add(program, part, place(program, key, i));
        }
        return program.build();
    }

    /** Each part, and the whole that it lies in. */
    private static INDArray[] alternating(List<INDArray> parts, INDArray whole) {
        return parts.stream().flatMap(part -> Stream.of(part, whole)).toArray(INDArray[]::new);
    }

    private static Case of(List<INDArray> parts) {
        long samples = parts.get(0).size(0);
        return new Case(
                parts.get(0).dataType(),
                samples,
                parts.stream().map(part -> part.length() / samples).toList());
    }

    /** The place of a part in the whole. */
    private static memory place(Program.Builder program, Case key, int index) {
        long start =
                key.lengths.stream().limit(index).mapToLong(Long::longValue).sum();
        try (memory.desc whole = OneDnn.plain(key.type, key.samples, key.whole())) {
            return program.array(
                    whole.submemory_desc(new long[] {key.samples, key.lengths.get(index)}, new long[] {0, start}));
        }
    }
}
