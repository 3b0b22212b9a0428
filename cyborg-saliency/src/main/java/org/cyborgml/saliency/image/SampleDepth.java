package org.cyborgml.saliency.image;

/** The number of bits of a sample. */
public enum SampleDepth {
    /** Samples from 0 to 255. */
    EIGHT_BITS(1, 255),
    /** Samples from 0 to 65535. */
    SIXTEEN_BITS(2, 65535);

    private final int bytes;
    private final int maximum;

    SampleDepth(int bytes, int maximum) {
        this.bytes = bytes;
        this.maximum = maximum;
    }

    /**
     * The largest sample.
     *
     * @return 255 or 65535
     */
    public int maximum() {
        return maximum;
    }

    int bytes() {
        return bytes;
    }
}
