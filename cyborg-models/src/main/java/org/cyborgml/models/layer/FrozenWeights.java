package org.cyborgml.models.layer;

import com.google.common.collect.MapMaker;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 *
 * <p>Several threads may freeze one network, and each closes its own: the weights are frozen until all are closed.
 */
public final class FrozenWeights implements AutoCloseable {

    /** Networks that are frozen, by identity; the holders keep them here. */
    private static final Map<ComputationGraph, Frozen> FROZEN =
            new MapMaker().weakKeys().weakValues().makeMap();

    private final ComputationGraph network;
    private final Frozen frozen;
    private boolean isClosed;

    private FrozenWeights(ComputationGraph network, Frozen frozen) {
        this.network = network;
        this.frozen = frozen;
    }

    /** A frozen network. Guarded by the network's monitor, which a pass holds too. */
    private static final class Frozen {

        private final List<MapsLayerRuntime> layers;

        /** The parameters where the kernels like them. */
        private final Optional<ResidentArray> resident;

        private int holders;

        Frozen(ComputationGraph network) {
            this.layers = Arrays.stream(network.getLayers())
                    .filter(MapsLayerRuntime.class::isInstance)
                    .map(MapsLayerRuntime.class::cast)
                    .toList();
            this.resident = PassArrays.kernels(network).resident(network.params());
            layers.forEach(MapsLayerRuntime::freeze);
        }

        void thaw() {
            layers.forEach(MapsLayerRuntime::thaw);
            resident.ifPresent(ResidentArray::close);
        }
    }

    /**
     * Freezes a network.
     *
     * @param network an initialised network with any layers
     * @return to be closed before the network's parameters change
     */
    public static FrozenWeights of(ComputationGraph network) {
        synchronized (network) {
            Frozen frozen = FROZEN.computeIfAbsent(network, Frozen::new);
            frozen.holders++;
            return new FrozenWeights(network, frozen);
        }
    }

    @Override
    public void close() {
        synchronized (network) {
            if (!isClosed && --frozen.holders == 0) {
                FROZEN.remove(network, frozen);
                frozen.thaw();
            }
            isClosed = true;
        }
    }
}
