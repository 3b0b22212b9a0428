package org.cyborgml.models.kernel;

import org.nd4j.linalg.api.buffer.DataType;

/**
 * A set of kernels: one way to compute every layer of {@link org.cyborgml.models.layer}.
 *
 * <p>Which one a network uses is settled when it is made. {@link #use} chooses, else the system property
 * {@value #PROPERTY} with the values {@code auto}, {@code onednn} and {@code nd4j} (see {@link KernelSet}), else it is
 * automatic: oneDNN where it can be had, ND4J's operations elsewhere. oneDNN needs {@code org.bytedeco:dnnl} and
 * {@code org.bytedeco:opencl} on the class path with their native libraries, and ND4J's CPU backend.
 */
public interface Kernels {

    /** Name of the system property. */
    String PROPERTY = "org.cyborgml.kernels";

    /**
     * A kernel for one convolution layer.
     *
     * @param window size, stride and padding
     * @param groups into how many groups the channels are split, at least 1; as many as channels makes it depthwise
     * @param type the network's data type
     * @return a new kernel
     */
    ConvolutionKernel convolution(Window window, int groups, DataType type);

    /**
     * A kernel for one batch norm layer.
     *
     * @param activation what follows it in the same layer
     * @param eps added to the variance, above 0
     * @param type the network's data type
     * @return a new kernel
     */
    BatchNormKernel batchNorm(FusedActivation activation, double eps, DataType type);

    /**
     * A kernel for one pooling layer.
     *
     * @param mode what is made of the cells of a window
     * @param window size, stride and padding, the padding no larger than half the size
     * @param rounding what becomes of cells that the last whole window leaves over
     * @param type the network's data type
     * @return a new kernel
     */
    PoolingKernel pooling(PoolingMode mode, Window window, Rounding rounding, DataType type);

    /**
     * A kernel for one sum of feature maps, or for one ReLU, which is a sum of one.
     *
     * @param activation what follows it
     * @param type the network's data type
     * @return a new kernel
     */
    SumKernel sum(FusedActivation activation, DataType type);

    /**
     * A kernel for one concatenation of feature maps.
     *
     * @param type the network's data type
     * @return a new kernel
     */
    ConcatenationKernel concatenation(DataType type);

    /**
     * How many channels of a cell lie next to each other in the arrays that these kernels like best.
     *
     * @param type the network's data type
     * @return the block of {@link ChannelBlocks}, 1 for plain arrays
     */
    default int channelBlock(DataType type) {
        return 1;
    }

    /**
     * The set in use for new networks. Its text says what it is and, where a faster one could not be had, why.
     *
     * @return the set
     * @throws IllegalStateException if {@link KernelSet#ONEDNN} was asked for and cannot be had, or the system property
     *     has another value than those known
     */
    static Kernels current() {
        return KernelChoice.current();
    }

    /**
     * Chooses the set for networks made from now on, whatever the system property says.
     *
     * @param set the set
     * @throws IllegalStateException if it cannot be had; the choice stays as it was
     */
    static void use(KernelSet set) {
        KernelChoice.use(set);
    }
}
