package org.cyborgml.models.kernel;

import org.nd4j.linalg.api.buffer.DataType;

/** A set of kernels: one way to compute every layer of {@link org.cyborgml.models.layer}. */
public interface Kernels {

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
    BatchNormKernel batchNorm(Rectification activation, double eps, DataType type);

    /**
     * The set in use for new networks.
     *
     * @return the set that fits this machine best
     */
    static Kernels current() {
        return new Nd4jKernels();
    }
}
