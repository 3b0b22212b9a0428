package org.cyborgml.app.paper;

import com.google.common.primitives.Doubles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cyborgml.app.cams.Agreement;
import org.cyborgml.app.experiment.ExperimentRecord.BackboneEntry;
import org.cyborgml.app.experiment.ExperimentRecord.ScenarioEntry;
import org.cyborgml.app.experiment.LossEpoch;
import org.cyborgml.app.experiment.TrialResult;
import org.cyborgml.app.paper.EpochCurves.On;
import org.cyborgml.app.report.Axis;
import org.cyborgml.app.report.DifferenceChart;
import org.cyborgml.app.report.DotChart;
import org.cyborgml.app.report.LineChart;
import org.cyborgml.app.report.LineChart.Style;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.report.Panel;
import org.cyborgml.app.report.Series;
import org.cyborgml.app.report.Series.Direction;
import org.cyborgml.metrics.RocBand;
import org.cyborgml.metrics.RunSummary;

/** The charts of the report. A scenario has the same colour in all of them. */
final class Charts {

    /** Meaning of the marks of {@link #main} and {@link #agreement}, for a caption. */
    static final String RUN_MARKS =
            "Mark: one run; thin line: runs of the same number in neighbouring scenarios; thick bar and"
                    + " line: mean ± one standard deviation.";

    /** Meaning of the marks of {@link #differences}, for a caption. */
    static final String DIFFERENCE_MARKS =
            "Ring: a pair of runs; thick bar and line: mean and its 95 % confidence interval, not corrected for the"
                    + " number of comparisons.";

    /** Up to so many epochs, each is marked on its curve. */
    private static final int MARKED_EPOCHS = 15;

    private final Runs runs;
    private final Measure measure;

    Charts(Runs runs) {
        this.runs = runs;
        this.measure = runs.measure();
    }

    /** The measure that scenarios are compared by, of every run by test set, a panel for each backbone. */
    List<Panel> main() {
        List<DotChart.Row> rows = runs.backbones().stream()
                .flatMap(backbone -> mainRows(backbone).stream())
                .toList();
        Axis axis = DotChart.axis(measure.title(), 0, rows);
        return runs.backbones().stream()
                .map(backbone -> new Panel(
                        backbone.title(), dots(measure.title() + " of " + backbone.title(), axis, mainRows(backbone))))
                .toList();
    }

    private List<DotChart.Row> mainRows(BackboneEntry backbone) {
        return runs.columns().stream()
                .map(column -> row(column.title(), backbone, result -> Runs.of(result, measure, column)))
                .toList();
    }

    private DotChart.Row row(String title, BackboneEntry backbone, Function<TrialResult, OptionalDouble> value) {
        return new DotChart.Row(
                title,
                runs.settings(backbone).stream()
                        .map(setting -> Doubles.asList(runs.values(setting, value)))
                        .toList());
    }

    private String dots(String name, Axis axis, List<DotChart.Row> rows) {
        return new DotChart(
                        name + " of every run, by scenario",
                        axis,
                        runs.scenarios().stream().map(ScenarioEntry::title).toList(),
                        rows)
                .svg();
    }

    /** Paired differences by scenario, a panel for each backbone and test set, with one axis for all. */
    List<Panel> differences(List<Difference> all) {
        Axis axis = DifferenceChart.axis(
                "Difference of " + measure.inText(), all.stream().map(this::row).toList());
        List<Panel> panels = new ArrayList<>();
        for (BackboneEntry backbone : runs.backbones()) {
            for (TestColumn column : runs.columns()) {
                List<DifferenceChart.Row> rows = all.stream()
                        .filter(one -> one.setting().backbone().equals(backbone)
                                && one.column().equals(column))
                        .map(this::row)
                        .toList();
                if (!rows.isEmpty()) {
                    String title =
                            runs.backbones().size() > 1 ? backbone.title() + ", " + column.title() : column.title();
                    panels.add(new Panel(
                            title,
                            new DifferenceChart("Differences of " + measure.inText() + ", " + title, axis, rows)
                                    .svg()));
                }
            }
        }
        return panels;
    }

    private DifferenceChart.Row row(Difference one) {
        ScenarioEntry scenario = one.setting().scenario();
        return new DifferenceChart.Row(
                scenario.title(),
                runs.scenarios().indexOf(scenario),
                one.runs().differences(),
                one.runs().mean(),
                one.runs().interval().lower(),
                one.runs().interval().upper());
    }

    /** A line for each scenario of which there is one, in its colour. */
    private List<Series> series(BackboneEntry backbone, BiFunction<Setting, Integer, Optional<Series>> line) {
        List<Setting> settings = runs.settings(backbone);
        return IntStream.range(0, settings.size())
                .mapToObj(s -> line.apply(settings.get(s), s))
                .flatMap(Optional::stream)
                .toList();
    }

    /** ROC curves of a backbone, a panel for each test set of which there are scores. */
    List<Panel> roc(BackboneEntry backbone, ScoreCurves curves) {
        List<Panel> panels = new ArrayList<>();
        for (TestColumn column : runs.columns()) {
            List<Series> series = series(backbone, (setting, colour) -> curves.band(setting, column)
                    .map(band -> roc(setting, column, colour, band)));
            if (!series.isEmpty()) {
                LineChart chart = new LineChart(
                        "ROC curves of " + backbone.title() + ", " + column.title(),
                        Axis.ofRate("False positive rate"),
                        Axis.ofRate("True positive rate"),
                        series,
                        Style.ROC);
                panels.add(new Panel(column.title(), chart.svg()));
            }
        }
        return panels;
    }

    private Series roc(Setting setting, TestColumn column, int colour, RocBand band) {
        Optional<RunSummary> auc = Runs.summary(runs.values(setting, Measure.AUC, column));
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        List<Double> spread = new ArrayList<>();
        for (int i = 0; i < band.size(); i++) {
            RunSummary rate = band.falsePositiveRate(i);
            x.add(rate.mean());
            y.add(band.truePositiveRate(i));
            if (rate.runs() > 1) {
                spread.add(rate.standardDeviation());
            }
        }
        // Along the top the curve goes on to the corner, and has no band.
        x.add(1.0);
        y.add(1.0);
        if (!spread.isEmpty()) {
            spread.add(0.0);
        }
        String label = setting.scenario().title()
                + auc.map(a -> ", " + Numbers.meanAndDeviation(a, 3)).orElse("");
        return new Series(label, colour, x, y, spread, Direction.X);
    }

    /** Accuracy by epoch: for each backbone on the training images, then on the validation images. */
    List<Panel> epochs(EpochCurves curves) {
        Axis accuracy = accuracyAxis(curves);
        List<Panel> panels = new ArrayList<>();
        for (BackboneEntry backbone : runs.backbones()) {
            panels.add(epochs(backbone, curves, On.TRAINING, accuracy));
            panels.add(epochs(backbone, curves, On.VALIDATION, accuracy));
        }
        return panels;
    }

    private Axis accuracyAxis(EpochCurves curves) {
        DoubleStream ends = runs.settings().stream()
                .flatMap(setting -> Stream.of(On.values()).flatMap(images -> curves.accuracy(setting, images).stream()))
                .flatMapToDouble(Series::edges);
        return Axis.covering("Accuracy", 0, 1, ends);
    }

    private Panel epochs(BackboneEntry backbone, EpochCurves curves, On images, Axis accuracy) {
        List<Series> series = series(backbone, (setting, colour) -> {
            List<RunSummary> epochs = curves.accuracy(setting, images);
            List<Double> x = IntStream.rangeClosed(1, epochs.size())
                    .mapToObj(epoch -> (double) epoch)
                    .toList();
            return ofRuns(setting, colour, x, epochs);
        });
        int most = series.stream().mapToInt(s -> s.x().size()).max().orElse(1);
        String title = backbone.title() + ", " + (images == On.TRAINING ? "training" : "validation") + " images";
        LineChart chart = new LineChart(
                "Accuracy by epoch, " + title,
                new Axis("Epoch", 1, Math.max(2, most), Axis.Scale.WHOLE),
                accuracy,
                series,
                most <= MARKED_EPOCHS ? Style.DOTTED_LINES : Style.LINES);
        return new Panel(title, chart.svg());
    }

    /** That measure against the training's cross-entropy, a point for every run and a panel for each backbone. */
    List<Panel> equalLoss() {
        Axis values = DotChart.axis(
                measure.title() + ", " + runs.mainImages(),
                0,
                runs.backbones().stream().map(this::mainRow).toList());
        return runs.backbones().stream()
                .map(backbone -> equalLoss(backbone, values))
                .toList();
    }

    private DotChart.Row mainRow(BackboneEntry backbone) {
        return row("", backbone, result -> Runs.of(result, measure, runs.mainColumn()));
    }

    private Panel equalLoss(BackboneEntry backbone, Axis values) {
        List<Series> series = series(backbone, (setting, colour) -> {
            double[] loss = runs.values(
                    setting,
                    result -> result.isTrained()
                            ? OptionalDouble.of(result.trainCrossEntropy())
                            : OptionalDouble.empty());
            double[] value = runs.values(setting, measure, runs.mainColumn());
            int[] there = IntStream.range(0, loss.length)
                    .filter(i -> !Double.isNaN(loss[i] + value[i]))
                    .toArray();
            return there.length == 0
                    ? Optional.empty()
                    : Optional.of(Series.line(
                            setting.scenario().title(),
                            colour,
                            IntStream.of(there).mapToObj(i -> loss[i]).toList(),
                            IntStream.of(there).mapToObj(i -> value[i]).toList()));
        });
        Axis nats = Axis.covering(
                "Cross-entropy in the best epoch's training (nats)",
                0,
                Double.POSITIVE_INFINITY,
                series.stream().map(Series::x).flatMap(Collection::stream).mapToDouble(Double::doubleValue));
        String name = measure.title() + " against the training's cross-entropy, " + backbone.title();
        return new Panel(backbone.title(), new LineChart(name, nats, values, series, Style.POINTS).svg());
    }

    private static Optional<Series> ofRuns(Setting setting, int colour, List<Double> x, List<RunSummary> y) {
        return x.isEmpty()
                ? Optional.empty()
                : Optional.of(Series.ofRuns(setting.scenario().title(), colour, x, y));
    }

    /** That measure after every epoch against the training's cross-entropy, mean over runs; a panel for each backbone. */
    List<Panel> byLoss(EpochCurves curves) {
        List<LossEpoch> all = runs.settings().stream()
                .flatMap(setting -> curves.meanByLoss(setting, runs.mainColumn()).stream())
                .toList();
        if (all.isEmpty()) {
            return List.of();
        }
        Axis values = Axis.covering(
                measure.title() + ", " + runs.mainImages(),
                0,
                1,
                all.stream().flatMapToDouble(epoch -> Series.edges(epoch.value())));
        Axis nats = Axis.covering(
                "Cross-entropy in training (nats)",
                0,
                Double.POSITIVE_INFINITY,
                all.stream().mapToDouble(LossEpoch::crossEntropy));
        List<Panel> panels = new ArrayList<>();
        for (BackboneEntry backbone : runs.backbones()) {
            List<Series> series = series(backbone, (setting, colour) -> {
                List<LossEpoch> epochs = curves.meanByLoss(setting, runs.mainColumn());
                return ofRuns(
                        setting,
                        colour,
                        epochs.stream().map(LossEpoch::crossEntropy).toList(),
                        epochs.stream().map(LossEpoch::value).toList());
            });
            if (!series.isEmpty()) {
                String name = measure.title() + " after every epoch against the training's cross-entropy, "
                        + backbone.title();
                panels.add(new Panel(
                        backbone.title(), new LineChart(name, nats, values, series, Style.DOTTED_LINES).svg()));
            }
        }
        return panels;
    }

    /** Correlation of the CAMs with people's maps, a panel for each set of images. */
    List<Panel> agreement(List<TestColumn> images) {
        List<Panel> panels = new ArrayList<>();
        for (TestColumn set : images) {
            List<DotChart.Row> rows = runs.backbones().stream()
                    .map(backbone -> row(backbone.title(), backbone, result -> pearson(result, set)))
                    .toList();
            Axis axis = DotChart.axis("Correlation of CAM and human map", -1, rows);
            panels.add(new Panel(set.title(), dots("Correlation of CAMs with human maps", axis, rows)));
        }
        return panels;
    }

    private static OptionalDouble pearson(TrialResult result, TestColumn images) {
        Agreement agreement = result.agreement().get(images.id());
        return agreement == null ? OptionalDouble.empty() : OptionalDouble.of(agreement.pearson());
    }
}
