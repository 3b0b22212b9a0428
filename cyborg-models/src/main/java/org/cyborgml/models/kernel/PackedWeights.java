package org.cyborgml.models.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies of a layer's weights in the layouts that primitives want, for as long as the weights stay what they are. */
final class PackedWeights implements AutoCloseable {

    private final List<memory> copies = new ArrayList<>();

    /**
     * The weights in a layout; copied when it is first asked for.
     *
     * @param wanted the layout, closed by this
     * @param weight the weights
     * @param layout the one that they are in
     */
    memory in(memory.desc wanted, INDArray weight, Supplier<memory.desc> layout) {
        try (wanted) {
            for (memory copy : copies) {
                try (memory.desc known = copy.get_desc()) {
                    if (known.equals(wanted)) {
                        return copy;
                    }
                }
            }
            return copied(wanted, weight, layout.get());
        }
    }

    private memory copied(memory.desc wanted, INDArray weight, memory.desc layout) {
        memory copy = new memory(wanted, OneDnn.CPU);
        Program.Builder program = new Program.Builder();
        program.move(program.array(layout), copy);
        try (Program packing = program.build()) {
            packing.run(weight);
        }
        copies.add(copy);
        return copy;
    }

    @Override
    public void close() {
        copies.forEach(memory::deallocate);
        copies.clear();
    }
}
