package org.cyborgml.app.experiment;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Decides which trials this process does, and which are left to others. */
interface TrialClaims {

    /** Claims of a process that has the folder for itself. */
    static TrialClaims alone(TrialPlan plan) {
        return trial -> Optional.of(TrialClaim.alone(plan.folder(trial)));
    }

    /**
     * Claims a trial.
     *
     * @return to be closed; empty while another process is at it
     * @throws IOException if a file cannot be written
     */
    Optional<TrialClaim> claim(Trial trial) throws IOException;

    /**
     * The end of a trial in another process.
     *
     * @return empty if it has not ended
     * @throws IOException if a file cannot be read
     */
    default Optional<TrialEnd> end(Trial trial) throws IOException {
        return Optional.empty();
    }

    /** Number of processes that are at the trials, as far as this one has seen. */
    default int processes() {
        return 1;
    }

    /**
     * How long to wait for other processes.
     *
     * @param waiting the trials that none of this process's lanes can begin now
     * @return milliseconds, 0 to wait for the other lanes alone
     */
    default long pauseMillis(List<Trial> waiting) {
        return 0;
    }
}
