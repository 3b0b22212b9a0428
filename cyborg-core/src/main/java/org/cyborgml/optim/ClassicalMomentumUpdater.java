package org.cyborgml.optim;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.Axpy;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;

/** Applies {@link ClassicalMomentum} to a block of the network's gradient. */
final class ClassicalMomentumUpdater implements GradientUpdater<ClassicalMomentum> {

    private static final String VELOCITY = "V";

    private final ClassicalMomentum config;
    private @Nullable INDArray velocity;

    ClassicalMomentumUpdater(ClassicalMomentum config) {
        this.config = config;
    }

    @Override
    public ClassicalMomentum getConfig() {
        return config;
    }

    private INDArray velocity() {
        if (velocity == null) {
            throw new IllegalStateException("the updater has no state view yet");
        }
        return velocity;
    }

    @Override
    public void setState(Map<String, INDArray> stateMap, boolean initialize) {
        INDArray state = stateMap.get(VELOCITY);
        if (state == null || stateMap.size() != 1) {
            throw new IllegalArgumentException(
                    "updater state must have the one key " + VELOCITY + ", found " + stateMap.keySet());
        }
        this.velocity = initialize ? state.assign(0) : state;
    }

    @Override
    public Map<String, INDArray> getState() {
        return Map.of(VELOCITY, velocity());
    }

    @Override
    public void setStateViewArray(INDArray viewArray, long[] gradientShape, char gradientOrder, boolean initialize) {
        if (initialize) {
            viewArray.assign(0);
        }
        this.velocity = Arrays.equals(viewArray.shape(), gradientShape)
                ? viewArray
                : viewArray.reshape(gradientOrder, gradientShape);
    }

    /** DL4J subtracts from the parameters whatever is left in the gradient array. */
    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
        INDArray v = velocity();
        // Two passes over memory, which is what this costs.
        Nd4j.exec(new Axpy(v, gradient.reshape(v.ordering(), v.shape()), v, config.getMomentum()));
        v.reshape(gradient.ordering(), gradient.shape()).mul(config.getLearningRate(iteration, epoch), gradient);
    }
}
