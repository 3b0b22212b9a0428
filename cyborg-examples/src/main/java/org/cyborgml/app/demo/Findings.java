package org.cyborgml.app.demo;

import java.util.List;
import org.cyborgml.app.decoy.Metric;
import org.cyborgml.app.decoy.TestSet;
import org.cyborgml.app.demo.DemoResults.Comparison;
import org.cyborgml.app.report.Numbers;

/** Says in words what came out, whatever it is. */
final class Findings {

    private final DemoResults results;

    Findings(DemoResults results) {
        this.results = results;
    }

    List<String> sentences() {
        return List.of(main(), shortcut(), cams());
    }

    private String main() {
        Comparison c = comparison(TestSet.RANDOM_VALUE, Metric.ACCURACY);
        return "With patch values drawn at random, classical training is right on "
                + Numbers.meanAndDeviation(c.classical(), 3) + " of the test images and CYBORG on "
                + Numbers.meanAndDeviation(c.cyborg(), 3) + " (mean ± SD over "
                + results.settings().seeds() + " seeds). " + direction(c) + " " + verdict(c);
    }

    private static String direction(Comparison c) {
        double mean = c.difference().mean();
        String size = Numbers.fixed(Math.abs(mean), 3);
        String tests = " (95 % confidence interval " + Numbers.signed(c.lower(), 3) + " to "
                + Numbers.signed(c.upper(), 3) + "; paired t-test " + Numbers.pEquals(c.tPValue())
                + "; Wilcoxon signed-rank test " + Numbers.pEquals(c.wilcoxonPValue()) + ").";
        if (mean == 0) {
            return "On average they do not differ" + tests;
        }
        return "CYBORG is " + (mean > 0 ? "higher" : "lower") + " by " + size + tests;
    }

    /** The t-based interval decides the words; the rank test of few runs cannot. */
    private static String verdict(Comparison c) {
        if (c.lower() <= 0 && c.upper() >= 0) {
            return "The interval holds 0, so these runs do not tell the two apart.";
        }
        return "The interval does not hold 0.";
    }

    private String shortcut() {
        Comparison trained = comparison(TestSet.AS_TRAINED, Metric.ACCURACY);
        Comparison other = comparison(TestSet.OTHER_LABEL, Metric.ACCURACY);
        double classical = trained.classical().mean() - other.classical().mean();
        double cyborg = trained.cyborg().mean() - other.cyborg().mean();
        return "How far a network goes by the patch shows in what it loses when the patch stops telling the label and tells"
                + " another: classical training falls from "
                + Numbers.fixed(trained.classical().mean(), 3) + " to "
                + Numbers.fixed(other.classical().mean(), 3) + " (a loss of " + Numbers.fixed(classical, 3)
                + "), CYBORG from " + Numbers.fixed(trained.cyborg().mean(), 3) + " to "
                + Numbers.fixed(other.cyborg().mean(), 3) + " (a loss of " + Numbers.fixed(cyborg, 3) + ").";
    }

    private String cams() {
        Comparison correlation = comparison(TestSet.RANDOM_VALUE, Metric.CORRELATION);
        Comparison patch = comparison(TestSet.RANDOM_VALUE, Metric.ENERGY_ON_PATCH);
        return "On the same images the CAM correlates with the garment's mask map by "
                + Numbers.meanAndDeviation(correlation.classical(), 3) + " after classical training and "
                + Numbers.meanAndDeviation(correlation.cyborg(), 3)
                + " after CYBORG, which was trained to that end; of the"
                + " CAM's sum " + Numbers.meanAndDeviation(patch.classical(), 3) + " and "
                + Numbers.meanAndDeviation(patch.cyborg(), 3) + " lie on the patch.";
    }

    private Comparison comparison(TestSet set, Metric metric) {
        return results.comparison(set, metric).orElseThrow();
    }
}
