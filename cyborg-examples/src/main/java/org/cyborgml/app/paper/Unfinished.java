package org.cyborgml.app.paper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cyborgml.app.experiment.ExperimentRecord.BackboneEntry;
import org.cyborgml.app.experiment.TrialFailure;

/** Names the trials of an experiment that have no result, and why. */
final class Unfinished {

    private Unfinished() {}

    /** A line per setting and reason; none if all trials are finished but those of detectors that were not given. */
    static List<String> lines(Runs runs) throws IOException {
        List<String> lines = new ArrayList<>();
        for (BackboneEntry backbone : runs.experiment().backbones()) {
            for (Setting setting : runs.settings(backbone)) {
                if (runs.isNotGiven(setting)) {
                    continue;
                }
                List<Integer> begun = new ArrayList<>();
                List<Integer> waiting = new ArrayList<>();
                for (int run = 1; run <= runs.experiment().runs(); run++) {
                    if (runs.result(setting, run).isPresent()) {
                        continue;
                    }
                    Optional<TrialFailure> failure = runs.trial(setting, run).failure();
                    if (failure.isPresent()) {
                        lines.add(setting + ": run " + run + " failed: "
                                + failure.get().reason());
                    } else {
                        (runs.trial(setting, run).isBegun() ? begun : waiting).add(run);
                    }
                }
                add(lines, setting, begun, "begun, not finished");
                add(lines, setting, waiting, "not begun");
            }
        }
        return lines;
    }

    private static void add(List<String> lines, Setting setting, List<Integer> runs, String state) {
        if (!runs.isEmpty()) {
            lines.add(setting + ": " + (runs.size() == 1 ? "run " : "runs ")
                    + runs.stream().map(String::valueOf).collect(Collectors.joining(", ")) + " " + state);
        }
    }
}
