package org.cyborgml.optim;

import java.util.Map;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Updates a network's parameters as DL4J's updater does, with the same bits, in less time and with fewer objects.
 *
 * <p>DL4J M2.1 has a fast path for the network's own gradient, but never takes it: it compares the gradient with a fresh
 * view of the same array, by identity. On the slow path it creates six views of every parameter in every step, half of all
 * objects created while a DenseNet121 trains.
 */
public final class DirectUpdater extends ComputationGraphUpdater {

    private final INDArray params;

    private DirectUpdater(ComputationGraph graph, @Nullable INDArray state) {
        super(graph, state);
        this.params = graph.params();
    }

    /**
     * Installs this updater in a network. The state of the network's present updater, such as the momentum, is kept; if
     * there is none yet, it is created. Call this before training. If the network's parameters later move to another array
     * ({@code init} or {@code setParamsViewArray}), DL4J's own steps are used again.
     *
     * @param graph an initialised network
     */
    public static void use(ComputationGraph graph) {
        ComputationGraphUpdater known = graph.getUpdater(false);
        if (known instanceof DirectUpdater) {
            return;
        }
        try (MemoryWorkspace scope = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            graph.setUpdater(new DirectUpdater(graph, known == null ? null : known.getStateViewArray()));
        }
    }

    @Override
    public synchronized void update(
            Gradient gradient, int iteration, int epoch, int batchSize, LayerWorkspaceMgr workspaceMgr) {
        INDArray own = getFlattenedGradientsView();
        boolean isOwn = isSame(gradient.gradient(), own) && isSame(getParams(), params);
        super.update(isOwn ? new OwnGradient(gradient, own) : gradient, iteration, epoch, batchSize, workspaceMgr);
    }

    /** True if two arrays are views of the same memory. */
    private static boolean isSame(INDArray a, INDArray b) {
        return a.data().address() == b.data().address() && a.offset() == b.offset() && a.length() == b.length();
    }

    /** Compares the state only: DL4J's method also asks for the same class, but both classes compute the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ComputationGraphUpdater that
                && getStateViewArray() != null
                && getStateViewArray().equals(that.getStateViewArray());
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    /** A gradient whose array is the network's own, so that DL4J recognises it. */
    private static final class OwnGradient extends DefaultGradient {

        private static final long serialVersionUID = 1L;

        private final transient Gradient parts;
        private final transient INDArray whole;

        OwnGradient(Gradient parts, INDArray whole) {
            super(whole);
            this.parts = parts;
            this.whole = whole;
        }

        @Override
        public INDArray gradient() {
            return whole;
        }

        @Override
        public Map<String, INDArray> gradientForVariable() {
            return parts.gradientForVariable();
        }
    }
}
