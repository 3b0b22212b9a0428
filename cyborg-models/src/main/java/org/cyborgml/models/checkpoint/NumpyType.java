package org.cyborgml.models.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@code numpy.dtype} of plain numbers; its byte order comes after its making. */
final class NumpyType {

    /** Kinds of elements, by their conversion to numbers. */
    private enum Kind {
        BOOL(1, bytes -> bytes.get() != 0),
        I8(1, bytes -> (long) bytes.get()),
        I16(2, bytes -> (long) bytes.getShort()),
        I32(4, bytes -> (long) bytes.getInt()),
        I64(8, ByteBuffer::getLong),
        U8(1, bytes -> (long) Byte.toUnsignedInt(bytes.get())),
        U16(2, bytes -> (long) Short.toUnsignedInt(bytes.getShort())),
        U32(4, bytes -> Integer.toUnsignedLong(bytes.getInt())),
        F16(2, bytes -> (double) HalfPrecision.toFloat(bytes.getShort())),
        F32(4, bytes -> (double) bytes.getFloat()),
        F64(8, ByteBuffer::getDouble);

        private final int bytes;

        @SuppressWarnings("ImmutableEnumChecker") // functions without a state
        private final Decoder decoder;

        Kind(int bytes, Decoder decoder) {
            this.bytes = bytes;
            this.decoder = decoder;
        }
    }

    /** Takes one element from a buffer. */
    @FunctionalInterface
    private interface Decoder {
        Object decode(ByteBuffer bytes);
    }

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("b1", Kind.BOOL),
            Map.entry("i1", Kind.I8),
            Map.entry("i2", Kind.I16),
            Map.entry("i4", Kind.I32),
            Map.entry("i8", Kind.I64),
            Map.entry("u1", Kind.U8),
            Map.entry("u2", Kind.U16),
            Map.entry("u4", Kind.U32),
            Map.entry("f2", Kind.F16),
            Map.entry("f4", Kind.F32),
            Map.entry("f8", Kind.F64));

    private final Kind kind;
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

    private NumpyType(Kind kind) {
        this.kind = kind;
    }

    /** The type of a name, null if it is not one of numbers. */
    static @Nullable NumpyType named(String name) {
        Kind kind = KINDS.get(name);
        return kind == null ? null : new NumpyType(kind);
    }

    void setOrder(ByteCursor place, String name) throws CheckpointException {
        this.order = switch (name) {
            case "<", "|", "=" -> ByteOrder.LITTLE_ENDIAN;
            case ">" -> ByteOrder.BIG_ENDIAN;
            default ->
                throw place.error(
                        "numpy.dtype has the byte order " + CheckpointException.quote(name) + ": must be <, >, | or =");
        };
    }

    Object number(ByteCursor place, PickleBlob element) throws CheckpointException {
        if (element.content().length != kind.bytes) {
            throw place.error("a number of numpy has " + element + ": must have " + kind.bytes + " for " + kind);
        }
        return kind.decoder.decode(ByteBuffer.wrap(element.content()).order(order));
    }

    @Override
    public String toString() {
        return "a numpy.dtype";
    }
}
