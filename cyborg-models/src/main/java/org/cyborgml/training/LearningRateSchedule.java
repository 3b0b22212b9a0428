package org.cyborgml.training;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** Schedule of the learning rate over the epochs. */
public enum LearningRateSchedule {

    /** A tenth after every 12 epochs, as published. */
    STEP {
        @Override
        ISchedule of(double learningRate, int epochs) {
            return new StepSchedule(ScheduleType.EPOCH, learningRate, 0.1, 12);
        }
    },

    /** Half a cosine, from the full rate in the first epoch towards 0 after the last, one value per epoch. */
    COSINE {
        @Override
        ISchedule of(double learningRate, int epochs) {
            return CosineAnnealing.from(learningRate, epochs);
        }

        @Override
        boolean dependsOnEpochs() {
            return true;
        }
    },

    /** The same in every epoch. */
    CONSTANT {
        @Override
        ISchedule of(double learningRate, int epochs) {
            return new FixedSchedule(learningRate);
        }
    },

    /**
     * A tenth whenever the validation accuracy has not risen for five epochs; below 1e-6 the training ends (CNNDetection's
     * rule).
     */
    PLATEAU {
        @Override
        ISchedule of(double learningRate, int epochs) {
            return new FixedSchedule(learningRate);
        }

        @Override
        public Epoch.Ending ending() {
            return Epoch.Ending.ON_PLATEAU;
        }

        @Override
        double rate(double learningRate, int epochs, TrainingLog log) {
            return Plateau.rate(learningRate, log.validationAccuracy()).orElseThrow();
        }

        @Override
        boolean isOver(double learningRate, TrainingLog log) {
            return Plateau.rate(learningRate, log.validationAccuracy()).isEmpty();
        }

        @Override
        void beforeEpoch(ComputationGraph network, double learningRate, TrainingLog log) {
            // The number of epochs does not matter here.
            LearningRates.set(network, rate(learningRate, 0, log));
        }
    };

    /**
     * The rule that ends a training of this schedule.
     *
     * @return the rule
     */
    public Epoch.Ending ending() {
        return Epoch.Ending.AFTER_ALL_EPOCHS;
    }

    /** The rate of the epoch that follows those logged, if one does. */
    double rate(double learningRate, int epochs, TrainingLog log) {
        return of(learningRate, epochs).valueAt(0, log.epochs());
    }

    /** True if no epoch may follow those that are logged, however many were asked for. */
    boolean isOver(double learningRate, TrainingLog log) {
        return false;
    }

    /** True if the number of epochs changes the rates of all, so that a training cannot be made longer. */
    boolean dependsOnEpochs() {
        return false;
    }

    /** Sets the rate of the epoch that follows those logged, where it depends on them. */
    void beforeEpoch(ComputationGraph network, double learningRate, TrainingLog log) {}

    abstract ISchedule of(double learningRate, int epochs);
}
