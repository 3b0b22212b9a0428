package org.cyborgml.data;

import java.util.List;

/**
 * Findings of a check of data, or of a plan for experiments.
 *
 * @param problems what must be mended before anything is trained, each in one line with counts
 * @param warnings what may be meant so
 * @param facts numbers of images and the like
 */
public record CheckReport(List<String> problems, List<String> warnings, List<String> facts) {

    /** Copies the lists. */
    public CheckReport {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
        facts = List.copyOf(facts);
    }

    /**
     * Tells if there is no problem.
     *
     * @return true if the data can be trained on
     */
    public boolean isPassed() {
        return problems.isEmpty();
    }

    /**
     * Refuses what did not pass.
     *
     * @param what is checked, such as "the plan"
     * @throws DataException if there are problems: all of them
     */
    public void requirePassed(String what) throws DataException {
        if (!isPassed()) {
            throw new DataException(what + " has " + problems.size()
                    + (problems.size() == 1 ? " problem: " : " problems: ") + String.join(" | ", problems));
        }
    }
}
