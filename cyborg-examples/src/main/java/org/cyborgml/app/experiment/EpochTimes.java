package org.cyborgml.app.experiment;

import java.io.IOException;
import java.util.List;
import org.cyborgml.app.files.JsonFiles;

/**
 * Durations of the epochs of a trial's training, those before an interruption included. Beside what the training itself
 * writes, which does not depend on the clock.
 *
 * @param seconds of each epoch
 */
record EpochTimes(List<Double> seconds) {

    EpochTimes {
        seconds = List.copyOf(seconds);
    }

    static EpochTimes of(TrialFolder trial) throws IOException {
        return JsonFiles.readIfUsable(trial.epochTimesFile(), EpochTimes.class).orElse(new EpochTimes(List.of()));
    }

    /** With the time of an epoch; of those before it that nobody noted, none is made up. */
    EpochTimes with(int epoch, double time) {
        return new EpochTimes(new EpochValues(seconds).with(epoch, time).values());
    }

    double total() {
        return seconds.stream().mapToDouble(Double::doubleValue).sum();
    }
}
