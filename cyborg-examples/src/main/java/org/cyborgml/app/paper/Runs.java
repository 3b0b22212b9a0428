package org.cyborgml.app.paper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.cyborgml.app.experiment.ExperimentFolder;
import org.cyborgml.app.experiment.ExperimentRecord;
import org.cyborgml.app.experiment.ExperimentRecord.BackboneEntry;
import org.cyborgml.app.experiment.ExperimentRecord.ScenarioEntry;
import org.cyborgml.app.experiment.ExperimentRecord.TestSetEntry;
import org.cyborgml.app.experiment.TestMetrics;
import org.cyborgml.app.experiment.TrialFolder;
import org.cyborgml.app.experiment.TrialResult;
import org.cyborgml.data.ClassNames;
import org.cyborgml.metrics.RunSummary;

/** An experiment with the results of its finished trials. */
final class Runs {

    private final ExperimentFolder folder;
    private final ExperimentRecord experiment;
    private final List<String> leftOut;
    private final Map<Setting, List<Optional<TrialResult>>> results;

    private Runs(
            ExperimentFolder folder,
            ExperimentRecord experiment,
            List<String> leftOut,
            Map<Setting, List<Optional<TrialResult>>> results) {
        this.folder = folder;
        this.experiment = experiment;
        this.leftOut = leftOut;
        this.results = results;
    }

    static Runs read(ExperimentFolder folder) throws IOException {
        return read(folder, ReportScope.ALL);
    }

    static Runs read(ExperimentFolder folder, ReportScope scope) throws IOException {
        if (!folder.isBegun()) {
            throw new IOException(folder.path() + ": is not the folder of an experiment, it has no experiment.json");
        }
        ExperimentRecord whole = folder.read();
        ExperimentRecord experiment = scope.of(whole);
        Map<Setting, List<Optional<TrialResult>>> results = new HashMap<>();
        for (BackboneEntry backbone : experiment.backbones()) {
            for (ScenarioEntry scenario : experiment.scenarios()) {
                List<Optional<TrialResult>> all = new ArrayList<>();
                for (int run = 1; run <= experiment.runs(); run++) {
                    all.add(folder.trial(backbone.id(), scenario.id(), run).result());
                }
                results.put(new Setting(backbone, scenario), List.copyOf(all));
            }
        }
        return new Runs(folder, experiment, scope.leftOut(whole), Map.copyOf(results));
    }

    /** The classes of all networks. */
    ClassNames classes() {
        return experiment.classNames();
    }

    ExperimentFolder folder() {
        return folder;
    }

    ExperimentRecord experiment() {
        return experiment;
    }

    /** Titles of the experiment's scenarios that the report is not about. */
    List<String> leftOut() {
        return leftOut;
    }

    /** Backbones of which at least one trial is finished. */
    List<BackboneEntry> backbones() {
        return experiment.backbones().stream()
                .filter(backbone -> scenarios().stream().anyMatch(s -> finished(new Setting(backbone, s)) > 0))
                .toList();
    }

    List<ScenarioEntry> scenarios() {
        return experiment.scenarios();
    }

    /** The settings of a backbone, in the scenarios' order. */
    List<Setting> settings(BackboneEntry backbone) {
        return scenarios().stream().map(s -> new Setting(backbone, s)).toList();
    }

    /** All settings of {@link #backbones}. */
    List<Setting> settings() {
        return backbones().stream()
                .flatMap(backbone -> settings(backbone).stream())
                .toList();
    }

    /** The scenario that the others are compared with. */
    Optional<ScenarioEntry> baseline() {
        return scenarios().stream().filter(ScenarioEntry::baseline).findFirst();
    }

    /** Its title. */
    String baselineTitle() {
        return baseline().map(ScenarioEntry::title).orElse("the baseline");
    }

    /** The test sets, and behind them all together where there are several. */
    List<TestColumn> columns() {
        List<TestColumn> columns = new ArrayList<>();
        experiment.testSets().forEach(set -> columns.add(new TestColumn(set.id(), set.title())));
        if (isPooled()) {
            columns.add(new TestColumn(TrialResult.POOLED, "All together"));
        }
        return columns;
    }

    /** Tells if there is a column of all test sets together: of several of which none is the main one. */
    boolean isPooled() {
        return experiment.testSets().size() > 1
                && experiment.testSets().stream().noneMatch(TestSetEntry::isMainOne);
    }

    /** Tells if the plan has a test set; if not, the trainings alone can be reported. */
    boolean isTested() {
        return !experiment.testSets().isEmpty();
    }

    /**
     * The column that the findings are about: the main test set, else all together, or the only one. There is none where nothing
     * {@linkplain #isTested() is tested}.
     */
    TestColumn mainColumn() {
        return experiment.testSets().stream()
                .filter(TestSetEntry::isMainOne)
                .findFirst()
                .map(set -> new TestColumn(set.id(), set.title()))
                .orElseGet(() -> columns().get(columns().size() - 1));
    }

    /** The test sets that the main column is of. */
    List<TestSetEntry> mainTests() {
        List<TestSetEntry> main =
                experiment.testSets().stream().filter(TestSetEntry::isMainOne).toList();
        return main.isEmpty() ? experiment.testSets() : main;
    }

    /** Its images in words. */
    String mainImages() {
        return isPooled() ? "all test sets together" : mainColumn().title();
    }

    /** The measure that scenarios are compared by. */
    Measure measure() {
        return Measure.main(classes());
    }

    Optional<TrialResult> result(Setting setting, int run) {
        return of(setting).get(run - 1);
    }

    TrialFolder trial(Setting setting, int run) {
        return folder.trial(setting.backbone().id(), setting.scenario().id(), run);
    }

    private List<Optional<TrialResult>> of(Setting setting) {
        return Objects.requireNonNull(results.get(setting));
    }

    /** The results of the finished runs of a setting. */
    List<TrialResult> results(Setting setting) {
        return of(setting).stream().flatMap(Optional::stream).toList();
    }

    /** Number of finished runs of a setting. */
    int finished(Setting setting) {
        return results(setting).size();
    }

    /** Number of finished trials. */
    int finished() {
        return results.keySet().stream().mapToInt(this::finished).sum();
    }

    /** Number of trials of the plan, without those of detectors that were not given. */
    int planned() {
        return (int) results.keySet().stream()
                        .filter(setting -> !isNotGiven(setting))
                        .count()
                * experiment.runs();
    }

    /** Tells if a setting has no results because its detector's files were not there. */
    boolean isNotGiven(Setting setting) {
        return setting.scenario().notGiven() != null && finished(setting) == 0;
    }

    /** The detectors whose files were not there, with what is missing. */
    List<String> notGiven() {
        return scenarios().stream()
                .filter(scenario -> experiment.backbones().stream()
                        .allMatch(backbone -> isNotGiven(new Setting(backbone, scenario))))
                .map(scenario -> scenario.title() + ": " + scenario.notGiven())
                .toList();
    }

    /** A value of every run, NaN where the run is not finished or has no such value. */
    double[] values(Setting setting, Function<TrialResult, OptionalDouble> value) {
        return IntStream.rangeClosed(1, experiment.runs())
                .mapToDouble(run -> result(setting, run)
                        .map(r -> value.apply(r).orElse(Double.NaN))
                        .orElse(Double.NaN))
                .toArray();
    }

    double[] values(Setting setting, Measure measure, TestColumn column) {
        return values(setting, result -> of(result, measure, column));
    }

    /** The measure that scenarios are compared by, by the seed of the run. */
    Map<Long, Double> bySeed(Setting setting, TestColumn column) {
        Map<Long, Double> values = new LinkedHashMap<>();
        for (TrialResult result : results(setting)) {
            of(result, measure(), column).ifPresent(value -> values.put(result.seed(), value));
        }
        return values;
    }

    static OptionalDouble of(TrialResult result, Measure measure, TestColumn column) {
        TestMetrics metrics = result.test().get(column.id());
        return metrics == null ? OptionalDouble.empty() : OptionalDouble.of(measure.of(metrics));
    }

    /** Mean and deviation of the values that are there. */
    static Optional<RunSummary> summary(double... values) {
        double[] there = DoubleStream.of(values).filter(v -> !Double.isNaN(v)).toArray();
        return there.length == 0 ? Optional.empty() : Optional.of(RunSummary.of(there));
    }

    /** Tells whether both settings' run is finished and has the same seed. */
    boolean isPair(Setting one, Setting other, int run) {
        Optional<TrialResult> first = result(one, run);
        Optional<TrialResult> second = result(other, run);
        return first.isPresent()
                && second.isPresent()
                && first.get().seed() == second.get().seed();
    }
}
