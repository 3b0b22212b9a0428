package org.cyborgml.models.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Batch norm of maps on a device by a kernel of the host. */
final class HostBatchNorm implements BatchNormKernel {

    private final BatchNormKernel kernel;
    private final Kernels device;

    HostBatchNorm(BatchNormKernel kernel, Kernels device) {
        this.kernel = kernel;
        this.device = device;
    }

    @Override
    public void forwardInference(
            INDArray input, INDArray weight, INDArray bias, INDArray mean, INDArray variance, INDArray output) {
        try (HostArrays arrays = new HostArrays(device)) {
            kernel.forwardInference(arrays.in(input), weight, bias, mean, variance, arrays.out(output));
        }
    }

    @Override
    public void forwardTraining(
            INDArray input, INDArray weight, INDArray bias, INDArray mean, INDArray variance, INDArray output) {
        try (HostArrays arrays = new HostArrays(device)) {
            kernel.forwardTraining(arrays.in(input), weight, bias, mean, variance, arrays.out(output));
        }
    }

    @Override
    public void backward(
            INDArray input,
            INDArray output,
            INDArray weight,
            INDArray bias,
            INDArray mean,
            INDArray variance,
            INDArray gradOutput,
            INDArray gradInput,
            INDArray gradWeight,
            INDArray gradBias) {
        try (HostArrays arrays = new HostArrays(device)) {
            kernel.backward(
                    arrays.in(input),
                    arrays.in(output),
                    weight,
                    bias,
                    mean,
                    variance,
                    arrays.in(gradOutput),
                    arrays.out(gradInput),
                    gradWeight,
                    gradBias);
        }
    }
}
