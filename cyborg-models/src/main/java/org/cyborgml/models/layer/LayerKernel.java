package org.cyborgml.models.layer;

import java.util.function.Function;
import org.cyborgml.models.kernel.Kernels;
import org.cyborgml.models.kernel.NoKernelException;

/** Makes the kernels of layers. */
final class LayerKernel {

    private LayerKernel() {}

    /**
     * Makes a kernel of the set in use, which need not have every kernel.
     *
     * @param <K> the kind of kernel
     * @param layer its name
     * @param kernel makes it
     * @return the kernel
     * @throws NoKernelException if there is none; the message names the layer
     */
    static <K> K of(String layer, Function<Kernels, K> kernel) {
        try {
            return kernel.apply(Kernels.current());
        } catch (NoKernelException e) {
            throw new NoKernelException(layer, e);
        }
    }
}
