package org.cyborgml.models.kernel;

import java.util.Optional;
import java.util.function.Supplier;
import org.cyborgml.layer.ClosedFormRuntime;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Kernels made of oneDNN's primitives where the data type is float; ND4J's operations for other types. In mixed precision,
 * maps in blocks are bfloat16, and convolutions multiply in it.
 */
final class OneDnnKernels implements Kernels {

    private final Kernels otherwise = new Nd4jKernels();

    /** Type of maps in blocks. */
    private final DataType maps;

    /**
     * Kernels of one precision.
     *
     * @param maps float, or bfloat16 where the CPU multiplies in it
     */
    OneDnnKernels(DataType maps) {
        this.maps = maps;
    }

    @Override
    public DataType mapsType(DataType type) {
        return type == DataType.FLOAT ? maps : type;
    }

    @Override
    public ConvolutionKernel convolution(Window window, int groups, DataType type) {
        if (type != DataType.FLOAT) {
            return otherwise.convolution(window, groups, type);
        }
        return maps == DataType.FLOAT && OneDnnWideDepthwise.isFor(window, groups)
                ? new OneDnnWideDepthwise(window, groups)
                : new OneDnnConvolution(maps, window, groups);
    }

    @Override
    public BatchNormKernel batchNorm(FusedActivation activation, double eps, DataType type) {
        if (type != DataType.FLOAT) {
            return otherwise.batchNorm(activation, eps, type);
        }
        return activation == FusedActivation.SWISH
                ? inFloat("batch norm with swish", () -> new OneDnnSwishBatchNorm(eps))
                : new OneDnnBatchNorm(activation, eps);
    }

    @Override
    public PoolingKernel pooling(PoolingMode mode, Window window, Rounding rounding, DataType type) {
        if (type == DataType.FLOAT && OneDnnPooling.knows(mode, rounding)) {
            return new OneDnnPooling(mode, window);
        }
        PoolingKernel plain = otherwise.pooling(mode, window, rounding, type);
        return type == DataType.FLOAT ? new PlainLayoutPooling(plain, type) : plain;
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
        return type == DataType.FLOAT ? inFloat("scaling of maps", OneDnnPerMap::new) : otherwise.perMap(type);
    }

    @Override
    public UpsamplingKernel upsampling(DataType type) {
        return type == DataType.FLOAT ? inFloat("upsampling", OneDnnUpsampling::new) : otherwise.upsampling(type);
    }

    /** A kernel that takes maps of floats alone. */
    private <K> K inFloat(String what, Supplier<K> kernel) {
        if (maps != DataType.FLOAT) {
            throw new NoKernelException(
                    "the CPU's bf16 kernels have no " + what + ", so this network cannot be made in bf16: use fp32");
        }
        return kernel.get();
    }

    @Override
    public int channelBlock(DataType type) {
        return type == DataType.FLOAT ? OneDnn.BLOCK : otherwise.channelBlock(type);
    }

    @Override
    public void copy(INDArray from, INDArray to) {
        if (from.dataType() == to.dataType()) {
            Kernels.super.copy(from, to);
        } else {
            OneDnnCopy.copy(ClosedFormRuntime.plain(from), to);
        }
    }

    /** In float the steps stay what they were, to the last bit. */
    @Override
    public Optional<MomentumStep> momentumStep(DataType type) {
        return mapsType(type) == DataType.BFLOAT16 ? Optional.of(new OneDnnMomentumStep()) : Optional.empty();
    }

    @Override
    public String toString() {
        return "oneDNN " + OneDnn.version() + (maps == DataType.FLOAT ? " (float), " : " (bfloat16 and float), ")
                + otherwise + " (other types)";
    }
}
