package org.cyborgml.models.cuda;

import com.sun.jna.Memory;

/**
 * The answers of cuDNN on which algorithms compute a convolution, best first: an array of cudnnConvolutionFwdAlgoPerf_t or of
 * one of its two siblings, which are alike.
 */
final class CudnnAlgorithms {

    /** Room for so many; cuDNN has fewer. */
    static final int WANTED = 10;

    private static final int BYTES = 48;
    private static final int STATUS = 4;
    private static final int MEMORY = 16;
    private static final int DETERMINISM = 24;
    private static final int MATH_TYPE = 28;

    private static final int TENSOR_CORES = 1;
    private static final int TENSOR_CORES_WITH_CONVERSION = 2;

    final Memory results = new Memory((long) BYTES * WANTED);
    final int[] returned = new int[1];

    /** An algorithm and the workspace that it needs. */
    record Choice(int algorithm, long workspace) {}

    private int field(int result, int offset) {
        return results.getInt((long) result * BYTES + offset);
    }

    /** Demands on an algorithm: precision, determinism, bytes of workspace at most, and a code that it must not have. */
    record Wish(ConvolutionMath math, ConvolutionSearch search, long mostMemory, int unwanted) {}

    private boolean isFit(int result, Wish wish) {
        int ofResult = field(result, MATH_TYPE);
        return field(result, STATUS) == 0
                && field(result, 0) != wish.unwanted
                && (wish.search == ConvolutionSearch.FASTEST || field(result, DETERMINISM) == 1)
                && (wish.math != ConvolutionMath.FLOAT32
                        || (ofResult != TENSOR_CORES && ofResult != TENSOR_CORES_WITH_CONVERSION));
    }

    /** The first that is as wished. */
    Choice best(Wish wish, String what) {
        for (int i = 0; i < returned[0]; i++) {
            long memory = results.getLong((long) i * BYTES + MEMORY);
            if (isFit(i, wish) && memory <= wish.mostMemory) {
                return new Choice(field(i, 0), memory);
            }
        }
        throw new CudaException("cuDNN has no algorithm for " + what + " within " + (wish.mostMemory >> 20) + " MiB");
    }
}
