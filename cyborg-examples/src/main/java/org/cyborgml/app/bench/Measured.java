package org.cyborgml.app.bench;

import com.google.common.math.Quantiles;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.cyborgml.data.DataException;

/** The times that a repeated task took. */
final class Measured {

    private static final double NANOS = 1e9;

    private final List<Double> wallSeconds = new ArrayList<>();
    private final List<Double> processorSeconds = new ArrayList<>();

    /** A task to be measured. */
    @FunctionalInterface
    interface Task {

        /**
         * Does it.
         *
         * @throws java.io.IOException if a file cannot be used
         */
        void run() throws java.io.IOException;
    }

    void add(Task task) throws java.io.IOException {
        long processor = processorNanos();
        long start = System.nanoTime();
        task.run();
        wallSeconds.add((System.nanoTime() - start) / NANOS);
        processorSeconds.add((processorNanos() - processor) / NANOS);
    }

    /** Of all threads of the process. */
    private static long processorNanos() throws DataException {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean process) {
            return process.getProcessCpuTime();
        }
        throw new DataException("this Java does not tell the processor time of the process");
    }

    /** Median of the wall clock's times. */
    double seconds() {
        return Quantiles.median().compute(wallSeconds);
    }

    /** Median of the processor's times, all threads together. */
    double processorSeconds() {
        return Quantiles.median().compute(processorSeconds);
    }
}
