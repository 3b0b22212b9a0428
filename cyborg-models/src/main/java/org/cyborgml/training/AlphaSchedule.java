package org.cyborgml.training;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * Schedule of the weight of the saliency term, 1 - alpha, over the epochs: the part of its full value that it has in each. The
 * cross-entropy has the rest.
 */
public enum AlphaSchedule {

    /** All of it in every epoch, as published. */
    CONSTANT {
        @Override
        double part(int epoch, int epochs) {
            return 1;
        }
    },

    /** Rises in equal steps over the first half of the epochs; all of it from the end of that half on. */
    WARM_UP {
        @Override
        double part(int epoch, int epochs) {
            return Math.min(1, (epoch + 1.0) / half(epochs));
        }
    },

    /** Falls in equal steps from all of it in the first epoch towards nothing after the last. */
    DECAY {
        @Override
        double part(int epoch, int epochs) {
            return 1 - (double) epoch / epochs;
        }
    },

    /** All of it in the first half of the epochs, then cross-entropy alone. */
    FIRST_HALF {
        @Override
        double part(int epoch, int epochs) {
            return epoch < half(epochs) ? 1 : 0;
        }
    };

    /**
     * The part of the saliency term's full weight.
     *
     * @param epoch from 0
     * @param epochs of the whole training
     * @return in [0,1]
     */
    abstract double part(int epoch, int epochs);

    /** With an odd number of epochs, the middle one is in the first half. */
    private static int half(int epochs) {
        return (epochs + 1) / 2;
    }

    /** True if the number of epochs changes the weights of all, so that a training cannot be made longer. */
    boolean dependsOnEpochs() {
        return this != CONSTANT;
    }

    /** Weights of the cross-entropy by epoch, where it is alpha when the saliency term has its full weight. */
    ISchedule of(double alpha, int epochs) {
        if (this == CONSTANT) {
            return new FixedSchedule(alpha);
        }
        MapSchedule.Builder byEpoch = new MapSchedule.Builder(ScheduleType.EPOCH);
        for (int epoch = 0; epoch < epochs; epoch++) {
            byEpoch.add(epoch, 1 - (1 - alpha) * part(epoch, epochs));
        }
        return byEpoch.build();
    }

    /** Leaves {@link #CONSTANT} out of JSON, so that files are as they were before there was a choice. */
    public static final class LeftOut {

        /** For Jackson. */
        public LeftOut() {}

        @Override
        public boolean equals(@Nullable Object value) {
            return value == CONSTANT;
        }

        @Override
        public int hashCode() {
            return CONSTANT.hashCode();
        }
    }
}
