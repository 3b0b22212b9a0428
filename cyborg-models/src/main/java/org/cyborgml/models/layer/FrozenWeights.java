package org.cyborgml.models.layer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cyborgml.models.kernel.Kernels;
import org.cyborgml.models.kernel.ResidentArray;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Says that a network's parameters stay what they are until this is closed, as they do while images are scored. Its layers of
 * this package then do once what depends on parameters alone: oneDNN's convolutions want the weights in a layout of their
 * own, and bringing them there takes a fifth of inference on a single image. The copies take as much memory as the
 * parameters.
 *
 * <pre>{@code
 * try (FrozenWeights frozen = FrozenWeights.of(network)) {
 *     for (INDArray batch : batches) {
 *         network.output(false, batch);
 *     }
 * }
 * }</pre>
 *
 * <p>Results are the same to the last bit. Training before it is closed is refused; what comes of parameters that are assigned
 * to meanwhile is not defined.
 */
public final class FrozenWeights implements AutoCloseable {

    private final List<MapsLayerRuntime> layers;

    /** The parameters where the kernels like them. */
    private final Optional<ResidentArray> resident;

    private FrozenWeights(List<MapsLayerRuntime> layers, Optional<ResidentArray> resident) {
        this.layers = layers;
        this.resident = resident;
    }

    /**
     * Freezes a network. The last one made for a network counts.
     *
     * @param network an initialised network with any layers
     * @return to be closed by the same thread that runs the network, before its parameters change
     */
    public static FrozenWeights of(ComputationGraph network) {
        FrozenWeights frozen = new FrozenWeights(
                Arrays.stream(network.getLayers())
                        .filter(MapsLayerRuntime.class::isInstance)
                        .map(MapsLayerRuntime.class::cast)
                        .toList(),
                Kernels.current().resident(network.params()));
        frozen.layers.forEach(MapsLayerRuntime::freeze);
        return frozen;
    }

    @Override
    public void close() {
        layers.forEach(MapsLayerRuntime::thaw);
        resident.ifPresent(ResidentArray::close);
    }
}
