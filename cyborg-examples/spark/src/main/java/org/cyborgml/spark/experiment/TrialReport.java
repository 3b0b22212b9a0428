package org.cyborgml.spark.experiment;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The end of a trial in an executor.
 *
 * @param trial its name
 * @param failure the reason for which it could not be finished; null if it is finished
 * @param result in words; empty if it failed
 * @param resumedEpochs epochs that it went on from
 * @param where the executor, with its GPU
 */
public record TrialReport(String trial, @Nullable String failure, String result, int resumedEpochs, String where)
        implements Serializable {

    /** The same trial, not finished for some reason. */
    TrialReport failed(String reason) {
        return new TrialReport(trial, reason, "", resumedEpochs, where);
    }
}
