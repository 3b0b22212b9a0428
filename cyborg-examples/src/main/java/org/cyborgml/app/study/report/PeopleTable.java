package org.cyborgml.app.study.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.StatUtils;
import org.cyborgml.app.report.TableColumn;
import org.cyborgml.app.study.AnsweredTrial;
import org.cyborgml.app.study.ItemKind;

/** The results of each participant and of each item in full, for csv. */
final class PeopleTable {

    private PeopleTable() {}

    private record Results(String name, List<AnsweredTrial> answers) {
        double accuracy() {
            return answers.stream()
                    .mapToInt(answer -> answer.isCorrect() ? 1 : 0)
                    .average()
                    .orElse(Double.NaN);
        }

        double medianSeconds() {
            return StatUtils.percentile(
                            answers.stream()
                                    .mapToDouble(answer -> answer.times().responseMillis())
                                    .toArray(),
                            50)
                    / 1000;
        }
    }

    /** A row for each participant who counts. */
    static List<List<String>> participants(List<AnsweredTrial> answers) {
        return csv("participant", results(answers, AnsweredTrial::participant));
    }

    /** A row for each item in each condition. */
    static List<List<String>> items(List<AnsweredTrial> answers) {
        return csv(
                "item",
                results(
                        answers,
                        answer -> answer.item().images().stream()
                                        .map(image -> image.file())
                                        .collect(Collectors.joining(" | "))
                                + " " + Conditions.name(answer.condition())));
    }

    private static List<Results> results(List<AnsweredTrial> answers, Function<AnsweredTrial, String> name) {
        Map<String, List<AnsweredTrial>> groups = answers.stream()
                .filter(answer -> !answer.excluded() && answer.item().kind() == ItemKind.TRIAL)
                .collect(Collectors.groupingBy(name, TreeMap::new, Collectors.toList()));
        return groups.entrySet().stream()
                .map(entry -> new Results(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static List<List<String>> csv(String heading, List<Results> rows) {
        return TableColumn.csv(
                List.of(
                        new TableColumn<>(heading, Results::name),
                        TableColumn.ofNumber("decisions", row -> row.answers().size()),
                        TableColumn.ofNumber("accuracy", Results::accuracy),
                        TableColumn.ofNumber("median_seconds", Results::medianSeconds)),
                rows);
    }
}
