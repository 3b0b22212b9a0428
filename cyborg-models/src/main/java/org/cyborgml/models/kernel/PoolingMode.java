package org.cyborgml.models.kernel;

/** What a pooling makes of the cells of a window. */
public enum PoolingMode {

    /** The largest; padding never counts. */
    MAX,

    /** The mean, with padding counted as zeros: PyTorch's {@code count_include_pad=True}, its default. */
    AVERAGE,

    /** The mean of the cells inside the maps: PyTorch's {@code count_include_pad=False}. */
    AVERAGE_INSIDE
}
