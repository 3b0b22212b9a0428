package org.cyborgml.app.study.report;

import java.util.Arrays;
import java.util.List;
import org.cyborgml.app.study.ViewingCondition;

/** Names and colours of the conditions. */
final class Conditions {

    private Conditions() {}

    /** The conditions that have decisions, with highlighting first. */
    static List<ViewingCondition> of(List<Decision> decisions) {
        return Arrays.stream(ViewingCondition.values())
                .filter(condition -> decisions.stream().anyMatch(decision -> decision.condition() == condition))
                .toList();
    }

    /** The decisions of a condition. */
    static List<Decision> in(ViewingCondition condition, List<Decision> decisions) {
        return decisions.stream()
                .filter(decision -> decision.condition() == condition)
                .toList();
    }

    static String name(ViewingCondition condition) {
        return condition == ViewingCondition.ANNOTATED ? "with highlighting" : "without highlighting";
    }

    /** Index of the palette. */
    static int colour(ViewingCondition condition) {
        return condition == ViewingCondition.ANNOTATED ? 1 : 0;
    }
}
