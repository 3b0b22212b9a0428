package org.cyborgml.app.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.inference.AlternativeHypothesis;
import org.apache.commons.math3.stat.inference.BinomialTest;
import org.jspecify.annotations.Nullable;

/** Finds suspicious participants: too fast, one-sided, or failing checks. */
final class Suspicions {

    private static final double RARE = 1e-4;
    private static final int LEAST_ANSWERS = 10;
    private static final int LEAST_CHECKS = 2;
    private static final double MILLIS = 1000;

    private final StudyPlan plan;
    private final Map<String, Double> shareOfClass;

    Suspicions(StudyPlan plan, List<StudyItem> items) {
        this.plan = plan;
        List<String> truths = items.stream()
                .filter(item -> item.kind() == ItemKind.TRIAL)
                .map(item -> item.images().get(0).truth())
                .toList();
        this.shareOfClass = truths.stream()
                .collect(Collectors.groupingBy(truth -> truth, Collectors.summingDouble(truth -> 1.0 / truths.size())));
    }

    /** The choice whose share is watched: left for pairs, else the class chosen most; null if there is no answer. */
    @Nullable
    String watched(List<AnsweredTrial> trials) {
        if (trials.isEmpty()) {
            return null;
        }
        if (plan.design() == StudyDesign.PAIRS) {
            return AnsweredTrial.LEFT;
        }
        Map<String, Long> counts =
                trials.stream().collect(Collectors.groupingBy(AnsweredTrial::choice, Collectors.counting()));
        return plan.classes().stream()
                .max(Comparator.comparing(name -> counts.getOrDefault(name, 0L)))
                .orElseThrow();
    }

    static int count(List<AnsweredTrial> trials, @Nullable String choice) {
        return (int)
                trials.stream().filter(trial -> trial.choice().equals(choice)).count();
    }

    List<String> of(List<AnsweredTrial> trials, @Nullable Double medianMillis, int checks, int checksFailed) {
        List<String> found = new ArrayList<>();
        if (medianMillis != null && medianMillis < plan.suspicion().fastestSeconds() * MILLIS) {
            found.add("too-fast");
        }
        if (trials.size() >= LEAST_ANSWERS && isOneSided(trials)) {
            found.add("one-sided");
        }
        if (checks >= LEAST_CHECKS && checksFailed * 2 >= checks) {
            found.add("failed-checks");
        }
        return found;
    }

    private boolean isOneSided(List<AnsweredTrial> trials) {
        String choice = watched(trials);
        boolean isPair = plan.design() == StudyDesign.PAIRS;
        double chance = isPair ? 1.0 / 2 : shareOfClass.getOrDefault(String.valueOf(choice), 0.0);
        return new BinomialTest()
                        .binomialTest(
                                trials.size(),
                                count(trials, choice),
                                chance,
                                isPair ? AlternativeHypothesis.TWO_SIDED : AlternativeHypothesis.GREATER_THAN)
                < RARE;
    }
}
