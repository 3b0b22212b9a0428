package org.cyborgml.app.experiment;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gathers what a check finds; what is found twice counts once. Not for several threads. */
final class CheckFindings {

    private static final int SHOWN = 5;

    private final Set<String> problems = new LinkedHashSet<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private final Set<String> facts = new LinkedHashSet<>();

    void problem(String what) {
        problems.add(what);
    }

    /** A problem that many have; none if the list is empty. */
    void problems(String what, List<String> which) {
        if (!which.isEmpty()) {
            problems.add(counted(what, which));
        }
    }

    void warning(String what) {
        warnings.add(what);
    }

    void warnings(String what, List<String> which) {
        if (!which.isEmpty()) {
            warnings.add(counted(what, which));
        }
    }

    void fact(String what) {
        facts.add(what);
    }

    private static String counted(String what, List<String> which) {
        return what + ": " + which.size() + ", " + String.join("; ", which.subList(0, Math.min(which.size(), SHOWN)))
                + (which.size() > SHOWN ? "; ..." : "");
    }

    CheckReport report() {
        return new CheckReport(List.copyOf(problems), List.copyOf(warnings), List.copyOf(facts));
    }
}
