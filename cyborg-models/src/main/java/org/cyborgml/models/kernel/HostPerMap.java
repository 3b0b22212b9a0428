package org.cyborgml.models.kernel;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Numbers of maps on a device by a kernel of the host. */
final class HostPerMap implements PerMapKernel {

    private final PerMapKernel kernel;
    private final Kernels device;

    HostPerMap(PerMapKernel kernel, Kernels device) {
        this.kernel = kernel;
        this.device = device;
    }

    @Override
    public void means(INDArray maps, INDArray means) {
        try (HostArrays arrays = new HostArrays(device)) {
            kernel.means(arrays.in(maps), means);
        }
    }

    @Override
    public void products(INDArray maps, INDArray others, INDArray sums) {
        try (HostArrays arrays = new HostArrays(device)) {
            kernel.products(arrays.in(maps), arrays.in(others), sums);
        }
    }

    @Override
    public void scale(INDArray maps, INDArray factors, @Nullable INDArray summands, INDArray result) {
        try (HostArrays arrays = new HostArrays(device)) {
            kernel.scale(arrays.in(maps), factors, summands, arrays.out(result));
        }
    }
}
