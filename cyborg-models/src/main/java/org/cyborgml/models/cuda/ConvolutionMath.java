package org.cyborgml.models.cuda;

/** Precision in which a convolution multiplies; it adds up in float, and reads and writes float. */
public enum ConvolutionMath {

    /** Multiplies in float. */
    FLOAT32(3),

    /** May round factors to TF32, 10 bits of mantissa, where the GPU has tensor cores for it. */
    TF32(0);

    /** A value of cudnnMathType_t: CUDNN_FMA_MATH, CUDNN_DEFAULT_MATH. */
    private final int code;

    ConvolutionMath(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
