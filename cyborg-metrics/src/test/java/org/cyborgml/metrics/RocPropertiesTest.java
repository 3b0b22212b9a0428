package org.cyborgml.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Properties of every ROC curve, checked on random scores with ties and against definitions counted pair by pair. */
class RocPropertiesTest {
    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aucIsTheShareOfPairsWon(long seed) {
        Golden.Sample sample = Golden.Sample.random(seed);
        double wins = 0;
        int pairs = 0;
        for (int i = 0; i < sample.scores().length; i++) {
            for (int j = 0; j < sample.scores().length; j++) {
                if (sample.positive()[i] && !sample.positive()[j]) {
                    wins += win(sample.scores()[i], sample.scores()[j]);
                    pairs++;
                }
            }
        }
        assertThat(sample.counted().auc()).isEqualTo(wins / pairs);
    }

    private static double win(double positive, double negative) {
        return positive > negative ? 1 : positive == negative ? 0.5 : 0;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aucIsTheAreaOfTheCurve(long seed) {
        RocCurve curve = RocCurve.of(Golden.Sample.random(seed).counted());
        double area = 0;
        for (int i = 1; i < curve.size(); i++) {
            assertThat(curve.threshold(i)).isLessThan(curve.threshold(i - 1));
            assertThat(curve.truePositiveRate(i) + curve.falsePositiveRate(i))
                    .isGreaterThan(curve.truePositiveRate(i - 1) + curve.falsePositiveRate(i - 1));
            area += (curve.falsePositiveRate(i) - curve.falsePositiveRate(i - 1))
                    * (curve.truePositiveRate(i) + curve.truePositiveRate(i - 1))
                    / 2;
        }
        assertThat(curve.auc()).isCloseTo(area, within(1e-14));
        for (RateAxis axis : RateAxis.values()) {
            PartialAuc whole = curve.partialAuc(axis, 0, 1);
            assertThat(whole.area()).isCloseTo(area, within(1e-14));
            assertThat(whole.standardised()).isCloseTo(area, within(1e-14));
            double parts = curve.partialAuc(axis, 0, 0.3).area()
                    + curve.partialAuc(axis, 0.3, 0.35).area()
                    + curve.partialAuc(axis, 0.35, 1).area();
            assertThat(parts).isCloseTo(area, within(1e-14));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void deLongVarianceIsThatOfThePlacementsCountedPairByPair(long seed) {
        Golden.Sample a = Golden.Sample.random(seed);
        Random random = new Random(seed + 1000);
        double[] second =
                Arrays.stream(a.scores()).map(s -> s + random.nextInt(5)).toArray();
        DeLongTest.Result result = DeLongTest.withDefaults().test(a.positive(), a.scores(), second);

        double[][] v = {placements(a.positive(), a.scores()), placements(a.positive(), second)};
        assertThat(result.first().variance()).isCloseTo(covariance(a.positive(), v[0], v[0]), within(1e-14));
        assertThat(result.second().variance()).isCloseTo(covariance(a.positive(), v[1], v[1]), within(1e-14));
        assertThat(result.covariance()).isCloseTo(covariance(a.positive(), v[0], v[1]), within(1e-14));
        assertThat(result.first()).isEqualTo(AucEstimate.of(a.counted()));
    }

    /** DeLong's V10 for positives and V01 for negatives, by their definition. */
    private static double[] placements(boolean[] positive, double[] scores) {
        double[] placements = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            int others = 0;
            for (int j = 0; j < scores.length; j++) {
                if (positive[i] != positive[j]) {
                    placements[i] += positive[i] ? win(scores[i], scores[j]) : win(scores[j], scores[i]);
                    others++;
                }
            }
            placements[i] /= others;
        }
        return placements;
    }

    private static double covariance(boolean[] positive, double[] a, double[] b) {
        double variance = 0;
        for (boolean side : new boolean[] {true, false}) {
            double sumA = 0;
            double sumB = 0;
            int count = 0;
            for (int i = 0; i < a.length; i++) {
                if (positive[i] == side) {
                    sumA += a[i];
                    sumB += b[i];
                    count++;
                }
            }
            double products = 0;
            for (int i = 0; i < a.length; i++) {
                if (positive[i] == side) {
                    products += (a[i] - sumA / count) * (b[i] - sumB / count);
                }
            }
            variance += products / (count - 1) / count;
        }
        return variance;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void growingFunctionsOfTheScoreChangeNothing(long seed) {
        Golden.Sample sample = Golden.Sample.random(seed);
        double[] grown =
                Arrays.stream(sample.scores()).map(s -> Math.exp(s / 8)).toArray();
        BinaryScores before = sample.counted();
        BinaryScores after = BinaryScores.of(sample.positive(), grown);
        assertThat(after.auc()).isEqualTo(before.auc());
        assertThat(after.averagePrecision()).isEqualTo(before.averagePrecision());
        assertThat(AucEstimate.of(after)).isEqualTo(AucEstimate.of(before));
        assertThat(RocCurve.of(after).equalErrorRate().rate())
                .isEqualTo(RocCurve.of(before).equalErrorRate().rate());
        DeLongTest.Result same = DeLongTest.withDefaults().test(sample.positive(), sample.scores(), grown);
        assertThat(same.variance()).isZero();
        assertThat(same.pValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void orderOfCasesChangesNothing(long seed) {
        Golden.Sample sample = Golden.Sample.random(seed);
        int size = sample.scores().length;
        boolean[] reversedLabels = new boolean[size];
        double[] reversed = new double[size];
        for (int i = 0; i < size; i++) {
            reversedLabels[i] = sample.positive()[size - 1 - i];
            reversed[i] = sample.scores()[size - 1 - i];
        }
        RocCurve before = RocCurve.of(sample.counted());
        RocCurve after = RocCurve.of(BinaryScores.of(reversedLabels, reversed));
        assertThat(after.thresholds()).containsExactly(before.thresholds());
        assertThat(after.truePositiveRates()).containsExactly(before.truePositiveRates());
        assertThat(after.falsePositiveRates()).containsExactly(before.falsePositiveRates());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void swappedLabelsMirrorTheCurve(long seed) {
        Golden.Sample sample = Golden.Sample.random(seed);
        boolean[] swapped = new boolean[sample.positive().length];
        for (int i = 0; i < swapped.length; i++) {
            swapped[i] = !sample.positive()[i];
        }
        double[] negated = Arrays.stream(sample.scores()).map(s -> -s).toArray();
        AucEstimate estimate = AucEstimate.of(sample.counted());
        AucEstimate labelsSwapped = AucEstimate.of(BinaryScores.of(swapped, sample.scores()));
        AucEstimate bothSwapped = AucEstimate.of(BinaryScores.of(swapped, negated));
        assertThat(labelsSwapped.value()).isCloseTo(1 - estimate.value(), within(1e-15));
        assertThat(labelsSwapped.variance()).isCloseTo(estimate.variance(), within(1e-15));
        assertThat(bothSwapped.value()).isEqualTo(estimate.value());
        assertThat(RocCurve.of(BinaryScores.of(swapped, negated))
                        .equalErrorRate()
                        .rate())
                .isCloseTo(RocCurve.of(sample.counted()).equalErrorRate().rate(), within(1e-14));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void repeatingEveryCaseKeepsTheCurve(long seed) {
        Golden.Sample sample = Golden.Sample.random(seed);
        int size = sample.scores().length;
        boolean[] labels = Arrays.copyOf(sample.positive(), 2 * size);
        double[] scores = Arrays.copyOf(sample.scores(), 2 * size);
        System.arraycopy(sample.positive(), 0, labels, size, size);
        System.arraycopy(sample.scores(), 0, scores, size, size);
        BinaryScores twice = BinaryScores.of(labels, scores);
        assertThat(twice.auc()).isEqualTo(sample.counted().auc());
        assertThat(RocCurve.of(twice).truePositiveRates())
                .containsExactly(RocCurve.of(sample.counted()).truePositiveRates());
        assertThat(twice.averagePrecision()).isCloseTo(sample.counted().averagePrecision(), within(1e-15));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void operatingPointsCountTheCases(long seed) {
        Golden.Sample sample = Golden.Sample.random(seed);
        BinaryScores scores = sample.counted();
        for (double threshold : new double[] {
            Double.NEGATIVE_INFINITY, sample.scores()[0], sample.scores()[0] + 0.01, -0.3, 0, Double.POSITIVE_INFINITY
        }) {
            int truePositives = 0;
            int falsePositives = 0;
            int right = 0;
            for (int i = 0; i < sample.scores().length; i++) {
                boolean called = sample.scores()[i] >= threshold;
                truePositives += called && sample.positive()[i] ? 1 : 0;
                falsePositives += called && !sample.positive()[i] ? 1 : 0;
                right += called == sample.positive()[i] ? 1 : 0;
            }
            OperatingPoint point = scores.at(threshold);
            assertThat(point)
                    .isEqualTo(new OperatingPoint(
                            threshold, truePositives, falsePositives, scores.positives(), scores.negatives()));
            assertThat(point.accuracy()).isEqualTo((double) right / sample.scores().length);
            assertThat(point.falseNegativeRate()).isCloseTo(1 - point.truePositiveRate(), within(1e-15));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void tdrAtFdrIsTheBestRealisableThreshold(long seed) {
        BinaryScores scores = Golden.Sample.random(seed).counted();
        RocCurve curve = RocCurve.of(scores);
        for (double limit : new double[] {0, 0.01, 0.1, 0.25, 1.0 / scores.negatives(), 0.9, 1}) {
            OperatingPoint point = scores.atFalsePositiveRate(limit);
            double best = 0;
            for (int i = 0; i < curve.size(); i++) {
                best = curve.falsePositiveRate(i) <= limit ? Math.max(best, curve.truePositiveRate(i)) : best;
            }
            assertThat(point.truePositiveRate()).isEqualTo(best);
            assertThat(point.falsePositiveRate()).isLessThanOrEqualTo(limit);
            assertThat(scores.at(point.threshold())).isEqualTo(point);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void interpolatedRatesLieOnTheCurveAndPassThroughItsPoints(long seed) {
        RocCurve curve = RocCurve.of(Golden.Sample.random(seed).counted());
        for (int i = 0; i < curve.size(); i++) {
            double fpr = curve.falsePositiveRate(i);
            double tpr = curve.truePositiveRate(i);
            assertThat(curve.falsePositiveRateAt(tpr)).isLessThanOrEqualTo(fpr);
            assertThat(curve.truePositiveRateAt(fpr)).isGreaterThanOrEqualTo(tpr);
            boolean startsRun = i == 0 || curve.truePositiveRate(i - 1) < tpr;
            if (startsRun) {
                assertThat(curve.falsePositiveRateAt(tpr)).isEqualTo(fpr);
            }
            if (i > 0 && curve.truePositiveRate(i - 1) < tpr && curve.falsePositiveRate(i - 1) < fpr) {
                double middle = (curve.truePositiveRate(i - 1) + tpr) / 2;
                double halfway = (curve.falsePositiveRate(i - 1) + fpr) / 2;
                assertThat(curve.falsePositiveRateAt(middle)).isCloseTo(halfway, within(1e-14));
                assertThat(curve.truePositiveRateAt(halfway)).isCloseTo(middle, within(1e-14));
            }
        }
        assertThat(curve.truePositiveRateAt(1)).isEqualTo(1);
        assertThat(curve.falsePositiveRateAt(0)).isZero();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void equalErrorRateBalancesTheErrors(long seed) {
        RocCurve curve = RocCurve.of(Golden.Sample.random(seed).counted());
        EqualErrorRate eer = curve.equalErrorRate();
        // Just right of the crossing fewer positives are missed than negatives flagged, just left of it more.
        assertThat(1 - curve.truePositiveRateAt(Math.min(1, eer.rate() + 1e-12)))
                .isLessThanOrEqualTo(eer.rate() + 1e-9);
        assertThat(1 - curve.truePositiveRateAt(Math.max(0, eer.rate() - 1e-12)))
                .isGreaterThanOrEqualTo(eer.rate() - 1e-9);
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = 1; i < curve.size(); i++) {
            nearest = Math.min(nearest, gap(curve, i));
        }
        int chosen = Arrays.binarySearch(
                Arrays.stream(curve.thresholds()).map(t -> -t).toArray(), -eer.threshold());
        assertThat(gap(curve, chosen)).isCloseTo(nearest, within(1e-12));
    }

    private static double gap(RocCurve curve, int point) {
        return Math.abs(curve.falsePositiveRate(point) - (1 - curve.truePositiveRate(point)));
    }

    @Test
    void oneTieOfEverythingIsChance() {
        BinaryScores scores = BinaryScores.of(new int[] {1, 0, 0, 1, 0}, new double[] {2, 2, 2, 2, 2});
        assertThat(scores.distinctScores()).isEqualTo(1);
        assertThat(scores.auc()).isEqualTo(0.5);
        assertThat(scores.averagePrecision()).isEqualTo(0.4);
        assertThat(AucEstimate.of(scores)).isEqualTo(new AucEstimate(0.5, 0));
        RocCurve curve = RocCurve.of(scores);
        assertThat(curve.equalErrorRate()).isEqualTo(new EqualErrorRate(0.5, 2));
        assertThat(curve.falsePositiveRates()).containsExactly(0, 1);
        assertThat(curve.truePositiveRateAt(0.25)).isEqualTo(0.25);
    }

    @Test
    void negativeZeroTiesWithZero() {
        BinaryScores scores = BinaryScores.ofClasses(new double[] {-0.0, 0.0, 0.0}, new double[] {0.0, -0.0});
        assertThat(scores.distinctScores()).isEqualTo(1);
        assertThat(scores.auc()).isEqualTo(0.5);
    }

    @Test
    void oneCaseOfEachClassHasACurve() {
        BinaryScores right = BinaryScores.ofClasses(new double[] {1}, new double[] {2});
        assertThat(right.auc()).isEqualTo(1);
        assertThat(RocCurve.of(right).equalErrorRate()).isEqualTo(new EqualErrorRate(0, 2));
        BinaryScores wrong = BinaryScores.ofClasses(new double[] {2}, new double[] {1});
        assertThat(wrong.auc()).isZero();
        assertThat(RocCurve.of(wrong).equalErrorRate().rate()).isEqualTo(1);
        assertThat(wrong.averagePrecision()).isEqualTo(0.5);
        assertThat(wrong.atFalsePositiveRate(0.99).threshold()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void inputArraysAreNotKept() {
        double[] negatives = {3, 1, 2};
        double[] positives = {5, 2.5};
        BinaryScores scores = BinaryScores.ofClasses(negatives, positives);
        assertThat(negatives).containsExactly(3, 1, 2);
        Arrays.fill(positives, -1);
        assertThat(scores.auc()).isEqualTo(5.0 / 6);
    }
}
