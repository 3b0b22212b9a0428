package org.cyborgml.models.layer;

import org.cyborgml.models.kernel.Kernels;
import org.cyborgml.optim.DirectUpdater;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Chooses how a network's training steps are made. */
public final class NetworkUpdater {

    private NetworkUpdater() {}

    /**
     * Has a network updated where its kernels compute: on a device, where its parameters, their gradient and the
     * updater's state then stay, or on the host: in mixed precision by fewer passes over the parameters, else by {@link
     * DirectUpdater}. The updater's state stays what it is, and is made if there is none yet. To be called before training.
     *
     * <p>The host's parameters are those of the last step whenever {@code fit} has returned, and the updater's state is when
     * it is asked for. Parameters that are set on the host later reach the device if their first, middle or last number
     * changes; a step from others that were changed is refused with an IllegalStateException.
     *
     * @param graph an initialised network
     */
    public static void use(ComputationGraph graph) {
        use(graph, HostParameters.AFTER_EACH_STEP);
    }

    /**
     * As {@link #use(ComputationGraph)}, with a choice of when the host's parameters follow those of a device; where the
     * network computes on the host they are always those of the last step.
     *
     * @param graph an initialised network
     * @param onHost when they follow
     */
    public static void use(ComputationGraph graph, HostParameters onHost) {
        Kernels kernels = PassArrays.kernels(graph);
        if (!DeviceUpdater.use(graph, kernels, onHost) && !FusedUpdater.use(graph, kernels)) {
            DirectUpdater.use(graph);
        }
    }

    /**
     * Brings the parameters of the last step to the host, if they are not there.
     *
     * @param graph any network
     * @throws IllegalStateException if parameters were changed on the host meanwhile
     */
    public static void download(ComputationGraph graph) {
        if (graph.getUpdater(false) instanceof DeviceUpdater updater) {
            updater.download();
        }
    }
}
