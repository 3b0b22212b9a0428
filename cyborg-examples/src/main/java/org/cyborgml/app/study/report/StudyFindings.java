package org.cyborgml.app.study.report;

import java.util.ArrayList;
import java.util.List;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.study.ViewingCondition;

/** The findings of a study in words. */
final class StudyFindings {

    private StudyFindings() {}

    static List<String> of(List<Decision> decisions, List<MarkedImage> marked) {
        List<String> findings = new ArrayList<>();
        for (ViewingCondition condition : Conditions.of(decisions)) {
            CrossedEstimate accuracy = CrossedEstimate.mean(Conditions.in(condition, decisions), Decision::correct);
            findings.add(Numbers.fixed(100 * accuracy.value(), 1) + " % of the decisions " + Conditions.name(condition)
                    + " were right" + interval(accuracy) + ".");
        }
        if (Conditions.of(decisions).size() == 2) {
            CrossedEstimate effect = AccuracySection.effect(decisions);
            findings.add("Highlighting changes the accuracy by " + Numbers.signed(100 * effect.value(), 1)
                    + " points" + interval(effect)
                    + effect.pValue(0).map(p -> ", " + Numbers.pEquals(p)).orElse("") + ".");
        }
        if (!marked.isEmpty()) {
            double annotators = marked.stream()
                    .mapToInt(image -> image.records().size())
                    .average()
                    .orElseThrow();
            findings.add(marked.size() + (marked.size() == 1 ? " image has" : " images have") + " a map, of "
                    + Numbers.fixed(annotators, 1) + " annotators on average.");
        }
        return findings;
    }

    private static String interval(CrossedEstimate estimate) {
        return estimate.interval()
                .map(found -> " (95 % interval " + Numbers.fixed(100 * found.lower(), 1) + " to "
                        + Numbers.fixed(100 * found.upper(), 1) + ")")
                .orElse("");
    }
}
