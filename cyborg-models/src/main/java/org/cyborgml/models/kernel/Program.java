package org.cyborgml.models.kernel;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Primitives executed one after the other on arrays of fixed shapes, with reorders where a primitive wants another layout
 * than the array has. Made once per shape, then run on any arrays of that shape: nothing is copied that need not be, and a
 * run allocates no native memory.
 *
 * <p>Used by one thread at a time, which need not be the one that made it.
 */
final class Program implements ProgramCache.Closeable {

    /**
     * An argument of a primitive.
     *
     * @param number one of oneDNN's {@code DNNL_ARG} constants
     * @param place its memory
     */
    record Argument(int number, memory place) {}

    private record Step(primitive what, IntMemoryMap arguments) {}

    /** The place of an array that a run is given. */
    private record Given(memory place, int type) {}

    private record Scratch(memory place, long offset) {}

    private final List<Given> arrays;
    private final List<Step> steps;
    private final List<Scratch> scratch;
    private final long scratchBytes;
    private final List<Pointer> owned;
    private final Address address = new Address();
    private long boundTo;

    private Program(Builder builder) {
        this.arrays = List.copyOf(builder.arrays);
        this.steps = List.copyOf(builder.steps);
        this.owned = List.copyOf(builder.owned);
        List<Scratch> places = new ArrayList<>(builder.scratch);
        long end = builder.scratchBytes;
        for (memory scratchpad : builder.scratchpads) {
            places.add(new Scratch(scratchpad, end));
        }
        this.scratch = List.copyOf(places);
        this.scratchBytes = end + builder.scratchpadBytes;
    }

    /**
     * Runs all primitives.
     *
     * @param values arrays in the order in which they were declared; nulls among them are skipped
     */
    void run(@Nullable INDArray... values) {
        try {
            ExecutionContext context = ExecutionContext.ofThisThread();
            bind(context.scratch(scratchBytes));
            Iterator<Given> places = arrays.iterator();
            for (INDArray value : values) {
                if (value != null) {
                    Given given = places.next();
                    if (OneDnn.number(value.dataType()).value != given.type) {
                        throw new IllegalArgumentException(
                                "oneDNN's kernels take arrays of the type that they were made for, found "
                                        + value.dataType());
                    }
                    // An array that is a view begins somewhere in its buffer; this address accounts for it.
                    given.place.set_data_handle(
                            address.at(value.data().addressPointer().address()));
                }
            }
            for (Step step : steps) {
                step.what.execute(context.stream(), step.arguments);
            }
        } finally {
            Reference.reachabilityFence(values);
        }
    }

    private void bind(long base) {
        if (base != boundTo) {
            for (Scratch s : scratch) {
                s.place.set_data_handle(address.at(base + s.offset));
            }
            boundTo = base;
        }
    }

    @Override
    public void close() {
        owned.forEach(Pointer::deallocate);
    }

    /** An address that native code is given; owns nothing. */
    private static final class Address extends Pointer {

        Address at(long value) {
            address = value;
            return this;
        }
    }

    /** Builds a program in the order of its execution. */
    static final class Builder {

        private final List<Given> arrays = new ArrayList<>();
        private final List<Step> steps = new ArrayList<>();
        private final List<Scratch> scratch = new ArrayList<>();
        private final List<memory> scratchpads = new ArrayList<>();
        private final List<Pointer> owned = new ArrayList<>();
        private long scratchBytes;
        private long scratchpadBytes;

        /** Declares the next of the arrays that a run is given. */
        memory array(memory.desc layout) {
            memory result = unbound(layout);
            arrays.add(new Given(result, layout.data_type().value));
            return result;
        }

        /** Memory of the program's own that keeps its content from run to run. */
        memory kept(memory.desc layout) {
            return own(new memory(own(layout), OneDnn.CPU));
        }

        /** Memory of the program's own that holds zeros. */
        memory zeros(memory.desc layout) {
            memory result = kept(layout);
            Pointer.memset(result.get_data_handle(), 0, layout.get_size());
            return result;
        }

        /** A part of some {@link #scratch} memory, described as a part of the whole's layout. */
        memory part(memory whole, memory.desc layout) {
            Scratch place = scratch.stream()
                    .filter(known -> known.place.equals(whole))
                    .findFirst()
                    .orElseThrow();
            memory result = unbound(layout);
            scratch.add(new Scratch(result, place.offset));
            return result;
        }

        /** The values of some memory in a wanted layout: itself, or scratch memory that they are copied to now. */
        memory in(memory from, memory.desc wanted) {
            memory to = like(from, wanted);
            move(from, to);
            return to;
        }

        /** Memory in a wanted layout that a primitive can write to: the target, or scratch memory to be {@link #move moved}. */
        memory like(memory target, memory.desc wanted) {
            try (memory.desc layout = target.get_desc()) {
                return layout.equals(own(wanted)) ? target : scratch(wanted);
            }
        }

        /** Copies from one layout to another, if they are not the same memory. */
        void move(memory from, memory to) {
            if (!from.equals(to)) {
                reorder copy = own(new reorder(from, to));
                steps.add(new Step(
                        copy,
                        map(List.of(new Argument(dnnl.DNNL_ARG_FROM, from), new Argument(dnnl.DNNL_ARG_TO, to)))));
            }
        }

        /**
         * Executes a primitive.
         *
         * @param description the description from which the primitive was made
         * @param what the primitive to execute
         * @param arguments its arguments
         */
        void execute(primitive_desc_base description, primitive what, List<Argument> arguments) {
            IntMemoryMap map = map(arguments);
            memory.desc wanted = own(own(description).scratchpad_desc());
            if (wanted.get_size() > 0) {
                memory scratchpad = unbound(wanted);
                scratchpads.add(scratchpad);
                scratchpadBytes = Math.max(scratchpadBytes, wanted.get_size());
                map.put(dnnl.DNNL_ARG_SCRATCHPAD, scratchpad);
            }
            steps.add(new Step(own(what), map));
        }

        Program build() {
            return new Program(this);
        }

        /** Memory that holds something from one primitive to the next. */
        memory scratch(memory.desc layout) {
            memory result = unbound(layout);
            scratch.add(new Scratch(result, scratchBytes));
            scratchBytes += ExecutionContext.aligned(layout.get_size());
            return result;
        }

        private memory unbound(memory.desc layout) {
            return own(new memory(own(layout), OneDnn.CPU, new Pointer()));
        }

        private IntMemoryMap map(List<Argument> arguments) {
            IntMemoryMap map = own(new IntMemoryMap());
            for (Argument a : arguments) {
                map.put(a.number, a.place);
            }
            return map;
        }

        private <P extends Pointer> P own(P pointer) {
            owned.add(pointer);
            return pointer;
        }
    }
}
