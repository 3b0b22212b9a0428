package org.cyborgml.app.experiment;

import java.io.IOException;
import java.util.List;
import org.cyborgml.app.files.JsonFiles;

/**
 * How long the epochs of a cell's training took, also those before an interruption. Beside what the training itself
 * writes, which does not depend on the clock.
 *
 * @param seconds of each epoch
 */
record EpochTimes(List<Double> seconds) {

    EpochTimes {
        seconds = List.copyOf(seconds);
    }

    static EpochTimes of(TrialFolder cell) throws IOException {
        return JsonFiles.readIfThere(cell.epochTimesFile(), EpochTimes.class).orElse(new EpochTimes(List.of()));
    }

    /** With the time of an epoch; of those before it that nobody noted, none is made up. */
    EpochTimes with(int epoch, double time) {
        return new EpochTimes(new EpochValues(seconds).with(epoch, time).values());
    }

    double total() {
        return seconds.stream().mapToDouble(Double::doubleValue).sum();
    }
}
