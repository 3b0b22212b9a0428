package org.cyborgml.training;

import org.cyborgml.optim.BiasCorrectedAdam;
import org.cyborgml.optim.ClassicalMomentum;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/** Rules that turn gradients into steps. Weight decay is added to the gradient with either. */
public enum Optimizer {

    /** Stochastic gradient descent with classical momentum, as published for CYBORG. */
    SGD {
        @Override
        IUpdater of(ISchedule learningRate, double momentum) {
            return new ClassicalMomentum(learningRate, momentum);
        }
    },

    /** Adam with its usual decays, 0.9 and 0.999, as CNNDetection and Self-Attention were trained; knows no momentum. */
    ADAM {
        @Override
        IUpdater of(ISchedule learningRate, double momentum) {
            return new BiasCorrectedAdam(learningRate, BiasCorrectedAdam.DEFAULT_EPSILON);
        }
    };

    abstract IUpdater of(ISchedule learningRate, double momentum);
}
