package org.cyborgml.optim;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Adam as its authors state it (Kingma and Ba, ICLR 2015, Algorithm 1) and PyTorch's {@code Adam} computes it, with decays 0.9
 * and 0.999: {@code m = 0.9 m + 0.1 g; v = 0.999 v + 0.001 g^2; w = w - lr * (m / (1 - 0.9^t)) / (sqrt(v / (1 - 0.999^t)) +
 * epsilon)}. DL4J's own {@code Adam} adds epsilon before v is corrected: in the first step its epsilon weighs 32 times as
 * much, so that gradients below 1e-6 have almost no effect.
 *
 * <p>Use {@link CoupledWeightDecay} for PyTorch's {@code weight_decay}. Immutable except for {@link #setLrAndSchedule}, with
 * which DL4J changes the learning rate of a network.
 */
public final class BiasCorrectedAdam extends ScheduledUpdater {

    /** PyTorch's epsilon. */
    public static final double DEFAULT_EPSILON = 1e-8;

    /** Decay of the first moment. */
    public static final double FIRST_DECAY = 0.9;

    /** Decay of the second moment. */
    public static final double SECOND_DECAY = 0.999;

    private static final long serialVersionUID = 1L;

    private final double epsilon;

    /**
     * An updater with a learning rate that follows a schedule.
     *
     * @param learningRate gives values above 0
     * @param epsilon above 0
     * @throws IllegalArgumentException if epsilon is not above 0
     */
    @JsonCreator
    public BiasCorrectedAdam(
            @JsonProperty("learningRate") ISchedule learningRate, @JsonProperty("epsilon") double epsilon) {
        super(learningRate);
        if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
            throw new IllegalArgumentException("epsilon must be above 0 and finite, found " + epsilon);
        }
        this.epsilon = epsilon;
    }

    /**
     * An updater with a fixed learning rate and PyTorch's epsilon.
     *
     * @param learningRate above 0
     * @throws IllegalArgumentException if the learning rate is not above 0
     */
    public BiasCorrectedAdam(double learningRate) {
        this(new FixedSchedule(positive(learningRate)), DEFAULT_EPSILON);
    }

    /**
     * Another epsilon.
     *
     * @param value above 0
     * @return the changed updater
     * @throws IllegalArgumentException if it is not above 0
     */
    public BiasCorrectedAdam withEpsilon(double value) {
        return new BiasCorrectedAdam(getLearningRateSchedule().clone(), value);
    }

    /**
     * The number added to the square root of v.
     *
     * @return above 0
     */
    public double getEpsilon() {
        return epsilon;
    }

    @Override
    public long stateSize(long numParams) {
        return 2 * numParams;
    }

    @Override
    public GradientUpdater<BiasCorrectedAdam> instantiate(INDArray viewArray, boolean initializeViewArray) {
        INDArray view = viewArray.reshape(viewArray.length());
        BiasCorrectedAdamUpdater updater = new BiasCorrectedAdamUpdater(this);
        updater.setStateViewArray(view, new long[] {view.length() / 2}, view.ordering(), initializeViewArray);
        return updater;
    }

    @Override
    public GradientUpdater<BiasCorrectedAdam> instantiate(
            Map<String, INDArray> updaterState, boolean initializeStateArrays) {
        BiasCorrectedAdamUpdater updater = new BiasCorrectedAdamUpdater(this);
        updater.setState(updaterState, initializeStateArrays);
        return updater;
    }

    @Override
    public IUpdater clone() {
        return new BiasCorrectedAdam(getLearningRateSchedule().clone(), epsilon);
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof BiasCorrectedAdam other
                && getLearningRateSchedule().equals(other.getLearningRateSchedule())
                && epsilon == other.epsilon;
    }

    @Override
    public int hashCode() {
        return Objects.hash(getLearningRateSchedule(), epsilon);
    }

    @Override
    public String toString() {
        return "BiasCorrectedAdam[learningRate=" + getLearningRateSchedule() + ", epsilon=" + epsilon + "]";
    }
}
