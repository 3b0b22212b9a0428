package org.cyborgml.models.cuda;

/** Precision in which a convolution multiplies; it adds up in float. */
public enum ConvolutionMath {

    /** Multiplies floats. */
    FLOAT32(3, MapElement.FLOAT, 0),

    /** May round factors, which are floats, to TF32, 10 bits of mantissa, where the GPU has tensor cores for it. */
    TF32(0, MapElement.FLOAT, 80),

    /** Reads and writes bfloat16, maps and weights alike. */
    BFLOAT16(0, MapElement.BFLOAT16, 80);

    /** A value of cudnnMathType_t: CUDNN_FMA_MATH, CUDNN_DEFAULT_MATH. */
    private final int code;

    private final MapElement element;
    private final int firstCapability;

    ConvolutionMath(int code, MapElement element, int firstCapability) {
        this.code = code;
        this.element = element;
        this.firstCapability = firstCapability;
    }

    /**
     * The type of what it reads and writes.
     *
     * @return the type of all of its operands
     */
    public MapElement element() {
        return element;
    }

    int code() {
        return code;
    }

    /** Ten times the first compute capability that has it; 0 for all. */
    int firstCapability() {
        return firstCapability;
    }
}
