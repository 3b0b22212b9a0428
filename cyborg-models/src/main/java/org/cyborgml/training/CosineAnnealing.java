package org.cyborgml.training;

import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** Learning rates that fall along half a cosine. */
public final class CosineAnnealing {

    private CosineAnnealing() {}

    /**
     * Rates by epoch. Not DL4J's PolySchedule, which in M2.1 rises where it should fall.
     *
     * @param first of the first epoch
     * @param epochs number of epochs, after which the rate is 0
     * @return the schedule
     */
    public static ISchedule from(double first, int epochs) {
        Map<Integer, Double> rates = new TreeMap<>();
        for (int e = 0; e < epochs; e++) {
            rates.put(e, first * (1 + Math.cos(Math.PI * e / epochs)) / 2);
        }
        return new MapSchedule(ScheduleType.EPOCH, rates);
    }
}
