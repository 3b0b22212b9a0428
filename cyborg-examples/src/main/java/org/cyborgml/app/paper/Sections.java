package org.cyborgml.app.paper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.cyborgml.app.experiment.ExperimentRecord;
import org.cyborgml.app.experiment.ExperimentRecord.BackboneEntry;
import org.cyborgml.app.experiment.ExperimentRecord.ScenarioEntry;
import org.cyborgml.app.report.Item;
import org.cyborgml.app.report.Item.Heading;
import org.cyborgml.app.report.Item.Layout;
import org.cyborgml.app.report.Item.Paragraph;
import org.cyborgml.app.report.Numbering;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.report.Panel;
import org.cyborgml.data.ClassNames;
import org.cyborgml.metrics.WilcoxonSignedRankTest;

/** The report's tables and figures with their captions, numbered in order. */
final class Sections {

    /** Of more classes a table is no longer read; the metrics of each class are. */
    private static final int LARGEST_CONFUSION_MATRIX = 50;

    private final Runs runs;
    private final ScoreCurves scores;
    private final List<Comparison> comparisons;
    private final EpochCurves curves;
    private final List<Difference> equalLoss;
    private final Charts charts;
    private final Measure measure;
    private final Numbering numbers = new Numbering();
    private final String overRuns;
    private int sections;

    Sections(
            Runs runs,
            ScoreCurves scores,
            List<Comparison> comparisons,
            EpochCurves curves,
            List<Difference> equalLoss) {
        this.equalLoss = List.copyOf(equalLoss);
        this.curves = curves;
        this.runs = runs;
        this.scores = scores;
        this.comparisons = List.copyOf(comparisons);
        this.charts = new Charts(runs);
        this.measure = runs.measure();
        this.overRuns = runs.experiment().runs() == 1
                ? "of the one run; there is no SD"
                : "mean ± sample SD over the finished runs, of which the last column gives the number";
    }

    /** None if no trial is finished. */
    List<Item> all() throws IOException {
        List<Item> items = new ArrayList<>();
        if (runs.finished() == 0) {
            return items;
        }
        if (runs.isTested()) {
            add(items, title(), main());
            add(items, "Learning curve", LearningCurveSection.of(runs, numbers));
            add(items, "ROC curves", roc());
            add(items, "Classes", classes());
        }
        add(items, "Training", new TrainingSection(runs, curves, equalLoss, charts, numbers).items());
        add(items, "Where the networks look", new SaliencySection(runs, charts, numbers).items());
        if (runs.isTested()) {
            add(items, "Further measures", furtherMeasures());
        }
        return items;
    }

    private String title() {
        ClassNames classes = runs.classes();
        if (classes.equals(ClassNames.FACES)) {
            return "Detection of synthetic faces: AUC";
        }
        return classes.size() == 2 ? "Detection of " + classes.name(1) + ": AUC" : "Classification: accuracy";
    }

    private List<Item> classes() throws IOException {
        List<Item> items = new ArrayList<>();
        if (runs.classes().size() == 2) {
            return items;
        }
        ClassTables of = ClassTables.read(runs);
        if (!of.isEmpty()) {
            items.add(numbers.table(
                    "classes",
                    "Recall, precision, F1 and AUC of each class against the rest, of " + runs.mainImages()
                            + "; mean over the finished runs.",
                    of.table(),
                    of.csv()));
        }
        if (runs.classes().size() <= LARGEST_CONFUSION_MATRIX) {
            for (Setting setting : of.settings()) {
                items.add(numbers.table(
                        "confusion-" + setting.backbone().id() + "-"
                                + setting.scenario().id(),
                        "Confusion matrix of " + setting + " over " + runs.mainImages()
                                + ", summed over the finished runs: a row for each class, a column for each predicted"
                                + " class.",
                        of.confusion(setting),
                        of.confusionCsv(setting)));
            }
        }
        return items;
    }

    private void add(List<Item> items, String title, List<Item> section) {
        if (!section.isEmpty()) {
            sections++;
            items.add(new Heading(sections + " " + title));
            items.addAll(section);
        }
    }

    private List<Item> main() {
        List<Item> items = new ArrayList<>();
        MeasureTable table = new MeasureTable(runs, comparisons, measure);
        items.add(numbers.table(
                measure.id(),
                measure.title() + ", " + overRuns + "." + pooled() + best() + marks() + detectors(),
                table.table(),
                table.csv()));
        items.add(numbers.figure(
                measure.id(),
                measure.title() + " of every run. " + Charts.RUN_MARKS + " The axis need not begin at 0.",
                charts.main(),
                Layout.WIDE));
        if (!comparisons.isEmpty()) {
            DifferenceTable<Comparison> differences = DifferenceTable.of(runs, comparisons);
            items.add(numbers.table(
                    measure.id() + "-differences", differencesCaption(), differences.table(), differences.csv()));
            items.add(numbers.figure(
                    measure.id() + "-differences",
                    measure.title() + " minus that of " + runs.baselineTitle() + ", as in Table 2. "
                            + Charts.DIFFERENCE_MARKS,
                    charts.differences(
                            comparisons.stream().map(Comparison::difference).toList()),
                    Layout.WIDE));
        }
        return items;
    }

    private String pooled() {
        return runs.isPooled()
                ? " “" + runs.mainColumn().title() + "” pools the images of all test sets; a real image that is in"
                        + " several counts once."
                : "";
    }

    private String best() {
        return runs.scenarios().size() > 1
                ? " Bold: the best mean of the backbone, whether or not it is significant."
                : "";
    }

    private String marks() {
        if (comparisons.isEmpty()) {
            return "";
        }
        return " * differs from " + runs.baselineTitle()
                + " by the two-sided paired t-test (p < 0.05; runs paired by seed); **"
                + " also after Holm's correction over the " + comparisons.size() + " comparisons of Table 2.";
    }

    /** Detectors whose runs do not differ. */
    private String detectors() {
        List<String> same = runs.scenarios().stream()
                .filter(scenario -> scenario.detector() == ExperimentRecord.DetectorRuns.ALL_THE_SAME
                        && scenario.notGiven() == null)
                .map(ScenarioEntry::title)
                .toList();
        return same.isEmpty()
                ? ""
                : " Not trained here, with the same scores in every run and for every backbone that has no files of its own: "
                        + String.join(", ", same)
                        + ". Their deviation is 0, and their tests show the deviation of the baseline's runs alone.";
    }

    private String differencesCaption() {
        int most = comparisons.stream().mapToInt(c -> c.runs().pairs()).max().orElseThrow();
        return measure.title() + " minus that of " + runs.baselineTitle()
                + ", over runs paired by seed: mean difference with its 95 % confidence"
                + " interval from Student's t; two-sided p-values of the paired t-test, of the same after Holm's correction"
                + " for all rows of this table, and of the exact Wilcoxon signed-rank test, which with " + most
                + " pairs cannot go below "
                + Numbers.pValue(WilcoxonSignedRankTest.leastPValue(most))
                + "." + networks();
    }

    private String networks() {
        return (runs.classes().size() > 2 ? " McNemar's test (mid-p)" : " DeLong's test")
                + " compares the two networks of each pair on the same images: in how many pairs the "
                + measure.inText()
                + " is significantly higher or lower (p < 0.05, not corrected), of how many. It speaks of these networks, the"
                + " other tests of trainings.";
    }

    private List<Item> roc() {
        List<Item> items = new ArrayList<>();
        for (BackboneEntry backbone : runs.backbones()) {
            List<Panel> panels = charts.roc(backbone, scores);
            if (!panels.isEmpty()) {
                items.add(numbers.figure(
                        "roc-" + backbone.id(),
                        "ROC curves of " + backbone.title()
                                + ": mean false positive rate at each true positive rate over"
                                + " the runs, with a band of ± one standard deviation where there are several; "
                                + runs.classes().name(1)
                                + " is positive. With each scenario its AUC (mean ± SD). Grey: chance.",
                        panels,
                        Layout.NARROW));
            }
        }
        return items;
    }

    private List<Item> furtherMeasures() {
        List<Item> items = new ArrayList<>();
        String noTests = "These tables carry no tests: " + measure.inText()
                + " is the measure that the scenarios are compared by.";
        items.add(new Paragraph(
                runs.classes().size() > 2
                        ? noTests
                        : "Accuracy, APCER and BPCER are at the threshold 0.5 of the score. Pooled over several"
                                + " generators, APCER is that of the worst one (ISO/IEC 30107-3). Lower is better for the"
                                + " error rates. " + noTests));
        for (Measure further : Measure.of(runs.classes())) {
            if (further != measure) {
                MeasureTable table = new MeasureTable(runs, comparisons, further);
                String manyClasses = further == Measure.AUC ? " (mean over the classes of each against the rest)" : "";
                String caption = further.title() + manyClasses + ", " + overRuns + "." + best();
                items.add(numbers.table(further.id(), caption, table.table(), table.csv()));
            }
        }
        return items;
    }
}
