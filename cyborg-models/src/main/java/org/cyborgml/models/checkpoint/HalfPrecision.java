package org.cyborgml.models.checkpoint;

/** IEEE 754 half precision (binary16): one sign bit, five of exponent, ten of fraction. */
final class HalfPrecision {

    private static final int EXPONENT = 0x7c00;
    private static final int FRACTION = 0x03ff;
    private static final float SMALLEST_SUBNORMAL = 0x1p-24f;

    /** Added to an exponent in its place in a float: turns the bias of 15 into one of 127. */
    private static final int REBIAS = (127 - 15) << 23;

    private HalfPrecision() {}

    /** Exact: every half precision number is a float; a NaN keeps its sign and payload. */
    static float toFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = half & EXPONENT;
        int fraction = half & FRACTION;
        if (exponent == 0) {
            float magnitude = fraction * SMALLEST_SUBNORMAL;
            return sign == 0 ? magnitude : -magnitude;
        }
        if (exponent == EXPONENT) {
            return Float.intBitsToFloat(sign | 0x7f800000 | fraction << 13);
        }
        return Float.intBitsToFloat(sign | (((exponent | fraction) << 13) + REBIAS));
    }
}
