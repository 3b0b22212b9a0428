package org.cyborgml.models.cuda;

/** Type of the numbers of feature maps on a device; to DL4J they are all FLOAT. */
public enum MapElement {

    /** 32 bits. */
    FLOAT(Float.BYTES, "", 0),

    /** The upper 16 bits of a float. */
    BFLOAT16(Short.BYTES, "Bf16", 9);

    private final int bytes;
    private final String suffix;

    /** A value of cudnnDataType_t. */
    private final int code;

    MapElement(int bytes, String suffix, int code) {
        this.bytes = bytes;
        this.suffix = suffix;
        this.code = code;
    }

    /**
     * Size of a number.
     *
     * @return bytes
     */
    public int bytes() {
        return bytes;
    }

    /**
     * The kernel of kernels.cu for maps of these numbers.
     *
     * @param ofFloats name of the kernel for maps of floats
     * @return its name
     */
    public String kernel(String ofFloats) {
        return ofFloats + suffix;
    }

    int code() {
        return code;
    }
}
