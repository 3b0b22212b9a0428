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

    private boolean isFit(int result, ConvolutionMath math, ConvolutionSearch search) {
        int ofResult = field(result, MATH_TYPE);
        return field(result, STATUS) == 0
                && (search == ConvolutionSearch.FASTEST || field(result, DETERMINISM) == 1)
                && (math == ConvolutionMath.TF32
                        || (ofResult != TENSOR_CORES && ofResult != TENSOR_CORES_WITH_CONVERSION));
    }

    /** The first that computes as asked for and needs no more memory than that. */
    Choice best(ConvolutionMath math, ConvolutionSearch search, long mostMemory, String what) {
        for (int i = 0; i < returned[0]; i++) {
            long memory = results.getLong((long) i * BYTES + MEMORY);
            if (isFit(i, math, search) && memory <= mostMemory) {
                return new Choice(field(i, 0), memory);
            }
        }
        throw new CudaException("cuDNN has no algorithm for " + what + " within " + (mostMemory >> 20) + " MiB");
    }
}
