package org.cyborgml.app.decoy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.report.Pages;
import org.cyborgml.metrics.ConfidenceInterval;
import org.cyborgml.metrics.PairedComparison;

/**
 * What the study's page shows.
 *
 * @param title the study's
 * @param findings what came out, in words
 * @param tables the summary, in parts that a page is wide enough for
 * @param figures SVG with its caption
 * @param settings name and value
 */
public record StudyPage(
        String title, List<String> findings, List<Table> tables, List<Figure> figures, List<Fact> settings) {

    /**
     * A table.
     *
     * @param caption above it
     * @param headers of its columns
     * @param rows as many cells as headers each
     */
    public record Table(String caption, List<String> headers, List<List<String>> rows) {

        /** Some columns of the summary. */
        private static Table of(String caption, StudySummary study, Integer... columns) {
            return new Table(
                    caption,
                    pick(StudyTables.headers(study), columns),
                    study.arms().stream()
                            .map(one -> pick(StudyTables.row(one), columns))
                            .toList());
        }

        private static List<String> pick(List<String> cells, Integer... columns) {
            return Arrays.stream(columns).map(cells::get).toList();
        }
    }

    /**
     * A figure.
     *
     * @param svg one svg element
     * @param caption below it
     */
    public record Figure(String svg, String caption) {}

    /**
     * A row of the table of settings.
     *
     * @param name what it is
     * @param value its value
     */
    public record Fact(String name, String value) {}

    private static final Map<String, String> CAPTIONS = Map.of(
            "arms",
            "Accuracy of every arm, a ring per seed, with patches as in training (they tell the label) and with patch values"
                    + " drawn at random; thick bar and line: mean ± one standard deviation. What lies between the two lanes"
                    + " of an arm is what its networks owe to the patch.",
            "alpha",
            "Accuracy by alpha, mean over seeds with a band of ± one standard deviation. Towards 0 the maps"
                    + " alone count; 1 is classical training.",
            "share",
            "Accuracy by the share of training images that have a map; the others count for the cross-entropy alone.",
            "loss",
            "Accuracy on random patch values against the training loss, mean over seeds, a dot per epoch; training goes from"
                    + " the right to the left. Where a curve falls again, training went on to learn the patch.");

    private static final String ACCURACY_CAPTION =
            "Accuracy on test images with patch values drawn at random, mean ± SD over seeds. Differences are paired by"
                    + " seed; p-values are two-sided. The comparison of “CYBORG” with “Classical” was fixed"
                    + " beforehand; the other p-values are not corrected for their number. “At equal loss” compares"
                    + " both at the lowest training cross-entropy that both reached (on a part of the test images).";
    private static final String OTHER_CAPTION =
            "Accuracy with patches as in training and without any, and where the CAM lies on images with random patch"
                    + " values: the mean share of its sum that is on the object and on the patch.";

    static StudyPage of(StudySettings settings, StudySummary study) {
        return new StudyPage(
                "CYBORG on " + settings.set().title(),
                findings(study),
                List.of(
                        Table.of(ACCURACY_CAPTION, study, 0, 1, 2, 3, 4, 5, 6),
                        Table.of(OTHER_CAPTION, study, 0, 7, 8, 9, 10)),
                new StudyCharts(study.arms())
                        .all().entrySet().stream()
                                .map(chart ->
                                        new Figure(chart.getValue(), String.valueOf(CAPTIONS.get(chart.getKey()))))
                                .toList(),
                facts(settings));
    }

    private static List<String> findings(StudySummary study) {
        return study.arms().stream()
                .filter(one -> one.arm().name().equals(Arms.CYBORG))
                .flatMap(one -> one.difference().stream())
                .map(compared -> finding(study.baseline(), compared))
                .toList();
    }

    private static String finding(Arm baseline, PairedComparison compared) {
        ConfidenceInterval interval = compared.interval(StudyTables.LEVEL);
        String verdict = interval.lower() > 0
                ? "CYBORG is higher."
                : interval.upper() < 0 ? "CYBORG is lower." : "These seeds do not tell the two apart.";
        return "With patch values drawn at random “" + baseline.title() + "” is right on "
                + Numbers.meanAndDeviation(compared.baseline(), 3) + " of the test images, “CYBORG”, with the authors'"
                + " settings, on " + Numbers.meanAndDeviation(compared.other(), 3) + " (mean ± SD over "
                + compared.difference().runs() + " seeds; difference "
                + Numbers.signed(compared.difference().mean(), 3) + ", 95 % confidence interval "
                + Numbers.signed(interval.lower(), 3) + " to " + Numbers.signed(interval.upper(), 3) + "; t-test "
                + Numbers.pEquals(compared.tTest().pValue()) + ", Wilcoxon "
                + Numbers.pEquals(compared.wilcoxon().pValue()) + "). " + verdict;
    }

    private static List<Fact> facts(StudySettings settings) {
        return List.of(
                new Fact(
                        "Images",
                        settings.trainImages() + " to train on, " + settings.validationImages() + " to validate with, "
                                + settings.testImages() + " in each test set"),
                new Fact("SHA-256 of the images", settings.dataSha256()),
                new Fact("Epochs", settings.epochs() + "; the network after the last one is tested"),
                new Fact("Batch", settings.batch() + " images"),
                new Fact(
                        "Learning rate",
                        settings.learningRate() + " in the first epoch, falling along half a cosine to 0"),
                new Fact("Momentum", Double.toString(settings.momentum())),
                new Fact("Weight decay", Double.toString(settings.weightDecay())));
    }

    /**
     * The style sheet.
     *
     * @return CSS
     */
    public String styleSheet() {
        return Pages.styleSheet();
    }
}
