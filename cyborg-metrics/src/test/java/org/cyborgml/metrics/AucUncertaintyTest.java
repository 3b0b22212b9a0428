package org.cyborgml.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.primitives.Doubles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AucUncertaintyTest {
    /**
     * Hanley and McNeil, The meaning and use of the area under a ROC curve, Radiology 1982: 58 normal and 51
     * abnormal CT images rated 1 to 5. They print an area of 0.893.
     */
    private static BinaryScores hanleyMcNeil() {
        return BinaryScores.ofClasses(ratings(33, 6, 6, 11, 2), ratings(3, 2, 2, 11, 33));
    }

    private static double[] ratings(int... counts) {
        List<Double> ratings = new ArrayList<>();
        for (int rating = 1; rating <= counts.length; rating++) {
            for (int i = 0; i < counts[rating - 1]; i++) {
                ratings.add((double) rating);
            }
        }
        return Doubles.toArray(ratings);
    }

    @Test
    void hanleyAndMcNeilsRatings() {
        // R: r <- roc(controls = rep(1:5, c(33,6,6,11,2)), cases = rep(1:5, c(3,2,2,11,33)), direction = "<")
        //    auc(r); sqrt(var(r)); ci(r); the logit bounds by plogis(qlogis(a) -+ qnorm(.975) * se / (a * (1 - a)))
        BinaryScores scores = hanleyMcNeil();
        AucEstimate auc = AucEstimate.of(scores);
        assertThat(scores.distinctScores()).isEqualTo(5);
        assertThat(auc.value()).isCloseTo(0.893, within(0.0005));
        assertThat(auc.value()).isCloseTo(0.893171061528, within(1e-12));
        assertThat(auc.standardError()).isCloseTo(0.0307244083793811, within(1e-14));
        ConfidenceInterval wald = auc.interval(0.95, IntervalMethod.WALD);
        assertThat(wald.lower()).isCloseTo(0.832952327658172, within(1e-12));
        assertThat(wald.upper()).isCloseTo(0.953389795397947, within(1e-12));
        ConfidenceInterval logit = auc.interval(0.95, IntervalMethod.LOGIT);
        assertThat(logit.lower()).isCloseTo(0.816443457911481, within(1e-12));
        assertThat(logit.upper()).isCloseTo(0.940176194612198, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource(IntervalMethod.class)
    void separatedClassesGiveAPoint(IntervalMethod method) {
        AucEstimate perfect = AucEstimate.of(BinaryScores.ofClasses(new double[] {1, 2}, new double[] {3, 4}));
        assertThat(perfect).isEqualTo(new AucEstimate(1, 0));
        assertThat(perfect.interval(0.9, method)).isEqualTo(new ConfidenceInterval(1, 1, 0.9));
        AucEstimate worst = AucEstimate.of(BinaryScores.ofClasses(new double[] {3, 4}, new double[] {1, 2}));
        assertThat(worst.interval(0.9, method)).isEqualTo(new ConfidenceInterval(0, 0, 0.9));
    }

    @ParameterizedTest
    @EnumSource(IntervalMethod.class)
    void intervalsStayInRangeAndGrowWithTheLevel(IntervalMethod method) {
        AucEstimate strong = AucEstimate.of(BinaryScores.ofClasses(new double[] {1, 2, 3.5}, new double[] {3, 4, 5}));
        ConfidenceInterval narrow = strong.interval(0.5, method);
        ConfidenceInterval wide = strong.interval(0.999, method);
        assertThat(wide.lower()).isBetween(0.0, narrow.lower());
        assertThat(wide.upper()).isBetween(narrow.upper(), 1.0);
        assertThat(narrow.contains(strong.value())).isTrue();
        assertThat(narrow.contains(narrow.lower() - 1e-9)).isFalse();
        assertThat(narrow.contains(narrow.upper() + 1e-9)).isFalse();
    }

    @Test
    void deLongTestOfOppositeDetectorsIsCertain() {
        DeLongTest.Result result = DeLongTest.withDefaults()
                .test(new int[] {1, 1, 0, 0}, new double[] {3, 4, 1, 2}, new double[] {1, 2, 3, 4});
        assertThat(result.difference()).isEqualTo(1);
        assertThat(result.z()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(result.pValue()).isZero();
        assertThat(result.interval(0.95)).isEqualTo(new ConfidenceInterval(1, 1, 0.95));
    }

    @Test
    void deLongIntervalAgreesWithTheTest() {
        int[] labels = Golden.labels("scores.csv", "continuous");
        double[] first = Golden.column("scores.csv", "continuous", "first");
        double[] second = Golden.column("scores.csv", "continuous", "second");
        DeLongTest.Result result = DeLongTest.withDefaults().test(labels, first, second);
        // At level 1 - p the interval of the difference ends at 0.
        assertThat(result.interval(1 - result.pValue()).lower()).isCloseTo(0, within(1e-9));
        assertThat(DeLongTest.withDefaults().test(labels, second, first).z()).isEqualTo(-result.z());
    }

    @Test
    void bootstrapVarianceConvergesToItsClosedForm() {
        BinaryScores scores = hanleyMcNeil();
        BootstrapDistribution result = StratifiedBootstrap.withDefaults()
                .withReplicates(20_000)
                .withSeed(5)
                .estimate(scores, BinaryScores::auc);
        double auc = scores.auc();
        double m = scores.positives();
        double n = scores.negatives();
        // The variance of the two-sample U statistic under the empirical distributions (Hoeffding's decomposition).
        double ofPositives = 0;
        double ofNegatives = 0;
        double ofPairs = 0;
        for (int i = 0; i < scores.distinctScores(); i++) {
            ofPositives += scores.positivesAt(i) * Math.pow(scores.positivePlacement(i) - auc, 2) / m;
            ofNegatives += scores.negativesAt(i) * Math.pow(scores.negativePlacement(i) - auc, 2) / n;
            for (int j = 0; j < scores.distinctScores(); j++) {
                double win = i < j ? 1 : i == j ? 0.5 : 0;
                ofPairs += scores.positivesAt(i) * scores.negativesAt(j) * Math.pow(win - auc, 2) / m / n;
            }
        }
        double variance = ((n - 1) * ofPositives + (m - 1) * ofNegatives + ofPairs) / (m * n);
        // 20,000 replicates know a variance to about 1 %.
        assertThat(Math.pow(result.standardError(), 2)).isCloseTo(variance, within(0.04 * variance));
        assertThat(Doubles.asList(result.replicates()).stream()
                        .mapToDouble(v -> v)
                        .average()
                        .orElseThrow())
                .isCloseTo(auc, within(0.001));
        ConfidenceInterval percentile = result.interval(0.95);
        ConfidenceInterval logit = AucEstimate.of(scores).interval(0.95, IntervalMethod.LOGIT);
        assertThat(percentile.lower()).isCloseTo(logit.lower(), within(0.015));
        assertThat(percentile.upper()).isCloseTo(logit.upper(), within(0.015));
        assertThat(result.estimate()).isEqualTo(auc);
    }

    @ParameterizedTest
    @CsvSource({"1,1,true", "1,2,false"})
    void bootstrapIsItsSeed(long one, long other, boolean same) {
        StratifiedBootstrap bootstrap = StratifiedBootstrap.withDefaults().withReplicates(50);
        double[] first = bootstrap
                .withSeed(one)
                .estimate(hanleyMcNeil(), BinaryScores::auc)
                .replicates();
        double[] second = bootstrap
                .withSeed(other)
                .estimate(hanleyMcNeil(), BinaryScores::auc)
                .replicates();
        assertThat(first).hasSize(50);
        assertThat(Arrays.equals(first, second)).isEqualTo(same);
    }

    @Test
    void replicatesKeepTheClassSizes() {
        Random random = new Random(3);
        double[] negatives = random.doubles(17).toArray();
        double[] positives = random.doubles(9).toArray();
        BootstrapDistribution sizes = StratifiedBootstrap.withDefaults()
                .withReplicates(100)
                .estimate(
                        BinaryScores.ofClasses(negatives, positives),
                        scores -> scores.positives() * 1000.0 + scores.negatives());
        assertThat(sizes.replicates()).containsOnly(9017.0);
        assertThat(sizes.standardError()).isZero();
    }

    @Test
    void percentilesAreTypeSeven() {
        // R: quantile(c(1, 4, 9, 16), c(.05, .95), type = 7) -> 1.45, 14.95
        double[] next = {100, 1, 4, 9, 16};
        int[] calls = {0};
        BootstrapDistribution result = StratifiedBootstrap.withDefaults()
                .withReplicates(4)
                .estimate(hanleyMcNeil(), scores -> next[calls[0]++]);
        assertThat(result.estimate()).isEqualTo(100);
        assertThat(result.interval(0.9).lower()).isCloseTo(1.45, within(1e-12));
        assertThat(result.interval(0.9).upper()).isCloseTo(14.95, within(1e-12));
    }
}
