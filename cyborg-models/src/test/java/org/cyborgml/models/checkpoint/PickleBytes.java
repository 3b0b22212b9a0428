package org.cyborgml.models.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes pickles opcode by opcode, also those that Python would never write. */
final class PickleBytes {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PickleBytes op(int... opcodes) {
        for (int opcode : opcodes) {
            out.write(opcode);
        }
        return this;
    }

    PickleBytes text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return op('X').little(bytes.length, 4).raw(bytes);
    }

    PickleBytes number(long value) {
        return op(0x8a, 8).little(value, 8);
    }

    PickleBytes global(String module, String name) {
        return op('c').raw((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
    }

    PickleBytes numbers(long... values) {
        op('(');
        for (long value : values) {
            number(value);
        }
        return op('t');
    }

    PickleBytes storage(String type, String key, long elements) {
        op('(').text("storage").global("torch", type).text(key).text("cpu").number(elements);
        return op('t', 'Q');
    }

    /** A float tensor of storage "0". */
    PickleBytes tensor(long storageElements, long offset, long[] shape, long[] strides) {
        global("torch._utils", "_rebuild_tensor_v2").op('(').storage("FloatStorage", "0", storageElements);
        return number(offset).numbers(shape).numbers(strides).op(0x89, '}', 't', 'R');
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private PickleBytes little(long value, int size) {
        for (int i = 0; i < size; i++) {
            out.write((int) (value >> (8 * i)));
        }
        return this;
    }

    PickleBytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** A dict of one entry "w", which the caller's opcodes make. */
    static byte[] dictOf(PickleBytes value) {
        return new PickleBytes()
                .op(0x80, 2, '}')
                .text("w")
                .raw(value.bytes())
                .op('s', '.')
                .bytes();
    }
}
