package org.cyborgml.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses one setting out of many by a rule that is fixed before the results are there: the best on average of those that are
 * nowhere worse than the reference.
 *
 * <ol>
 *   <li>For each measure, a setting's difference is the mean over seeds of its value less the reference's with the same seed.
 *   <li>A setting is dropped if on one measure its difference is below minus one standard error (of that mean, over seeds).
 *   <li>On each measure the settings that are left and the reference get ranks by their differences, the highest 1; equal ones
 *       share the mean of their ranks. Ranks keep a measure with a large spread from outvoting the others.
 *   <li>The setting of the lowest mean rank is chosen, of equals the one with the greater mean difference. If that is the
 *       reference, none is chosen.
 * </ol>
 *
 * <p>What is so chosen is a candidate: the same data cannot also show by how much it is better. Immutable.
 */
public final class SettingChoice {

    private final String reference;

    private SettingChoice(String reference) {
        this.reference = reference;
    }

    /**
     * A number that is measured of every setting with several seeds; higher is better.
     *
     * @param name of the measure
     * @param values by setting, then by seed
     */
    public record Measure(String name, Map<String, Map<Long, Double>> values) {

        /** Copies the maps. */
        public Measure {
            Map<String, Map<Long, Double>> copy = new LinkedHashMap<>();
            values.forEach((setting, bySeed) -> copy.put(setting, Map.copyOf(bySeed)));
            values = copy;
        }

        /**
         * Differences of two settings.
         *
         * @param setting one of them
         * @param reference the other
         * @return the setting's value less the reference's, for each seed that both have, in the order of the seeds; none for a
         *     setting that was not measured
         */
        public List<Double> differences(String setting, String reference) {
            Map<Long, Double> own = values.getOrDefault(setting, Map.of());
            Map<Long, Double> theirs = values.getOrDefault(reference, Map.of());
            return own.keySet().stream()
                    .filter(theirs::containsKey)
                    .sorted()
                    .map(seed -> Objects.requireNonNull(own.get(seed)) - Objects.requireNonNull(theirs.get(seed)))
                    .toList();
        }
    }

    /**
     * A setting's difference from the reference on one measure.
     *
     * @param mean over the seeds
     * @param error standard error of the mean
     */
    public record Difference(double mean, double error) {

        /** Tells if the setting is worse by more than the error. */
        boolean isWorse() {
            return mean < -error;
        }
    }

    /**
     * A setting.
     *
     * @param setting its name
     * @param differences one for each measure, in their order
     * @param isKept whether it is nowhere worse
     * @param meanRank among the kept ones; NaN for one that is dropped
     */
    public record Row(String setting, List<Difference> differences, boolean isKept, double meanRank) {

        /** Copies the list. */
        public Row {
            differences = List.copyOf(differences);
        }

        /**
         * The mean difference over the measures.
         *
         * @return the mean
         */
        public double meanDifference() {
            return differences.stream().mapToDouble(Difference::mean).average().orElseThrow();
        }
    }

    /**
     * Settings compared with the reference, and the choice.
     *
     * @param rows all settings, the reference among them, in the order of the first measure
     * @param chosen the setting; empty if none is better than the reference
     */
    public record Outcome(List<Row> rows, Optional<Row> chosen) {

        /** Copies the list. */
        public Outcome {
            rows = List.copyOf(rows);
        }
    }

    /**
     * A choice against a reference.
     *
     * @param setting name of the reference
     * @return the choice
     */
    public static SettingChoice against(String setting) {
        return new SettingChoice(Objects.requireNonNull(setting, "setting"));
    }

    /**
     * Applies the rule.
     *
     * @param measures at least one, all of the same settings
     * @return all settings, and the chosen one
     * @throws IllegalArgumentException if there is no measure, the settings of the measures differ, the reference is not among
     *     them, or a setting shares fewer than two seeds with it
     */
    public Outcome choose(List<Measure> measures) {
        if (measures.isEmpty()) {
            throw new IllegalArgumentException("there is no measure to choose by");
        }
        Set<String> settings = new LinkedHashSet<>(measures.get(0).values().keySet());
        if (!settings.contains(reference)) {
            throw new IllegalArgumentException(
                    "the reference \"" + reference + "\" is not among the settings " + settings);
        }
        for (Measure measure : measures) {
            if (!measure.values().keySet().equals(settings)) {
                throw new IllegalArgumentException("measure " + measure.name() + " is of the settings "
                        + measure.values().keySet() + ", others are of " + settings);
            }
        }
        Map<String, List<Difference>> differences = new LinkedHashMap<>();
        for (String setting : settings) {
            differences.put(
                    setting,
                    measures.stream()
                            .map(measure -> difference(measure, setting))
                            .toList());
        }
        Map<String, List<Difference>> kept = new LinkedHashMap<>(differences);
        kept.values().removeIf(all -> all.stream().anyMatch(Difference::isWorse));
        Map<String, Double> ranks = meanRanks(kept, measures.size());
        List<Row> rows = new ArrayList<>();
        differences.forEach((setting, all) ->
                rows.add(new Row(setting, all, kept.containsKey(setting), ranks.getOrDefault(setting, Double.NaN))));
        Optional<Row> chosen = rows.stream()
                .filter(Row::isKept)
                .min(Comparator.comparingDouble(Row::meanRank)
                        .thenComparing(
                                Comparator.comparingDouble(Row::meanDifference).reversed()))
                .filter(row -> !row.setting().equals(reference));
        return new Outcome(rows, chosen);
    }

    private Difference difference(Measure measure, String setting) {
        if (setting.equals(reference)) {
            return new Difference(0, 0);
        }
        double[] paired = measure.differences(setting, reference).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        if (paired.length < 2) {
            throw new IllegalArgumentException("setting " + setting + " has " + paired.length + " seeds in common with "
                    + reference + " on " + measure.name() + ": must be at least 2");
        }
        RunSummary summary = RunSummary.of(paired);
        return new Difference(summary.mean(), summary.standardDeviation() / Math.sqrt(paired.length));
    }

    private static Map<String, Double> meanRanks(Map<String, List<Difference>> kept, int measures) {
        Map<String, Double> ranks = new LinkedHashMap<>();
        kept.forEach((setting, own) -> {
            double sum = 0;
            for (int m = 0; m < measures; m++) {
                double mean = own.get(m).mean();
                for (List<Difference> other : kept.values()) {
                    double theirs = other.get(m).mean();
                    // Each counts itself by a half, so that the highest has rank 1.
                    sum += theirs > mean ? 1 : theirs == mean ? 0.5 : 0;
                }
            }
            ranks.put(setting, sum / measures + 0.5);
        });
        return ranks;
    }
}
