package org.cyborgml.models.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Upsampling of maps on a device by a kernel of the host. */
final class HostUpsampling implements UpsamplingKernel {

    private final UpsamplingKernel kernel;
    private final Kernels device;

    HostUpsampling(UpsamplingKernel kernel, Kernels device) {
        this.kernel = kernel;
        this.device = device;
    }

    @Override
    public void forward(INDArray input, INDArray output) {
        try (HostArrays arrays = new HostArrays(device)) {
            kernel.forward(arrays.in(input), arrays.out(output));
        }
    }

    @Override
    public void backward(INDArray gradOutput, INDArray gradInput) {
        try (HostArrays arrays = new HostArrays(device)) {
            kernel.backward(arrays.in(gradOutput), arrays.out(gradInput));
        }
    }
}
