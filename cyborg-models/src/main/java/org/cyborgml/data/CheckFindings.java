package org.cyborgml.data;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gathers what a check finds, for a {@link CheckReport}; what is found twice counts once. Not for several threads. */
public final class CheckFindings {

    private static final int SHOWN = 5;

    private final Set<String> problems = new LinkedHashSet<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private final Set<String> facts = new LinkedHashSet<>();

    /** Findings without any. */
    public CheckFindings() {}

    /**
     * Adds a problem.
     *
     * @param what names the thing, its value and the rule
     */
    public void problem(String what) {
        problems.add(what);
    }

    /**
     * Adds a problem that many have.
     *
     * @param what the problem
     * @param which those that have it; of an empty list nothing is added
     */
    public void problems(String what, List<String> which) {
        if (!which.isEmpty()) {
            problems.add(counted(what, which));
        }
    }

    /**
     * Adds a warning.
     *
     * @param what names the thing and its value
     */
    public void warning(String what) {
        warnings.add(what);
    }

    /**
     * Adds a warning of something that many have.
     *
     * @param what the warning
     * @param which those that it is about; of an empty list nothing is added
     */
    public void warnings(String what, List<String> which) {
        if (!which.isEmpty()) {
            warnings.add(counted(what, which));
        }
    }

    /**
     * Adds a fact.
     *
     * @param what a number of something, for instance
     */
    public void fact(String what) {
        facts.add(what);
    }

    /**
     * Adds the findings of another check.
     *
     * @param report its report
     */
    public void add(CheckReport report) {
        problems.addAll(report.problems());
        warnings.addAll(report.warnings());
        facts.addAll(report.facts());
    }

    private static String counted(String what, List<String> which) {
        return what + ": " + which.size() + ", " + String.join("; ", which.subList(0, Math.min(which.size(), SHOWN)))
                + (which.size() > SHOWN ? "; ..." : "");
    }

    /**
     * All findings so far.
     *
     * @return the report
     */
    public CheckReport report() {
        return new CheckReport(List.copyOf(problems), List.copyOf(warnings), List.copyOf(facts));
    }
}
