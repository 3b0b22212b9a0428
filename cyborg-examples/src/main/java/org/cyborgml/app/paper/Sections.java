package org.cyborgml.app.paper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.cyborgml.app.cams.Agreement;
import org.cyborgml.app.experiment.ExperimentRecord;
import org.cyborgml.app.experiment.ExperimentRecord.BackboneEntry;
import org.cyborgml.app.experiment.ExperimentRecord.ScenarioEntry;
import org.cyborgml.app.experiment.TrialResult;
import org.cyborgml.app.paper.ValueTable.Value;
import org.cyborgml.app.report.Item;
import org.cyborgml.app.report.Item.DataTable;
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
        if (runs.finished() > 0) {
            add(items, title(), main());
            add(items, "Learning curve", LearningCurveSection.of(runs, numbers));
            add(items, "ROC curves", roc());
            add(items, "Classes", classes());
            add(items, "Training", training());
            add(items, "Where the networks look", saliency());
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
                measure.title()
                        + " of every run. Mark: one run; thin line: runs of the same number in neighbouring scenarios; thick"
                        + " bar and line: mean ± one standard deviation. The axis need not begin at 0.",
                charts.main(),
                Layout.WIDE));
        if (!comparisons.isEmpty()) {
            DifferenceTable<Comparison> differences = DifferenceTable.of(runs, comparisons);
            items.add(numbers.table(
                    measure.id() + "-differences", differencesCaption(), differences.table(), differences.csv()));
            items.add(numbers.figure(
                    measure.id() + "-differences",
                    measure.title() + " minus that of " + baseline() + ", as in Table 2. " + differenceMarks(),
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
        return " * differs from " + baseline() + " by the two-sided paired t-test (p < 0.05; runs paired by seed); **"
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

    private String baseline() {
        return runs.baseline().map(ScenarioEntry::title).orElse("the baseline");
    }

    private String differencesCaption() {
        int most = comparisons.stream().mapToInt(c -> c.runs().pairs()).max().orElseThrow();
        return measure.title() + " minus that of " + baseline()
                + ", over runs paired by seed: mean difference with its 95 % confidence"
                + " interval from Student's t; two-sided p-values of the paired t-test, of the same after Holm's correction"
                + " for all rows of this table, and of the exact Wilcoxon signed-rank test, which with " + most
                + " pairs cannot go below "
                + Numbers.pValue(WilcoxonSignedRankTest.leastPValue(most))
                + "." + deLong();
    }

    private String deLong() {
        return runs.classes().size() > 2
                ? ""
                : " DeLong's test compares the two networks of each pair on the same images: in how many pairs the AUC is"
                        + " significantly higher or lower (p < 0.05, not corrected), of how many. It speaks of these networks, the"
                        + " other tests of trainings.";
    }

    private static String differenceMarks() {
        return "Ring: a pair of runs; thick bar and line: mean and its 95 % confidence interval, not corrected for the"
                + " number of comparisons.";
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

    private List<Item> training() {
        List<Item> items = new ArrayList<>();
        if (runs.settings().stream()
                .noneMatch(setting -> runs.results(setting).stream().anyMatch(TrialResult::isTrained))) {
            return items;
        }
        items.add(numbers.figure(
                "accuracy-by-epoch",
                "Accuracy on training and validation images by epoch, mean over the runs with a band of ± one standard"
                        + " deviation where there are several.",
                charts.epochs(curves),
                Layout.WIDE));
        items.add(numbers.figure(
                measure.id() + "-by-training-loss",
                measure.title()
                        + " against the cross-entropy that the training had reached in the epoch whose network was tested: one"
                        + " mark for each run. Where scenarios fit the training images at different speed, only marks"
                        + " above each other compare them at equal training loss.",
                charts.equalLoss(),
                Layout.WIDE));
        List<Panel> byLoss = charts.byLoss(curves);
        if (!byLoss.isEmpty()) {
            items.add(numbers.figure(
                    measure.id() + "-by-epoch-and-training-loss",
                    measure.title()
                            + " after every epoch against the cross-entropy of the epoch's training, mean over the runs, a dot for"
                            + " each epoch, with a band of ± one standard deviation where there are several runs. Training"
                            + " goes from the right to the left.",
                    byLoss,
                    Layout.WIDE));
        }
        if (!equalLoss.isEmpty()) {
            DifferenceTable<Difference> table = DifferenceTable.atEqualLoss(runs, equalLoss);
            items.add(numbers.table(
                    measure.id() + "-at-equal-loss",
                    measure.title() + " minus that of " + baseline()
                            + " at equal training loss: each pair of runs at the lowest mean"
                            + " cross-entropy of an epoch that both reached, on the straight line between the epochs about"
                            + " it. Otherwise as Table 2; p-values are not corrected for their number. It tells whether a"
                            + " scenario does more than fit the training images faster or more slowly.",
                    table.table(),
                    table.csv()));
            items.add(numbers.figure(
                    measure.id() + "-differences-at-equal-loss",
                    measure.title() + " minus that of " + baseline() + " at equal training loss, as in Table "
                            + numbers.tables() + ". " + differenceMarks(),
                    charts.differences(equalLoss),
                    Layout.WIDE));
        }
        ValueTable values = new ValueTable(
                runs,
                "value",
                List.of(
                        new Value("best_epoch", "Epoch", 1, r -> trained(r, r.bestEpoch() + 1)),
                        new Value("train_cross_entropy", "Cross-entropy", 3, r -> trained(r, r.trainCrossEntropy())),
                        new Value("train_saliency", "Saliency term", 4, Sections::trainedSaliency),
                        new Value("train_accuracy", "Accuracy, training", 3, r -> trained(r, r.trainAccuracy())),
                        new Value(
                                "validation_accuracy",
                                "Accuracy, validation",
                                3,
                                r -> trained(r, r.validationAccuracy())),
                        new Value("train_minutes", "Minutes", 1, r -> trained(r, r.trainSeconds() / 60))));
        items.add(numbers.table(
                "training",
                "The training's state in the epoch whose network was tested (that of the highest validation accuracy, of"
                        + " equal ones the last; counted from 1), and how long all epochs took; mean ± SD over the runs. The"
                        + " saliency term is the mean distance of CAM and map, where it is trained.",
                values.table(),
                values.csv()));
        return items;
    }

    /** A number of a training; empty for a detector that was not trained here. */
    private static OptionalDouble trained(TrialResult result, double value) {
        return result.isTrained() ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /** Classical training notes 0. */
    private static OptionalDouble trainedSaliency(TrialResult result) {
        return result.trainSaliency() == 0 ? OptionalDouble.empty() : OptionalDouble.of(result.trainSaliency());
    }

    private List<Item> saliency() throws IOException {
        List<Item> items = new ArrayList<>();
        CamFigures cams = new CamFigures(runs);
        Optional<Panel> means = cams.means();
        if (means.isPresent()) {
            items.add(numbers.figure(
                    "mean-cams",
                    "Mean CAM of the predicted class, " + runs.mainImages() + ", over all runs, each CAM scaled to"
                            + " [0, 1]" + humanMaps() + ". One scale of colours for all.",
                    List.of(means.get()),
                    Layout.WIDE));
            items.add(numbers.figure(
                    "mean-cams-by-run",
                    "Mean CAM of the predicted class, " + runs.mainImages() + ", run by run. One scale of colours"
                            + " for each backbone.",
                    cams.byRun(),
                    Layout.WIDE));
        }
        List<TestColumn> images = imagesWithMaps();
        if (!images.isEmpty()) {
            items.add(numbers.figure(
                    "agreement",
                    "Correlation (Pearson's r over the cells, mean over the images) of the predicted class's CAM with the"
                            + " human map of the image; marks as in Figure 1.",
                    charts.agreement(images),
                    Layout.WIDE));
            images.forEach(set -> items.add(agreement(set)));
        }
        return items;
    }

    private String humanMaps() {
        return runs.experiment().meanHumanMap() == null
                ? ""
                : "; first the mean of the human maps of the training images, and with each CAM its correlation with"
                        + " that mean (r)";
    }

    /** The sets of images whose maps CAMs were compared with; of the test sets all together if they were pooled. */
    private List<TestColumn> imagesWithMaps() {
        List<TestColumn> images = new ArrayList<>();
        images.add(new TestColumn(TrialResult.TRAIN, "Training images"));
        images.addAll(runs.columns());
        List<TestColumn> there = images.stream().filter(this::hasMaps).toList();
        boolean isPooled = there.stream().anyMatch(set -> set.id().equals(TrialResult.POOLED));
        return there.stream()
                .filter(set -> !isPooled
                        || set.id().equals(TrialResult.POOLED)
                        || set.id().equals(TrialResult.TRAIN))
                .toList();
    }

    private boolean hasMaps(TestColumn images) {
        return runs.backbones().stream()
                .flatMap(backbone -> runs.settings(backbone).stream())
                .anyMatch(setting -> Runs.summary(runs.values(setting, of(images, Agreement::pearson)))
                        .isPresent());
    }

    private static Function<TrialResult, OptionalDouble> of(TestColumn images, ToDoubleFunction<Agreement> value) {
        return result -> {
            Agreement agreement = result.agreement().get(images.id());
            return agreement == null ? OptionalDouble.empty() : OptionalDouble.of(value.applyAsDouble(agreement));
        };
    }

    private DataTable agreement(TestColumn images) {
        ValueTable values = new ValueTable(
                runs,
                "value",
                List.of(
                        new Value("pearson", "Correlation \u2191", 3, of(images, Agreement::pearson)),
                        new Value("similarity", "Similarity \u2191", 3, of(images, Agreement::similarity)),
                        new Value("kl", "KL divergence \u2193", 3, of(images, Agreement::kl)),
                        new Value("mse", "Squared difference \u2193", 4, of(images, Agreement::mse)),
                        new Value("images", "Images", 0, of(images, Agreement::images)),
                        new Value("constant-maps", "Constant maps", 0, of(images, Agreement::constantMaps))));
        return numbers.table(
                "agreement-" + images.id(),
                images.title()
                        + ": agreement of the predicted class's CAM with the image's human map on the CAM's grid, mean"
                        + " over the images whose human map is not constant, then mean ± SD over the runs; images whose"
                        + " human map is constant are left out and counted in the last column. "
                        + (images.id().equals(TrialResult.TRAIN)
                                ? "A scenario that trains on such maps is trained to raise this agreement, so that it shows"
                                        + " that the term was learnt and not that it helps."
                                : "No scenario was trained on these images: agreement here shows whether guidance carries"
                                        + " over to others."),
                values.table(),
                values.csv());
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
