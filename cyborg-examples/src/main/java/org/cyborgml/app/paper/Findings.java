package org.cyborgml.app.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.metrics.RunSummary;
import org.cyborgml.metrics.WilcoxonSignedRankTest;

/** The results in words, whatever they are. */
final class Findings {

    /** Below so many pairs the tests see large differences only. */
    private static final int FEW_PAIRS = 6;

    private final Runs runs;
    private final List<Comparison> comparisons;
    private final List<Difference> equalLoss;

    Findings(Runs runs, List<Comparison> comparisons, List<Difference> equalLoss) {
        this.runs = runs;
        this.comparisons = List.copyOf(comparisons);
        this.equalLoss = List.copyOf(equalLoss);
    }

    /** Introduces the comparisons. */
    String introduction() {
        if (runs.finished() == 0) {
            return "No training is finished, so there is nothing to report yet.";
        }
        if (!runs.isTested()) {
            return "The plan has no test set, so the report is of the training alone: no "
                    + runs.measure().inText()
                    + ", no ROC curves, no comparison. Test sets can be added to the plan, and the experiment run again: trained"
                    + " networks are kept.";
        }
        if (runs.baseline().isEmpty()) {
            return "The plan names no scenario as the baseline, so nothing is compared.";
        }
        return runs.measure().title() + ", " + runs.mainImages() + ", against that of " + runs.baselineTitle()
                + ", mean ± SD over the finished runs; differences over runs paired by"
                + " seed, with the 95 % confidence interval and two-sided tests.";
    }

    /** A sentence for each setting that is compared with the baseline. */
    List<String> comparisons() {
        List<String> sentences = new ArrayList<>();
        runs.settings().forEach(setting -> about(setting).ifPresent(sentences::add));
        return sentences;
    }

    /** Remarks on all comparisons. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (!comparisons.isEmpty()) {
            remarks.add(count(comparisons));
            int fewest =
                    comparisons.stream().mapToInt(c -> c.runs().pairs()).min().orElseThrow();
            if (fewest < FEW_PAIRS) {
                remarks.add("With as few as " + fewest + " pairs the tests see large differences only, and Wilcoxon's p"
                        + " cannot go below " + Numbers.pValue(WilcoxonSignedRankTest.leastPValue(fewest)) + ".");
            }
        } else if (runs.finished() > 0 && runs.isTested() && runs.baseline().isPresent()) {
            remarks.add("Fewer than two pairs of runs of the same seed are finished in " + runs.baselineTitle()
                    + " and in another"
                    + " scenario each, so nothing is tested: whether a difference is chance cannot be told.");
        }
        if (!runs.leftOut().isEmpty()) {
            remarks.add("Left out of this report, on request: " + String.join("; ", runs.leftOut()) + ".");
        }
        return remarks;
    }

    /** Introduction, comparisons and remarks. */
    List<String> all() {
        return Stream.of(List.of(introduction()), comparisons(), remarks())
                .flatMap(List::stream)
                .toList();
    }

    private Optional<String> about(Setting setting) {
        if (!runs.isTested() || runs.baseline().isEmpty() || setting.scenario().baseline()) {
            return Optional.empty();
        }
        Setting baseline = new Setting(setting.backbone(), runs.baseline().get());
        Optional<RunSummary> own = measured(setting);
        Optional<RunSummary> other = measured(baseline);
        if (own.isEmpty() || other.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                setting.backbone().title() + ", " + setting.scenario().title() + ": " + meanOfRuns(own.get())
                        + " against " + meanOfRuns(other.get()) + ". " + verdict(setting) + atEqualLoss(setting));
    }

    private Optional<RunSummary> measured(Setting setting) {
        return Runs.summary(runs.values(setting, runs.measure(), runs.mainColumn()));
    }

    private static String meanOfRuns(RunSummary value) {
        return Numbers.meanAndDeviation(value, Numbers.decimals(DoubleStream.of(value.standardDeviation())))
                + (value.runs() == 1 ? " (one run)" : " (" + value.runs() + " runs)");
    }

    private String verdict(Setting setting) {
        Optional<Comparison> found = Comparison.of(setting, runs.mainColumn(), comparisons);
        if (found.isEmpty()) {
            return "Fewer than two pairs of runs: no test.";
        }
        Comparison c = found.get();
        int decimals = Difference.decimals(List.of(c.difference()));
        return "Difference " + c.difference().text(decimals) + " over "
                + c.runs().pairs()
                + " pairs (t-test " + Numbers.pEquals(c.runs().tPValue()) + ", Wilcoxon "
                + Numbers.pEquals(c.runs().wilcoxonPValue())
                + "): " + words(c);
    }

    private String atEqualLoss(Setting setting) {
        return equalLoss.stream()
                .filter(one -> one.isOf(setting, runs.mainColumn()))
                .findFirst()
                .map(one -> {
                    int decimals = Difference.decimals(List.of(one));
                    return " At equal training loss the difference is "
                            + one.text(decimals) + " (t-test "
                            + Numbers.pEquals(one.runs().tPValue()) + ").";
                })
                .orElse("");
    }

    private static String words(Comparison c) {
        if (!c.isSignificant()) {
            return "not significant; these runs do not tell the two apart.";
        }
        String direction = c.runs().mean() > 0 ? "higher" : "lower";
        return c.isSignificantCorrected()
                ? "significantly " + direction + ", after Holm's correction too (" + Numbers.pEquals(c.holm()) + ")."
                : "taken alone significantly " + direction + ", after Holm's correction for all comparisons of this"
                        + " report not (" + Numbers.pEquals(c.holm()) + ").";
    }

    private String count(List<Comparison> all) {
        return "All " + all.size() + " comparisons with " + runs.baselineTitle()
                + ", test sets one by one included (Table 2), by the"
                + " paired t-test at 0.05: significantly higher " + count(all, 1, Comparison::isSignificant)
                + ", lower "
                + count(all, -1, Comparison::isSignificant) + ", not significant "
                + all.stream().filter(c -> !c.isSignificant()).count() + "; after Holm's correction higher "
                + count(all, 1, Comparison::isSignificantCorrected) + ", lower "
                + count(all, -1, Comparison::isSignificantCorrected) + ".";
    }

    private static long count(List<Comparison> all, int sign, Predicate<Comparison> condition) {
        return all.stream()
                .filter(c -> Math.signum(c.runs().mean()) == sign)
                .filter(condition)
                .count();
    }
}
