package org.cyborgml.models.kernel;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Convolution of maps on a device by a kernel of the host. */
final class HostConvolution implements ConvolutionKernel {

    private final ConvolutionKernel kernel;
    private final Kernels device;

    HostConvolution(ConvolutionKernel kernel, Kernels device) {
        this.kernel = kernel;
        this.device = device;
    }

    @Override
    public void forward(INDArray input, INDArray weight, @Nullable INDArray bias, INDArray output) {
        try (HostArrays arrays = new HostArrays(device)) {
            kernel.forward(arrays.in(input), weight, bias, arrays.out(output));
        }
    }

    @Override
    public void freeze() {
        kernel.freeze();
    }

    @Override
    public void thaw() {
        kernel.thaw();
    }

    @Override
    public void backward(
            INDArray input,
            INDArray weight,
            INDArray gradOutput,
            @Nullable INDArray gradInput,
            INDArray gradWeight,
            @Nullable INDArray gradBias) {
        try (HostArrays arrays = new HostArrays(device)) {
            kernel.backward(
                    arrays.in(input),
                    weight,
                    arrays.in(gradOutput),
                    gradInput == null ? null : arrays.out(gradInput),
                    gradWeight,
                    gradBias);
        }
    }
}
