package org.cyborgml.models.checkpoint;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/** Number formats of tensors in files; the names are those that safetensors uses. */
public enum TensorType {
    /** IEEE 754 double precision. */
    F64(8),
    /** IEEE 754 single precision. */
    F32(4),
    /** IEEE 754 half precision. */
    F16(2),
    /** The upper half of a single precision number. */
    BF16(2),
    /** Signed, 64 bits. */
    I64(8),
    /** Signed, 32 bits. */
    I32(4),
    /** Signed, 16 bits. */
    I16(2),
    /** Signed, 8 bits. */
    I8(1),
    /** Unsigned, 64 bits. */
    U64(8),
    /** Unsigned, 32 bits. */
    U32(4),
    /** Unsigned, 16 bits. */
    U16(2),
    /** Unsigned, 8 bits. */
    U8(1),
    /** A truth value in 8 bits; what is not zero is true and reads as 1. */
    BOOL(1);

    private final int bytes;

    TensorType(int bytes) {
        this.bytes = bytes;
    }

    /**
     * The size of one element.
     *
     * @return 1, 2, 4 or 8 bytes
     */
    public int bytes() {
        return bytes;
    }

    /** Puts little-endian elements from a buffer's start into another. */
    void floats(ByteBuffer elements, FloatBuffer target, int count) {
        switch (this) {
            case F32 -> target.put(elements.asFloatBuffer().limit(count));
            case F16 -> {
                for (int i = 0; i < count; i++) {
                    target.put(HalfPrecision.toFloat(elements.getShort(2 * i)));
                }
            }
            case BF16 -> {
                for (int i = 0; i < count; i++) {
                    target.put(Float.intBitsToFloat(elements.getShort(2 * i) << 16));
                }
            }
            case I64 -> {
                // Not by way of a double, which would round twice.
                for (int i = 0; i < count; i++) {
                    target.put((float) elements.getLong(8 * i));
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    target.put((float) element(elements, i));
                }
            }
        }
    }

    /** Puts little-endian elements from a buffer's start into another. */
    void doubles(ByteBuffer elements, DoubleBuffer target, int count) {
        if (this == F64) {
            target.put(elements.asDoubleBuffer().limit(count));
            return;
        }
        for (int i = 0; i < count; i++) {
            target.put(element(elements, i));
        }
    }

    private double element(ByteBuffer elements, int index) {
        int at = index * bytes;
        return switch (this) {
            case F64 -> elements.getDouble(at);
            case F32 -> elements.getFloat(at);
            case F16 -> HalfPrecision.toFloat(elements.getShort(at));
            case BF16 -> Float.intBitsToFloat(elements.getShort(at) << 16);
            case I64 -> elements.getLong(at);
            case I32 -> elements.getInt(at);
            case I16 -> elements.getShort(at);
            case I8 -> elements.get(at);
            case U64 -> unsigned(elements.getLong(at));
            case U32 -> Integer.toUnsignedLong(elements.getInt(at));
            case U16 -> Short.toUnsignedInt(elements.getShort(at));
            case U8 -> Byte.toUnsignedInt(elements.get(at));
            case BOOL -> elements.get(at) == 0 ? 0 : 1;
        };
    }

    /** Halved so that it fits a long, the lost bit kept where rounding sees it. */
    private static double unsigned(long value) {
        return value >= 0 ? value : 2.0 * ((value >>> 1) | (value & 1));
    }
}
