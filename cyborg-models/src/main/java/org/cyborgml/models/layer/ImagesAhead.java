package org.cyborgml.models.layer;

import java.util.function.Consumer;
import org.cyborgml.models.kernel.Kernels;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies the images of coming batches to where a network computes, while it computes. */
public final class ImagesAhead {

    private ImagesAhead() {}

    /**
     * Copies for a network.
     *
     * @param network an initialised network
     * @return takes the images of a batch that the network will be given soon, the same array, whose numbers stay as they are
     *     until then; may be called by any thread, and does nothing where the network computes on the host
     */
    public static Consumer<INDArray> of(ComputationGraph network) {
        Kernels kernels = PassArrays.kernels(network);
        return kernels::uploadAhead;
    }
}
