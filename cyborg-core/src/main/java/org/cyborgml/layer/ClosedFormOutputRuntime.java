package org.cyborgml.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.samediff.SameDiffOutputLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs a {@link ClosedFormOutputLayer}. DL4J's own class would run a SameDiff definition, at some 10 ms a step, without label
 * masks or scores per sample.
 */
public abstract class ClosedFormOutputRuntime extends SameDiffOutputLayer {

    private final OneThread thread = new OneThread(1);

    /**
     * A runtime.
     *
     * @param conf the network's configuration of this layer
     * @param dataType the network's data type
     */
    protected ClosedFormOutputRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    /**
     * Computes the output for {@link #input}.
     *
     * @param workspaceMgr gives the array for the output
     * @return the output
     */
    protected abstract INDArray forward(LayerWorkspaceMgr workspaceMgr);

    /** Called when the input, the labels or their mask change, and what was computed of them is out of date. */
    protected abstract void forget();

    /**
     * The gradient of the loss, summed over samples, with respect to the input.
     *
     * @param epsilon not used
     */
    @Override
    public abstract Pair<Gradient, INDArray> backpropGradient(
            @Nullable INDArray epsilon, LayerWorkspaceMgr workspaceMgr);

    /** A score with the network's regularisation. */
    @Override
    public abstract double computeScore(double fullNetRegTerm, boolean training, LayerWorkspaceMgr workspaceMgr);

    @Override
    public final INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        thread.enter();
        try (MemoryWorkspace scope = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            assertInputSet(false);
            return forward(workspaceMgr);
        } finally {
            thread.exit();
            thread.requireInputs();
        }
    }

    /**
     * The labels of the batch.
     *
     * @param advice what to do if there are none
     * @return the labels
     * @throws IllegalStateException if there are none
     */
    protected final INDArray requiredLabels(String advice) {
        if (labels == null) {
            throw new IllegalStateException(
                    "output layer \"" + layerConf().getLayerName() + "\" has no labels: " + advice);
        }
        return labels;
    }

    @Override
    public void assertInputSet(boolean backprop) {
        thread.requireInputs();
        super.assertInputSet(backprop);
    }

    @Override
    public void setInput(INDArray input, LayerWorkspaceMgr workspaceMgr) {
        thread.beforeInput(0);
        super.setInput(input, workspaceMgr);
        forget();
    }

    @Override
    public void setLabels(@Nullable INDArray labels) {
        super.setLabels(labels);
        forget();
    }

    @Override
    public void setMaskArray(@Nullable INDArray maskArray) {
        if (maskArray != this.maskArray) {
            forget();
        }
        super.setMaskArray(maskArray);
    }

    /** Forgets the labels too, so that they are not used for the next batch. */
    @Override
    public void clear() {
        super.clear();
        setLabels(null);
    }

    @Override
    public void setParams(@Nullable INDArray params) {
        if (params != null && !params.isEmpty()) {
            throw new IllegalArgumentException(
                    "output layer \"" + layerConf().getLayerName() + "\" has no parameters, found " + params.length());
        }
    }
}
