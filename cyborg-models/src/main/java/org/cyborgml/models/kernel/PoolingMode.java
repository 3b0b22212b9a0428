package org.cyborgml.models.kernel;

/** Reductions of a pooling's window to one value. */
public enum PoolingMode {

    /** The largest; padding never counts. */
    MAX,

    /** The mean, with padding counted as zeros: PyTorch's {@code count_include_pad=True}, its default. */
    AVERAGE,

    /** The mean of the cells inside the maps: PyTorch's {@code count_include_pad=False}. */
    AVERAGE_INSIDE
}
