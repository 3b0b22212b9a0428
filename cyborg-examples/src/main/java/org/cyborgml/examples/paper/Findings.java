package org.cyborgml.examples.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import org.cyborgml.examples.experiment.ExperimentRecord.BackboneEntry;
import org.cyborgml.examples.experiment.ExperimentRecord.ScenarioEntry;
import org.cyborgml.examples.report.Numbers;
import org.cyborgml.metrics.RunSummary;

/** Says in words what came out, whatever it is. */
final class Findings {

    /** Below so many pairs the tests see large differences only. */
    private static final int FEW_PAIRS = 6;

    private final Runs runs;
    private final Comparisons comparisons;

    Findings(Runs runs, Comparisons comparisons) {
        this.runs = runs;
        this.comparisons = comparisons;
    }

    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        if (runs.finished() == 0) {
            sentences.add("No cell is finished, so there is nothing to report yet.");
            return sentences;
        }
        for (BackboneEntry backbone : runs.backbones()) {
            runs.settings(backbone).forEach(setting -> about(setting).ifPresent(sentences::add));
        }
        sentences.add(count());
        return sentences;
    }

    private Optional<String> about(Setting setting) {
        if (runs.baseline().isEmpty() || setting.scenario().baseline()) {
            return Optional.empty();
        }
        Setting baseline = new Setting(setting.backbone(), runs.baseline().get());
        Optional<RunSummary> own = auc(setting);
        Optional<RunSummary> other = auc(baseline);
        if (own.isEmpty() || other.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(setting.backbone().title() + ": "
                + setting.scenario().title() + " has an AUC of "
                + meanOfRuns(own.get()) + ", " + baseline.scenario().title() + " of "
                + meanOfRuns(other.get()) + " (" + runs.mainColumn().title().toLowerCase(Locale.ROOT)
                + "). " + verdict(setting));
    }

    private Optional<RunSummary> auc(Setting setting) {
        return Runs.summary(runs.values(setting, Measure.AUC, runs.mainColumn()));
    }

    private static String meanOfRuns(RunSummary auc) {
        return Numbers.meanAndDeviation(auc, Numbers.decimals(DoubleStream.of(auc.standardDeviation())))
                + (auc.runs() == 1 ? " (one run)" : " (" + auc.runs() + " runs)");
    }

    private String verdict(Setting setting) {
        Optional<Comparison> found = comparisons.of(setting, runs.mainColumn());
        if (found.isEmpty()) {
            return "With fewer than two pairs of runs of the same seed there is no test, and no telling whether the"
                    + " difference is chance.";
        }
        Comparison c = found.get();
        int decimals = Numbers.decimals(
                DoubleStream.of(c.interval().lower(), c.interval().upper()));
        String tests = ComparisonTable.difference(c, decimals) + " with its 95 % confidence interval over " + c.pairs()
                + " pairs of runs; paired t-test " + Numbers.pEquals(c.tPValue()) + ", Wilcoxon signed-rank test "
                + Numbers.pEquals(c.wilcoxonPValue());
        return "The paired difference is " + tests + ". " + words(c) + few(c);
    }

    private static String words(Comparison c) {
        if (!c.isSignificant()) {
            return "The difference is not significant: the interval holds 0, so these runs do not tell the two apart.";
        }
        String direction = c.difference() > 0 ? "higher" : "lower";
        return c.isSignificantCorrected()
                ? "It is significantly " + direction + ", after Holm's correction too (" + Numbers.pEquals(c.holm())
                        + ")."
                : "Taken alone it is significantly " + direction + "; after Holm's correction for all comparisons of"
                        + " this report it is not (" + Numbers.pEquals(c.holm()) + ").";
    }

    private static String few(Comparison c) {
        return c.pairs() >= FEW_PAIRS
                ? ""
                : " With " + c.pairs() + " pairs the tests have little power, and Wilcoxon's p cannot go below "
                        + Numbers.pValue(Comparisons.leastWilcoxon(c.pairs())) + ".";
    }

    private String count() {
        List<Comparison> all = comparisons.all();
        if (runs.baseline().isEmpty()) {
            return "The plan names no scenario as the baseline, so nothing is compared.";
        }
        if (all.isEmpty()) {
            return "No two runs of the same seed are finished in "
                    + runs.baseline().map(ScenarioEntry::title).get() + " and another scenario, so nothing is tested.";
        }
        return "Of all " + all.size() + " comparisons with "
                + runs.baseline().map(ScenarioEntry::title).get()
                + " (Table 2), by the paired t-test at 0.05 " + count(all, 1, Comparison::isSignificant)
                + " are higher and "
                + count(all, -1, Comparison::isSignificant)
                + " lower, the others not significant; after Holm's correction "
                + count(all, 1, Comparison::isSignificantCorrected)
                + " and " + count(all, -1, Comparison::isSignificantCorrected) + ".";
    }

    private static long count(List<Comparison> all, int sign, Predicate<Comparison> condition) {
        return all.stream()
                .filter(c -> Math.signum(c.difference()) == sign)
                .filter(condition)
                .count();
    }
}
