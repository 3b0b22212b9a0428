package org.cyborgml.models.kernel;

import org.nd4j.linalg.api.buffer.DataType;

/** Kernels made of ND4J's operations: for every backend and every precision. */
final class Nd4jKernels implements Kernels {

    private final String remark;

    /** The set. */
    Nd4jKernels() {
        this("");
    }

    /** The set with a remark on why it is this one. */
    Nd4jKernels(String remark) {
        this.remark = remark;
    }

    @Override
    public ConvolutionKernel convolution(Window window, int groups, DataType type) {
        ConvolutionKernel kernel =
                groups == 1 ? new Nd4jConvolution(window) : new Nd4jGroupedConvolution(window, groups);
        return window.extraPadding() == 0 ? kernel : new Nd4jExtraPadding(kernel, window.extraPadding());
    }

    @Override
    public BatchNormKernel batchNorm(FusedActivation activation, double eps, DataType type) {
        return new Nd4jBatchNorm(activation, eps);
    }

    @Override
    public PoolingKernel pooling(PoolingMode mode, Window window, Rounding rounding, DataType type) {
        return new Nd4jPooling(mode, window);
    }

    @Override
    public SumKernel sum(FusedActivation activation, DataType type) {
        return new Nd4jSum(activation);
    }

    @Override
    public ConcatenationKernel concatenation(DataType type) {
        return new Nd4jConcatenation();
    }

    @Override
    public String toString() {
        return "ND4J operations" + (remark.isEmpty() ? "" : " (" + remark + ")");
    }
}
