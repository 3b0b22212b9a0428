package org.cyborgml.models.kernel;

import org.nd4j.linalg.api.buffer.DataType;

/** Kernels made of oneDNN's primitives where the data type is float; ND4J's operations for other types. */
final class OneDnnKernels implements Kernels {

    private final Kernels otherwise = new Nd4jKernels();

    @Override
    public ConvolutionKernel convolution(Window window, int groups, DataType type) {
        if (type != DataType.FLOAT) {
            return otherwise.convolution(window, groups, type);
        }
        return OneDnnWideDepthwise.isFor(window, groups)
                ? new OneDnnWideDepthwise(window, groups)
                : new OneDnnConvolution(window, groups);
    }

    @Override
    public BatchNormKernel batchNorm(FusedActivation activation, double eps, DataType type) {
        if (type != DataType.FLOAT) {
            return otherwise.batchNorm(activation, eps, type);
        }
        return activation == FusedActivation.SWISH
                ? new OneDnnSwishBatchNorm(eps)
                : new OneDnnBatchNorm(activation, eps);
    }

    @Override
    public PoolingKernel pooling(PoolingMode mode, Window window, Rounding rounding, DataType type) {
        if (type == DataType.FLOAT && OneDnnPooling.knows(mode, rounding)) {
            return new OneDnnPooling(mode, window);
        }
        PoolingKernel plain = otherwise.pooling(mode, window, rounding, type);
        return type == DataType.FLOAT ? new PlainLayoutPooling(plain) : plain;
    }

    @Override
    public SumKernel sum(FusedActivation activation, DataType type) {
        return type == DataType.FLOAT ? new OneDnnSum(activation) : otherwise.sum(activation, type);
    }

    @Override
    public ConcatenationKernel concatenation(DataType type) {
        return type == DataType.FLOAT ? new OneDnnConcatenation() : otherwise.concatenation(type);
    }

    @Override
    public PerMapKernel perMap(DataType type) {
        return type == DataType.FLOAT ? new OneDnnPerMap() : otherwise.perMap(type);
    }

    @Override
    public UpsamplingKernel upsampling(DataType type) {
        return type == DataType.FLOAT ? new OneDnnUpsampling() : otherwise.upsampling(type);
    }

    @Override
    public int channelBlock(DataType type) {
        return type == DataType.FLOAT ? OneDnn.BLOCK : otherwise.channelBlock(type);
    }

    @Override
    public String toString() {
        return "oneDNN " + OneDnn.version() + " (float), " + otherwise + " (other types)";
    }
}
