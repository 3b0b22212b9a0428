package org.cyborgml.app.bench;

import org.nd4j.linalg.schedule.ISchedule;

/**
 * Plain cross-entropy in even steps, the CYBORG loss in odd ones, so that both are measured on the same network at the same
 * time.
 *
 * @param alpha of the odd steps
 */
record AlternatingAlpha(double alpha) implements ISchedule {

    @Override
    public double valueAt(int iteration, int epoch) {
        return iteration % 2 == 0 ? 1 : alpha;
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod") // immutable
    public ISchedule clone() {
        return this;
    }
}
