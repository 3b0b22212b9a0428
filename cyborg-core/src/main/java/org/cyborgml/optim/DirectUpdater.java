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
 * DL4J's updater of a network without its detour: the same steps to the last bit, in less time and with less garbage.
 *
 * <p>M2.1 tells the network's own gradient from one that comes from elsewhere by the identity of arrays, but looks at a
 * fresh view of it, so it takes every gradient for a foreign one. For those it makes six new views of every parameter in
 * every step, which were half of all objects that training a DenseNet121 made.
 */
public final class DirectUpdater extends ComputationGraphUpdater {

    private final INDArray params;

    private DirectUpdater(ComputationGraph graph, @Nullable INDArray state) {
        super(graph, state);
        this.params = graph.params();
    }

    /**
     * Has a network updated by this class. Its updater's state, such as the momentum, stays what it is, and is made if there
     * is none yet. To be called before training; after the network's parameters have got another array ({@code init} or
     * {@code setParamsViewArray}), it goes DL4J's way.
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

    /** Whether two arrays show the same memory. */
    private static boolean isSame(INDArray a, INDArray b) {
        return a.data().address() == b.data().address() && a.offset() == b.offset() && a.length() == b.length();
    }

    /** DL4J's compares by class too, and this one does what that does. */
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

    /** A gradient that shows the network's very array. */
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
