package org.cyborgml.optim;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;

/** An updater whose learning rate follows a schedule. Immutable except for {@link #setLrAndSchedule}. */
abstract class ScheduledUpdater implements IUpdater {

    private static final long serialVersionUID = 1L;

    private ISchedule learningRate;

    ScheduledUpdater(ISchedule learningRate) {
        this.learningRate = Objects.requireNonNull(learningRate, "learningRate");
    }

    static double positive(double learningRate) {
        if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
            throw new IllegalArgumentException("learning rate must be above 0 and finite, found " + learningRate);
        }
        return learningRate;
    }

    /**
     * The schedule of the learning rate.
     *
     * @return the schedule
     */
    public ISchedule getLearningRateSchedule() {
        return learningRate;
    }

    @Override
    public abstract IUpdater clone();

    @Override
    public double getLearningRate(int iteration, int epoch) {
        return learningRate.valueAt(iteration, epoch);
    }

    @Override
    public boolean hasLearningRate() {
        return true;
    }

    @Override
    public void setLrAndSchedule(double lr, @Nullable ISchedule lrSchedule) {
        this.learningRate = lrSchedule != null ? lrSchedule : new FixedSchedule(lr);
    }
}
