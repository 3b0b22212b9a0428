package org.cyborgml.app.demo;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.cyborgml.app.decoy.Metric;
import org.cyborgml.app.decoy.TestSet;
import org.cyborgml.app.demo.DemoResults.Epoch;
import org.cyborgml.app.demo.DemoResults.Example;
import org.cyborgml.app.demo.DemoResults.Grid;
import org.cyborgml.app.demo.DemoResults.Image;
import org.cyborgml.app.demo.DemoResults.Provenance;
import org.cyborgml.app.demo.DemoResults.Roc;
import org.cyborgml.app.demo.DemoResults.Run;
import org.cyborgml.app.demo.DemoResults.Sample;
import org.cyborgml.app.demo.DemoResults.Scenario;
import org.cyborgml.app.demo.DemoResults.TestValues;
import org.cyborgml.app.demo.DemoResults.View;

/** Results that no network made, with a wanted gain of CYBORG over classical training in every metric. */
final class SyntheticResults {

    static final int RUNS = 3;

    private final SplittableRandom random = new SplittableRandom(5);

    static DemoResults withGain(double gain) {
        SyntheticResults made = new SyntheticResults();
        Scenario classical = made.scenario("Classical", 1, 0);
        Scenario cyborg = made.scenario("CYBORG", 0.5, gain);
        return new DemoResults(
                DemoResults.LAYOUT,
                new Provenance(
                        "demo --seed 1",
                        "2026-01-02T03:04:05Z",
                        123.4,
                        Map.of("Java", "17 <&> more"),
                        Map.of("Cores", "2"),
                        291_234,
                        "small_cnn",
                        "embedded subset",
                        "0123456789abcdef",
                        600,
                        50,
                        100),
                DemoSettings.of(1, RUNS, 2, 600),
                FashionMnist.CLASSES,
                made.example(),
                made.grid(7),
                List.of(classical, cyborg),
                Comparisons.of(classical, cyborg),
                IntStream.range(0, 10).mapToObj(made::sample).toList());
    }

    private Scenario scenario(String name, double alpha, double gain) {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            runs.add(new Run(1 + i, 9.5, epochs(alpha), tests(gain), grid(7)));
        }
        List<Roc> roc = new ArrayList<>();
        List<Double> rates = DoubleStream.of(0, 0.5, 1).boxed().toList();
        for (TestSet set : TestSet.values()) {
            roc.add(new Roc(set, rates, List.of(0.0, 0.1, 1.0), List.of(0.0, 0.01, 0.0)));
        }
        return new Scenario(name, alpha, runs, roc, grid(7));
    }

    private List<Epoch> epochs(double alpha) {
        return List.of(
                new Epoch(1, 1.5, alpha == 1 ? null : 0.25, 0.5, random.nextDouble(0.4, 0.5)),
                new Epoch(2, 0.7, alpha == 1 ? null : 0.125, 0.8, random.nextDouble(0.7, 0.8)));
    }

    private List<TestValues> tests(double gain) {
        List<TestValues> tests = new ArrayList<>();
        for (TestSet set : TestSet.values()) {
            Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
            for (Metric metric : Metric.values()) {
                if (set != TestSet.NO_PATCH || metric != Metric.ENERGY_ON_PATCH) {
                    metrics.put(metric, random.nextDouble(0.5, 0.6) + gain);
                }
            }
            tests.add(new TestValues(set, metrics));
        }
        return tests;
    }

    private Grid grid(int side) {
        return new Grid(
                side,
                side,
                random.doubles((long) side * side)
                        .mapToObj(value -> (float) value)
                        .toList());
    }

    private Image image() {
        byte[] pixels = new byte[28 * 28];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.nextInt(256);
        }
        return Image.of(28, pixels);
    }

    private Example example() {
        Map<TestSet, Image> images = new EnumMap<>(TestSet.class);
        for (TestSet set : TestSet.values()) {
            images.put(set, image());
        }
        return new Example(4, image(), images, image(), grid(28), grid(7));
    }

    private Sample sample(int label) {
        return new Sample(
                label,
                (label * 3) % 10,
                image(),
                grid(7),
                List.of(new View(label, 0.75, grid(7)), new View((label + 1) % 10, 0.5, grid(7))));
    }

    private SyntheticResults() {}
}
