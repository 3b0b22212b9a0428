package org.cyborgml.app.paper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cyborgml.app.experiment.ExperimentRecord.BackboneEntry;
import org.cyborgml.app.experiment.ExperimentRecord.ScenarioEntry;
import org.cyborgml.app.experiment.PairedRuns;
import org.cyborgml.app.report.Axis;
import org.cyborgml.app.report.Item;
import org.cyborgml.app.report.Item.Layout;
import org.cyborgml.app.report.LineChart;
import org.cyborgml.app.report.LineChart.Style;
import org.cyborgml.app.report.Numbering;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.report.Panel;
import org.cyborgml.app.report.Series;
import org.cyborgml.app.report.Table;
import org.cyborgml.app.report.TableColumn;

/** Learning curves of a report: of plans whose scenarios say the share of the images to train on. */
final class LearningCurveSection {

    /** A backbone's curves: without maps, and by the folder of the maps. */
    private record Curves(BackboneEntry backbone, LearningCurve without, Map<String, LearningCurve> with) {}

    /** A number of images with maps, and what is known without maps at the same number. */
    private record Row(
            Curves curves,
            String maps,
            LearningCurve.Point with,
            Optional<LearningCurve.Point> without,
            LearningCurve.Equivalent equivalent) {

        /** Runs are in the same order at all points. */
        Optional<PairedRuns> difference() {
            return without.flatMap(before -> PairedRuns.of(byPlace(before), byPlace(with)));
        }

        private static Map<Long, Double> byPlace(LearningCurve.Point point) {
            Map<Long, Double> values = new LinkedHashMap<>();
            point.runs().forEach(value -> values.put((long) values.size(), value));
            return values;
        }
    }

    private final Runs runs;

    private LearningCurveSection(Runs runs) {
        this.runs = runs;
    }

    /** The items; none if the plan sets no share of the images, or no run is finished at all numbers of images. */
    static List<Item> of(Runs runs, Numbering numbers) {
        return new LearningCurveSection(runs).items(numbers);
    }

    private List<Item> items(Numbering numbers) {
        List<Curves> all = runs.backbones().stream()
                .map(this::curves)
                .flatMap(Optional::stream)
                .toList();
        if (all.isEmpty()) {
            return List.of();
        }
        List<Row> rows = all.stream().flatMap(curves -> rows(curves).stream()).toList();
        return List.of(
                numbers.figure(
                        "learning-curve",
                        runs.measure().title() + ", " + runs.mainImages()
                                + ", by the number of images trained on, mean over"
                                + " the runs that are finished at every number, with a band of ± one standard deviation.",
                        all.stream().map(this::panel).toList(),
                        Layout.WIDE),
                numbers.table(
                        "learning-curve",
                        runs.measure().title() + ", " + runs.mainImages()
                                + ": with maps against without at the same number of"
                                + " images, paired by seed; and the number of images without maps that does as well as these"
                                + " with maps, read off the curve of the means (straight lines over the logarithm of the number)"
                                + " with a 95 % interval from 2,000 drawings of the runs. Beyond the curve's ends it is not"
                                + " known more closely.",
                        table(rows),
                        TableColumn.csv(written(), rows)));
    }

    private Optional<Curves> curves(BackboneEntry backbone) {
        List<Setting> settings = runs.settings(backbone).stream()
                .filter(setting -> setting.scenario().trainedImages() != null)
                .toList();
        Set<Long> seeds = new LinkedHashSet<>(runs.experiment().seeds());
        settings.forEach(setting ->
                seeds.retainAll(runs.bySeed(setting, runs.mainColumn()).keySet()));
        List<LearningCurve.Point> without = new ArrayList<>();
        Map<String, List<LearningCurve.Point>> with = new LinkedHashMap<>();
        for (Setting setting : settings) {
            ScenarioEntry scenario = setting.scenario();
            Map<Long, Double> values = runs.bySeed(setting, runs.mainColumn());
            LearningCurve.Point point = new LearningCurve.Point(
                    Objects.requireNonNull(scenario.trainedImages()),
                    seeds.stream()
                            .map(seed -> Objects.requireNonNull(values.get(seed)))
                            .toList());
            if (scenario.maps() == null) {
                without.add(point);
            } else {
                with.computeIfAbsent(scenario.maps(), x -> new ArrayList<>()).add(point);
            }
        }
        with.values().removeIf(points -> points.size() < 2);
        return seeds.isEmpty() || without.size() < 2 || with.isEmpty()
                ? Optional.empty()
                : Optional.of(new Curves(
                        backbone,
                        new LearningCurve(without),
                        with.entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey,
                                        one -> new LearningCurve(one.getValue()),
                                        (a, b) -> a,
                                        LinkedHashMap::new))));
    }

    private static List<Row> rows(Curves curves) {
        List<Row> rows = new ArrayList<>();
        curves.with().forEach((maps, curve) -> curve.points().forEach(point -> {
            Optional<LearningCurve.Point> same = curves.without().points().stream()
                    .filter(other -> other.images() == point.images())
                    .findFirst();
            rows.add(new Row(curves, maps, point, same, curves.without().as(point)));
        }));
        return rows;
    }

    private Panel panel(Curves curves) {
        List<Series> series = new ArrayList<>();
        series.add(line("Without maps", 0, curves.without()));
        curves.with().forEach((maps, curve) -> series.add(line("With " + maps, series.size(), curve)));
        Axis images = Axis.covering(
                "Images trained on",
                0,
                Double.POSITIVE_INFINITY,
                series.stream().flatMap(one -> one.x().stream()).mapToDouble(Double::doubleValue));
        Axis values = Axis.covering(
                runs.measure().title() + ", " + runs.mainImages(),
                0,
                1,
                series.stream().flatMapToDouble(Series::edges));
        String name = runs.measure().title() + " by the number of images, "
                + curves.backbone().title();
        return new Panel(
                curves.backbone().title(), new LineChart(name, images, values, series, Style.DOTTED_LINES).svg());
    }

    private static Series line(String label, int colour, LearningCurve curve) {
        return Series.ofRuns(
                label,
                colour,
                curve.points().stream().map(point -> (double) point.images()).toList(),
                curve.points().stream().map(LearningCurve.Point::summary).toList());
    }

    private static Table table(List<Row> rows) {
        List<TableColumn<Row>> columns = List.of(
                new TableColumn<>("Without maps", row -> row.without()
                        .map(point -> Numbers.meanAndDeviation(point.summary(), 3))
                        .orElse("")),
                new TableColumn<>(
                        "With maps", row -> Numbers.meanAndDeviation(row.with().summary(), 3)),
                new TableColumn<>(
                        "Difference [95 % interval]",
                        row -> row.difference()
                                .map(pairs -> Numbers.difference(pairs.mean(), pairs.interval(), 3))
                                .orElse("")),
                new TableColumn<>("p, t-test", row -> row.difference()
                        .map(pairs -> Numbers.pValue(pairs.tPValue()))
                        .orElse("")),
                new TableColumn<>(
                        "Images without maps that do as well [95 % interval]",
                        row -> images(row, row.equivalent().images()) + " ["
                                + images(row, row.equivalent().lower()) + ", "
                                + images(row, row.equivalent().upper()) + "]"),
                new TableColumn<>(
                        "Runs", row -> String.valueOf(row.with().runs().size())));
        return new Table(
                TableColumn.headings("Images", columns),
                List.of(new Table.Group(
                        "",
                        rows.stream()
                                .map(row -> TableColumn.row(
                                        row.with().images() + " with " + row.maps() + ", "
                                                + row.curves().backbone().title(),
                                        columns,
                                        row))
                                .toList())));
    }

    private static String images(Row row, double images) {
        if (images == 0) {
            return "< " + row.curves().without().least();
        }
        return Double.isInfinite(images) ? "> " + row.curves().without().most() : String.valueOf(Math.round(images));
    }

    private static List<TableColumn<Row>> written() {
        return List.of(
                new TableColumn<>("backbone", row -> row.curves().backbone().id()),
                new TableColumn<>("maps", Row::maps),
                TableColumn.ofNumber("images", row -> row.with().images()),
                TableColumn.ofNumber("runs", row -> row.with().runs().size()),
                TableColumn.ofNumber("mean_without_maps", row -> row.without()
                        .map(point -> point.summary().mean())
                        .orElse(Double.NaN)),
                TableColumn.ofNumber(
                        "mean_with_maps", row -> row.with().summary().mean()),
                TableColumn.ofNumber(
                        "difference",
                        row -> row.difference().map(PairedRuns::mean).orElse(Double.NaN)),
                TableColumn.ofNumber("lower_95", row -> row.difference()
                        .map(pairs -> pairs.interval().lower())
                        .orElse(Double.NaN)),
                TableColumn.ofNumber("upper_95", row -> row.difference()
                        .map(pairs -> pairs.interval().upper())
                        .orElse(Double.NaN)),
                TableColumn.ofNumber(
                        "p_t", row -> row.difference().map(PairedRuns::tPValue).orElse(Double.NaN)),
                new TableColumn<>(
                        "same_without_maps", row -> images(row, row.equivalent().images())),
                new TableColumn<>(
                        "same_lower_95", row -> images(row, row.equivalent().lower())),
                new TableColumn<>(
                        "same_upper_95", row -> images(row, row.equivalent().upper())));
    }
}
