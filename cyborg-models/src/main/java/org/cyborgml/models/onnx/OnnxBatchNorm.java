package org.cyborgml.models.onnx;

import java.util.Locale;

/** Batch norms in an ONNX file. */
public enum OnnxBatchNorm {

    /**
     * Multiplied into the weights of the convolution before, where nothing else reads that convolution's output: fewer operators and
     * the same results up to rounding.
     */
    FOLDED,

    /** Operators of their own, with the network's own weights. */
    KEPT;

    /** The name in small letters. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
