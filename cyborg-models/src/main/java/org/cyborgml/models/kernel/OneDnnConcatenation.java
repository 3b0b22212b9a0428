package org.cyborgml.models.kernel;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Concatenation by oneDNN's copies, which share the work among threads: one for each part. */
final class OneDnnConcatenation implements ConcatenationKernel {

    /** Numbers in a sample of each part. */
    private record Case(long samples, List<Long> lengths) {

        long whole() {
            return lengths.stream().mapToLong(Long::longValue).sum();
        }
    }

    private final ProgramCache<Case, Program> forward = new ProgramCache<>();
    private final ProgramCache<Case, Program> backward = new ProgramCache<>();

    @Override
    public void forward(List<INDArray> inputs, INDArray output) {
        Case key = of(inputs);
        forward.get(key, () -> {
                    Program.Builder program = new Program.Builder();
                    for (int i = 0; i < key.lengths.size(); i++) {
                        memory part = part(program, key, i);
                        program.move(part, place(program, key, i));
                    }
                    return program.build();
                })
                .run(alternating(inputs, output, Order.PART_FIRST));
    }

    @Override
    public void backward(INDArray ofOutput, List<INDArray> ofInputs) {
        Case key = of(ofInputs);
        backward.get(key, () -> {
                    Program.Builder program = new Program.Builder();
                    for (int i = 0; i < key.lengths.size(); i++) {
                        memory place = place(program, key, i);
                        program.move(place, part(program, key, i));
                    }
                    return program.build();
                })
                .run(alternating(ofInputs, ofOutput, Order.WHOLE_FIRST));
    }

    private enum Order {
        PART_FIRST,
        WHOLE_FIRST
    }

    private static INDArray[] alternating(List<INDArray> parts, INDArray whole, Order order) {
        List<INDArray> arrays = new ArrayList<>();
        for (INDArray part : parts) {
            arrays.add(order == Order.PART_FIRST ? part : whole);
            arrays.add(order == Order.PART_FIRST ? whole : part);
        }
        return arrays.toArray(INDArray[]::new);
    }

    private static Case of(List<INDArray> parts) {
        long samples = parts.get(0).size(0);
        return new Case(
                samples, parts.stream().map(part -> part.length() / samples).toList());
    }

    private static memory part(Program.Builder program, Case key, int index) {
        return program.array(OneDnn.plain(key.samples, key.lengths.get(index)));
    }

    /** Where a part lies in the whole. */
    private static memory place(Program.Builder program, Case key, int index) {
        long start =
                key.lengths.stream().limit(index).mapToLong(Long::longValue).sum();
        try (memory.desc whole = OneDnn.plain(key.samples, key.whole())) {
            return program.array(
                    whole.submemory_desc(new long[] {key.samples, key.lengths.get(index)}, new long[] {0, start}));
        }
    }
}
