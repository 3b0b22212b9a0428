package org.cyborgml.app.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.cyborgml.app.decoy.Metric;
import org.cyborgml.app.decoy.Patch;
import org.cyborgml.app.decoy.TestSet;
import org.cyborgml.app.demo.DemoPage.Fact;
import org.cyborgml.app.demo.DemoPage.Headline;
import org.cyborgml.app.demo.DemoPage.Row;
import org.cyborgml.app.demo.DemoResults.Comparison;
import org.cyborgml.app.demo.DemoResults.Provenance;
import org.cyborgml.app.report.ColourMap;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.report.Pages;
import org.cyborgml.metrics.WilcoxonSignedRankTest;

/** Makes the report page of results, and needs nothing but the results. */
final class DemoReport {

    private final DemoResults results;

    private DemoReport(DemoResults results) {
        this.results = results;
    }

    /** The page, one self-contained HTML document. */
    static String html(DemoResults results) {
        return Pages.render("demo/demo.jte", new DemoReport(results).page());
    }

    private DemoPage page() {
        DemoCharts charts = new DemoCharts(results);
        DemoImages images = new DemoImages(results);
        return new DemoPage(
                Pages.styleSheet(),
                results.settings().seeds(),
                results.provenance().finished(),
                headlines(),
                new Findings(results).sentences(),
                charts.accuracy(),
                byTestSet(Metric.ACCURACY),
                byTestSet(Metric.AUC),
                Numbers.fixed(
                        WilcoxonSignedRankTest.leastPValue(results.settings().seeds()), 4),
                images.task(),
                testSets(),
                charts.training(),
                charts.rocs(),
                Numbers.fixed(charts.rocEnd(), 1),
                images.meanMaps(),
                images.runMaps(),
                ColourMap.VIRIDIS.svg("map"),
                images.samples(),
                agreement(),
                Numbers.fixed((double) Patch.SIDE * Patch.SIDE / (FashionMnist.SIDE * FashionMnist.SIDE), 3),
                settings(),
                provenance());
    }

    private List<Headline> headlines() {
        Comparison main =
                results.comparison(TestSet.RANDOM_VALUE, Metric.ACCURACY).orElseThrow();
        return List.of(
                new Headline(
                        "Classical",
                        Numbers.fixed(main.classical().mean(), 3),
                        "± " + Numbers.fixed(main.classical().standardDeviation(), 3)),
                new Headline(
                        "CYBORG",
                        Numbers.fixed(main.cyborg().mean(), 3),
                        "± " + Numbers.fixed(main.cyborg().standardDeviation(), 3)),
                new Headline("Difference", Numbers.signed(main.difference().mean(), 3), interval(main, 3)));
    }

    private List<Row> byTestSet(Metric metric) {
        List<Comparison> comparisons = Arrays.stream(TestSet.values())
                .map(set -> results.comparison(set, metric).orElseThrow())
                .toList();
        int decimals = decimals(comparisons);
        return comparisons.stream()
                .map(c -> row(c.testSet().title(), c, decimals))
                .toList();
    }

    private List<Row> agreement() {
        return List.of(Metric.CORRELATION, Metric.ENERGY_ON_GARMENT, Metric.POINTING_GAME, Metric.ENERGY_ON_PATCH)
                .stream()
                .map(metric -> row(
                        metric.title(),
                        results.comparison(TestSet.RANDOM_VALUE, metric).orElseThrow(),
                        3))
                .toList();
    }

    private static Row row(String name, Comparison c, int decimals) {
        return new Row(
                name,
                Numbers.meanAndDeviation(c.classical(), decimals),
                Numbers.meanAndDeviation(c.cyborg(), decimals),
                Numbers.signed(c.difference().mean(), decimals),
                interval(c, decimals),
                Numbers.pValue(c.tPValue()),
                Numbers.pValue(c.wilcoxonPValue()));
    }

    /** So many that no interval of the table ends in a 0.000 that is not 0. */
    static int decimals(List<Comparison> comparisons) {
        return Numbers.decimals(comparisons.stream().flatMapToDouble(c -> DoubleStream.of(c.lower(), c.upper())));
    }

    private static String interval(Comparison c, int decimals) {
        return Numbers.interval(c.lower(), c.upper(), decimals);
    }

    private static List<Fact> testSets() {
        List<Fact> facts = new ArrayList<>();
        for (TestSet set : TestSet.values()) {
            facts.add(new Fact(set.title(), "The patch is " + set.patch() + "."));
        }
        return facts;
    }

    private List<Fact> settings() {
        DemoSettings s = results.settings();
        return List.of(
                new Fact("Network", results.provenance().network()),
                new Fact(
                        "Parameters",
                        String.format(Locale.ROOT, "%,d", results.provenance().parameters())),
                new Fact("Epochs", s.epochs() + "; the network after the last one is tested"),
                new Fact("Batch", s.batch() + " images"),
                new Fact(
                        "Optimiser",
                        "SGD, classical momentum " + s.momentum() + ", weight decay "
                                + BigDecimal.valueOf(s.weightDecay())
                                        .stripTrailingZeros()
                                        .toPlainString() + ", learning rate "
                                + s.learningRate() + " falling along half a cosine"),
                new Fact(
                        "Loss",
                        "alpha * cross-entropy + (1 − alpha) * mean squared difference of the scaled CAM of the predicted"
                                + " class and the mask map; alpha is 1 for classical training and " + s.alpha()
                                + " for CYBORG"),
                new Fact("Seeds", s.seed() + " to " + (s.seed() + s.seeds() - 1) + "; patches: " + s.seed()));
    }

    private List<Fact> provenance() {
        Provenance p = results.provenance();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Command", p.command()));
        facts.add(new Fact("Finished", p.finished()));
        facts.add(new Fact("Duration", Numbers.fixed(p.seconds(), 1) + " s"));
        facts.add(new Fact(
                "Data",
                "Fashion-MNIST (" + p.data() + "): " + p.trainingImages() + " training, " + p.validationImages()
                        + " validation and " + p.testImages() + " test images"));
        facts.add(new Fact("SHA-256 of the data", p.dataSha256()));
        for (Map<String, String> group : List.of(p.versions(), p.hardware())) {
            group.forEach((name, value) -> facts.add(new Fact(name, value)));
        }
        return facts;
    }
}
