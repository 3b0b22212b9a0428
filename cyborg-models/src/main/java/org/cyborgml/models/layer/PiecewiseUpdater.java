package org.cyborgml.models.layer;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;

/** Makes the steps of a network in pieces of its parameters that are updated alike. */
abstract class PiecewiseUpdater extends ComputationGraphUpdater {

    /** Copies of the settings that the pieces were made by. */
    private List<IUpdater> known = List.of();

    /** Where the parameters were then. */
    private long address;

    PiecewiseUpdater(ComputationGraph graph, @Nullable INDArray state) {
        super(graph, state);
    }

    /**
     * Makes the pieces.
     *
     * @param pieces the network's parameters by their settings
     */
    abstract void group(UpdatePieces pieces);

    /** Makes the pieces again if a setting has changed or the parameters have moved. */
    final void groupIfChanged() {
        List<IUpdater> settings = getUpdaterBlocks().stream()
                .map(block -> block.getGradientUpdater().getConfig())
                .toList();
        long now = getParams().data().address();
        if (settings.equals(known) && now == address) {
            return;
        }
        UpdatePieces pieces =
                UpdatePieces.of(getNetwork(), getUpdaterBlocks()).orElseThrow(PiecewiseUpdater::unknownSetting);
        try (MemoryWorkspace scope = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            group(pieces);
        }
        known = settings.stream().map(IUpdater::clone).toList();
        address = now;
    }

    static IllegalStateException unknownSetting() {
        return new IllegalStateException("the network got a setting after NetworkUpdater.use that its updater does not"
                + " know: set it before, and call NetworkUpdater.use then");
    }

    /** Compares the state only: DL4J's method also asks for the same class, but all these classes compute the same. */
    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof ComputationGraphUpdater that
                && getStateViewArray() != null
                && getStateViewArray().equals(that.getStateViewArray());
    }

    @Override
    public final int hashCode() {
        return super.hashCode();
    }
}
