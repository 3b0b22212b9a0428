package org.cyborgml.app.experiment;

import java.util.List;
import org.cyborgml.data.DataException;

/**
 * Findings of a check of a plan.
 *
 * @param problems what must be mended before the experiment can run, each in one line with counts
 * @param warnings what may be meant so
 * @param facts numbers of images, room needed
 */
public record CheckReport(List<String> problems, List<String> warnings, List<String> facts) {

    /** Copies the lists. */
    public CheckReport {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
        facts = List.copyOf(facts);
    }

    /** Tells whether the experiment can run. */
    public boolean isPassed() {
        return problems.isEmpty();
    }

    /**
     * Refuses what did not pass.
     *
     * @throws DataException if there are problems: all of them
     */
    public void requirePassed() throws DataException {
        if (!isPassed()) {
            throw new DataException("the plan has " + problems.size() + " problems: " + String.join(" | ", problems));
        }
    }
}
