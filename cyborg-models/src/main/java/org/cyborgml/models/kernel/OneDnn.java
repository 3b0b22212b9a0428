package org.cyborgml.models.kernel;

import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.cpu_isa;
import org.bytedeco.dnnl.global.dnnl.scratchpad_mode;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.nd4j.linalg.api.buffer.DataType;

/** oneDNN's CPU engine and the descriptions of arrays that all kernels share. Loads the native library when first used. */
final class OneDnn {

    /** The CPU; safe for use by several threads. */
    static final engine CPU = new engine(engine.kind.cpu, 0);

    /** Scratch memory comes from the caller: oneDNN's own belongs to the thread that made the primitive. */
    static final primitive_attr CALLERS_SCRATCHPAD = new primitive_attr();

    static {
        CALLERS_SCRATCHPAD.set_scratchpad_mode(scratchpad_mode.user);
    }

    /** Instruction sets are sets of bits. */
    private static final int AVX512 = cpu_isa.avx512_core.value;

    private static final int BFLOAT16 = cpu_isa.avx512_core_bf16.value;

    /** Channels in a block. */
    static final int BLOCK = (dnnl.dnnl_get_effective_cpu_isa() & AVX512) == AVX512 ? 16 : 8;

    private OneDnn() {}

    /** Attributes that let a primitive apply some operations to its result; scratch memory comes from the caller. */
    static primitive_attr with(post_ops after) {
        primitive_attr attributes = new primitive_attr();
        attributes.set_scratchpad_mode(scratchpad_mode.user);
        attributes.set_post_ops(after);
        return attributes;
    }

    /** True if the CPU multiplies in bfloat16 by instructions of its own. */
    static boolean multipliesBfloat16() {
        return (dnnl.dnnl_get_effective_cpu_isa() & BFLOAT16) == BFLOAT16;
    }

    static String version() {
        dnnl_version_t version = dnnl.dnnl_version();
        return version.major() + "." + version.minor() + "." + version.patch();
    }

    /** An array as ND4J has it, its elements one after the other in c order. */
    static memory.desc plain(long... shape) {
        return plain(DataType.FLOAT, shape);
    }

    /** An array of some type as ND4J has it. */
    static memory.desc plain(DataType type, long... shape) {
        return described(
                type,
                switch (shape.length) {
                    case 1 -> memory.format_tag.a;
                    case 2 -> memory.format_tag.ab;
                    case 4 -> memory.format_tag.abcd;
                    case 5 -> memory.format_tag.abcde;
                    default -> throw new IllegalArgumentException("no kernel takes an array of rank " + shape.length);
                },
                shape);
    }

    /** Feature maps in blocks of as many channels as this CPU's vectors hold numbers. */
    static memory.desc blocked(DataType type, MapsShape shape) {
        return described(type, BLOCK == 16 ? memory.format_tag.aBcd16b : memory.format_tag.aBcd8b, shape.array());
    }

    /** An array whose layout the primitive chooses. */
    static memory.desc any(DataType type, long... shape) {
        return described(type, memory.format_tag.any, shape);
    }

    private static memory.desc described(DataType type, memory.format_tag layout, long... shape) {
        return new memory.desc(shape, number(type), layout);
    }

    /** The type of numbers in oneDNN's terms. */
    static memory.data_type number(DataType type) {
        return switch (type) {
            case FLOAT -> memory.data_type.f32;
            case BFLOAT16 -> memory.data_type.bf16;
            default -> throw new IllegalArgumentException("no kernel takes numbers of type " + type);
        };
    }
}
