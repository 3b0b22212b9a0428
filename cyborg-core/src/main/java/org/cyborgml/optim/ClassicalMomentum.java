package org.cyborgml.optim;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Stochastic gradient descent with classical momentum, as PyTorch's {@code SGD(momentum=m)} computes it:
 * {@code v = m * v + g; w = w - lr * v}. DL4J's {@code Nesterovs} computes Nesterov's momentum instead.
 *
 * <p>Use {@link CoupledWeightDecay} for PyTorch's {@code weight_decay}. Immutable except for
 * {@link #setLrAndSchedule}, with which DL4J changes the learning rate of a network.
 */
public final class ClassicalMomentum extends ScheduledUpdater {

    private static final long serialVersionUID = 1L;

    private final double momentum;

    /**
     * An updater with a learning rate that follows a schedule.
     *
     * @param learningRate gives values above 0
     * @param momentum in [0,1)
     * @throws IllegalArgumentException if the momentum is outside [0,1)
     */
    @JsonCreator
    public ClassicalMomentum(
            @JsonProperty("learningRate") ISchedule learningRate, @JsonProperty("momentum") double momentum) {
        super(learningRate);
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("momentum must be in [0,1), found " + momentum);
        }
        this.momentum = momentum;
    }

    /**
     * An updater with a fixed learning rate.
     *
     * @param learningRate above 0
     * @param momentum in [0,1)
     * @throws IllegalArgumentException if either is out of range
     */
    public ClassicalMomentum(double learningRate, double momentum) {
        this(new FixedSchedule(positive(learningRate)), momentum);
    }

    /**
     * The published training: a learning rate that falls to a tenth after every 12 epochs, momentum 0.9.
     *
     * @param learningRate of the first epoch; the paper's is 0.005
     * @return the updater
     */
    public static ClassicalMomentum reference(double learningRate) {
        return new ClassicalMomentum(new StepSchedule(ScheduleType.EPOCH, positive(learningRate), 0.1, 12), 0.9);
    }

    /**
     * The momentum.
     *
     * @return in [0,1)
     */
    public double getMomentum() {
        return momentum;
    }

    @Override
    public long stateSize(long numParams) {
        return numParams;
    }

    @Override
    public GradientUpdater<ClassicalMomentum> instantiate(INDArray viewArray, boolean initializeViewArray) {
        INDArray view = viewArray.reshape(viewArray.length());
        ClassicalMomentumUpdater updater = new ClassicalMomentumUpdater(this);
        updater.setStateViewArray(view, view.shape(), view.ordering(), initializeViewArray);
        return updater;
    }

    @Override
    public GradientUpdater<ClassicalMomentum> instantiate(
            Map<String, INDArray> updaterState, boolean initializeStateArrays) {
        ClassicalMomentumUpdater updater = new ClassicalMomentumUpdater(this);
        updater.setState(updaterState, initializeStateArrays);
        return updater;
    }

    @Override
    public IUpdater clone() {
        return new ClassicalMomentum(getLearningRateSchedule().clone(), momentum);
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof ClassicalMomentum other
                && getLearningRateSchedule().equals(other.getLearningRateSchedule())
                && momentum == other.momentum;
    }

    @Override
    public int hashCode() {
        return Objects.hash(getLearningRateSchedule(), momentum);
    }

    @Override
    public String toString() {
        return "ClassicalMomentum[learningRate=" + getLearningRateSchedule() + ", momentum=" + momentum + "]";
    }
}
