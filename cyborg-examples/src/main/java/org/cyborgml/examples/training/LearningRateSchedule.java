package org.cyborgml.examples.training;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** How the learning rate goes over the epochs. */
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
            Map<Integer, Double> values = new HashMap<>();
            for (int epoch = 0; epoch < epochs; epoch++) {
                values.put(epoch, learningRate * (1 + Math.cos(Math.PI * epoch / epochs)) / 2);
            }
            return new MapSchedule(ScheduleType.EPOCH, values);
        }
    },

    /** The same in every epoch. */
    CONSTANT {
        @Override
        ISchedule of(double learningRate, int epochs) {
            return new FixedSchedule(learningRate);
        }
    };

    abstract ISchedule of(double learningRate, int epochs);
}
