package org.cyborgml.app.paper;

import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.cyborgml.app.experiment.ExperimentRecord;
import org.cyborgml.app.experiment.ExperimentRecord.ScenarioEntry;
import org.jspecify.annotations.Nullable;

/**
 * The part of an experiment that a report covers. Immutable.
 *
 * @param scenarios ids of the scenarios to report, in any order; empty for all
 * @param baseline id of the scenario that the others are compared with; null for the plan's
 */
public record ReportScope(Set<String> scenarios, @Nullable String baseline) {

    /** The whole experiment, compared with the plan's baseline. */
    public static final ReportScope ALL = new ReportScope(Set.of(), null);

    /** Copies the ids. */
    public ReportScope {
        scenarios = ImmutableSet.copyOf(scenarios);
    }

    /**
     * With only some scenarios.
     *
     * @param ids of the scenarios; empty for all
     */
    public ReportScope withScenarios(List<String> ids) {
        return new ReportScope(ImmutableSet.copyOf(ids), baseline);
    }

    /**
     * With a scenario that the others are compared with.
     *
     * @param id of the scenario; null for the plan's baseline
     */
    public ReportScope withBaseline(@Nullable String id) {
        return new ReportScope(scenarios, id);
    }

    /** The part of the experiment that is reported. */
    ExperimentRecord of(ExperimentRecord whole) {
        List<String> all = whole.scenarios().stream().map(ScenarioEntry::id).toList();
        Stream.concat(scenarios.stream(), Stream.ofNullable(baseline))
                .filter(id -> !all.contains(id))
                .findFirst()
                .ifPresent(id -> {
                    throw new IllegalArgumentException(
                            "scenario \"" + id + "\" is not in the experiment, which has " + String.join(", ", all));
                });
        if (baseline != null && !isIn(baseline)) {
            throw new IllegalArgumentException("the baseline \"" + baseline
                    + "\" must be among the scenarios that are reported, " + String.join(", ", scenarios));
        }
        return whole.withScenarios(whole.scenarios().stream()
                .filter(one -> isIn(one.id()))
                .map(one -> baseline == null ? one : one.asBaseline(one.id().equals(baseline)))
                .toList());
    }

    /** The titles of the scenarios that are not in the report. */
    List<String> leftOut(ExperimentRecord whole) {
        return whole.scenarios().stream()
                .filter(one -> !isIn(one.id()))
                .map(ScenarioEntry::title)
                .toList();
    }

    private boolean isIn(String id) {
        return scenarios.isEmpty() || scenarios.contains(id);
    }
}
