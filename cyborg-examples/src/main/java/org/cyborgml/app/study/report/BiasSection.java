package org.cyborgml.app.study.report;

import java.util.ArrayList;
import java.util.List;
import org.cyborgml.app.report.Item;
import org.cyborgml.app.report.Item.Heading;
import org.cyborgml.app.report.Numbering;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.report.TableColumn;
import org.cyborgml.app.study.ViewingCondition;

/** Preference for one side of the pairs. */
final class BiasSection {

    private static final double NO_BIAS = 0.5;

    private final List<Decision> decisions;
    private final Numbering numbering;

    BiasSection(List<Decision> decisions, Numbering numbering) {
        this.decisions = decisions;
        this.numbering = numbering;
    }

    private record Bias(
            ViewingCondition condition,
            CrossedEstimate left,
            CrossedEstimate answerLeft,
            CrossedEstimate answerRight) {}

    /** The section; nothing for single images. */
    List<Item> items() {
        if (decisions.stream().anyMatch(decision -> Double.isNaN(decision.left()))) {
            return List.of();
        }
        List<Bias> rows = Conditions.of(decisions).stream()
                .map(condition -> bias(condition, Conditions.in(condition, decisions)))
                .toList();
        List<TableColumn<Bias>> full =
                new ArrayList<>(List.of(new TableColumn<>("condition", row -> Conditions.name(row.condition()))));
        full.addAll(RowTable.inFull("left_share", Bias::left, NO_BIAS));
        full.addAll(RowTable.inFull("accuracy_answer_left", Bias::answerLeft));
        full.addAll(RowTable.inFull("accuracy_answer_right", Bias::answerRight));
        Item table = new RowTable<>(
                        "Condition",
                        (Bias row) -> Conditions.name(row.condition()),
                        List.of(
                                new TableColumn<>(
                                        "Share of left",
                                        row -> Numbers.fixed(row.left().value(), 3)),
                                new TableColumn<>(
                                        "95 % interval", row -> row.left().intervalText(3)),
                                new TableColumn<>(
                                        "p (of 0.5)", row -> row.left().pText(NO_BIAS)),
                                new TableColumn<>("Accuracy, answer left", row -> fixed(row.answerLeft())),
                                new TableColumn<>("Accuracy, answer right", row -> fixed(row.answerRight()))),
                        full)
                .of(
                        numbering,
                        "side-bias",
                        "Decisions for the left image, and accuracy by the side of the right answer. On narrow screens the left"
                                + " image is the upper one.",
                        rows);
        return List.of(new Heading("Left or right"), table);
    }

    private static String fixed(CrossedEstimate estimate) {
        return Double.isNaN(estimate.value()) ? "–" : Numbers.fixed(estimate.value(), 3);
    }

    private static Bias bias(ViewingCondition condition, List<Decision> of) {
        return new Bias(
                condition,
                CrossedEstimate.mean(of, Decision::left),
                CrossedEstimate.mean(of, decision -> decision.answerLeft() == 1 ? decision.correct() : Double.NaN),
                CrossedEstimate.mean(of, decision -> decision.answerLeft() == 0 ? decision.correct() : Double.NaN));
    }
}
