package org.cyborgml.layer;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.samediff.SameDiffLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * Runs a layer whose output and gradients are computed by closed forms. It extends DL4J's class for its handling of
 * parameters only: that class runs a SameDiff definition, and in M2.1 doubles the gradients of the layer and of all layers
 * below it.
 */
public abstract class ClosedFormRuntime extends SameDiffLayer {

    private final OneThread thread = new OneThread(1);

    /**
     * A runtime.
     *
     * @param conf the network's configuration of this layer
     * @param dataType the network's data type
     */
    protected ClosedFormRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    /**
     * Computes the output for {@link #input}.
     *
     * @param training true in training, false at inference
     * @param workspaceMgr gives the array for the output
     * @return the output
     */
    protected abstract INDArray forward(boolean training, LayerWorkspaceMgr workspaceMgr);

    /**
     * Computes the output.
     *
     * @throws IllegalStateException if another thread runs the layer at the same time
     */
    @Override
    public final INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        thread.enter();
        try {
            return forward(training, workspaceMgr);
        } finally {
            thread.exit();
            thread.requireInputs();
        }
    }

    @Override
    public void setInput(INDArray input, LayerWorkspaceMgr workspaceMgr) {
        thread.beforeInput(0);
        super.setInput(input, workspaceMgr);
    }

    @Override
    public void assertInputSet(boolean backprop) {
        thread.requireInputs();
        super.assertInputSet(backprop);
    }

    @Override
    public abstract Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr);

    /**
     * Computes the gradient for the input after a forward pass at inference, for explanations. A layer overrides it if its
     * backward pass assumes one in training, or moves anything but gradients.
     *
     * @param gradOutput gradient with respect to the output
     * @param workspaceMgr gives the array for the gradient
     * @return gradient with respect to the input
     */
    public INDArray gradientAtInference(INDArray gradOutput, LayerWorkspaceMgr workspaceMgr) {
        return backpropGradient(gradOutput, workspaceMgr).getSecond();
    }

    /**
     * The gradient array of a parameter, to be filled: a view of the network's flat gradient.
     *
     * @param parameter its key
     * @return the view
     */
    protected final INDArray gradientView(String parameter) {
        return Objects.requireNonNull(gradTable.get(parameter), parameter);
    }

    /**
     * An array in plain c order, as kernels need it: the array itself if it is that already, else a copy.
     *
     * @param array any array
     * @return an array of the same values, contiguous and in c order
     */
    public static INDArray plain(INDArray array) {
        // ND4J's own test of strides takes those of sides of 1 for unusual.
        boolean isPlain = array.ordering() == 'c' && Arrays.equals(array.stride(), Nd4j.getStrides(array.shape(), 'c'));
        return isPlain ? array : array.dup('c');
    }

    /** DL4J's class checks the shape and then forgets to copy. */
    @Override
    public void setParam(String key, INDArray val) {
        super.setParam(key, val);
        getParam(key).assign(val);
    }

    /** DL4J's class leaves regularisation out of the score, though not out of the gradient. */
    @Override
    public double calcRegularizationScore(boolean backpropParamsOnly) {
        double sum = 0;
        for (Map.Entry<String, INDArray> e : paramTable().entrySet()) {
            List<Regularization> all = layerConf().getRegularizationByParam(e.getKey());
            if (all != null) {
                for (Regularization r : all) {
                    sum += r.score(e.getValue(), getIterationCount(), getEpochCount());
                }
            }
        }
        return sum;
    }

    @Override
    public @Nullable Pair<INDArray, MaskState> feedForwardMaskArray(
            @Nullable INDArray maskArray, MaskState currentMaskState, int minibatchSize) {
        this.maskArray = maskArray;
        this.maskState = currentMaskState;
        return maskArray == null ? null : new Pair<>(maskArray, currentMaskState);
    }
}
