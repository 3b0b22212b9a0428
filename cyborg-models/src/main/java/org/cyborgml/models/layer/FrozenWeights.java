package org.cyborgml.models.layer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cyborgml.models.kernel.Kernels;
import org.cyborgml.models.kernel.ResidentArray;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Holds a network's parameters fixed until it is closed, for instance while images are scored. Layers of this package then
 * prepare their parameters once instead of in every pass: oneDNN's convolutions want the weights in a layout of their own,
 * and bringing them there takes a fifth of the time of inference on a single image. The prepared copies take as much memory
 * as the parameters.
 *
 * <pre>{@code
 * try (FrozenWeights frozen = FrozenWeights.of(network)) {
 *     for (INDArray batch : batches) {
 *         network.output(false, batch);
 *     }
 * }
 * }</pre>
 *
 * <p>Results are the same to the last bit. Training before it is closed is refused. Parameters must not be assigned to
 * meanwhile: results are undefined then.
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
     * Freezes a network. If this is called again for the same network, the last call counts.
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
