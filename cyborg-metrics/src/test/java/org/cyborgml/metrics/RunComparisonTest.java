package org.cyborgml.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.cyborgml.metrics.WilcoxonSignedRankTest.PValueMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunComparisonTest {
    private static final Map<Alternative, String> SCIPY =
            Map.of(Alternative.TWO_SIDED, "two-sided", Alternative.GREATER, "greater", Alternative.LESS, "less");

    /** Student 1908 on the sleep data of Cushny and Peebles 1905: the extra hours of sleep of 10 patients by two drugs. */
    private static final double[] FIRST_DRUG = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};

    private static final double[] SECOND_DRUG = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

    @Test
    void studentsSleepData() {
        // R: with(sleep, t.test(extra[group == 2] - extra[group == 1])) -> t = 4.0621, df = 9, p = 0.002833,
        //    95 % interval 0.7001142 to 2.4598858; mean(d) / sd(d) = 1.284557562591
        PairedComparison comparison = PairedComparison.of(FIRST_DRUG, SECOND_DRUG);
        assertThat(comparison.tTest().statistic()).isCloseTo(4.06212768338204, within(1e-12));
        assertThat(comparison.tTest().degreesOfFreedom()).isEqualTo(9);
        assertThat(comparison.tTest().pValue()).isCloseTo(0.00283289019738427, within(1e-14));
        assertThat(comparison.interval(0.95).lower()).isCloseTo(0.700114236723018, within(1e-10));
        assertThat(comparison.interval(0.95).upper()).isCloseTo(2.459885763276982, within(1e-10));
        assertThat(comparison.difference().mean()).isCloseTo(1.58, within(1e-14));
        assertThat(comparison.baseline().mean()).isCloseTo(0.75, within(1e-14));
        assertThat(comparison.cohenD()).isCloseTo(1.28455756259105, within(1e-13));
        // Python: math.gamma(4.5) = 11.63172839656745, math.gamma(4) = 6
        assertThat(comparison.hedgesG() / comparison.cohenD())
                .isCloseTo(11.63172839656745 / (Math.sqrt(4.5) * 6), within(1e-13));
        // One difference is 0 and dropped; all others favour the second drug.
        assertThat(comparison.wilcoxon().nonZero()).isEqualTo(9);
        assertThat(comparison.wilcoxon().rankBiserial()).isEqualTo(1);
        assertThat(comparison.wilcoxon().pValue()).isEqualTo(2 / 512.0);
    }

    @Test
    void hollanderAndWolfesDepressionScores() {
        // R's ?wilcox.test, from Hollander and Wolfe 1973, p. 29: V = 40, one-sided exact p-value = 0.01953
        double[] before = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
        double[] after = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};
        WilcoxonSignedRankTest.Result result =
                WilcoxonSignedRankTest.withDefaults().with(Alternative.GREATER).test(minus(before, after));
        assertThat(result.statistic()).isEqualTo(40);
        assertThat(result.exact()).isTrue();
        assertThat(result.pValue()).isEqualTo(0.01953125);
    }

    private static double[] minus(double[] a, double[] b) {
        double[] differences = new double[a.length];
        Arrays.setAll(differences, i -> a[i] - b[i]);
        return differences;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ten_runs", "five_runs", "fifty", "sixty", "ties_and_zeros"})
    void agreesWithRAndSciPy(String caseName) {
        double[] differences = Golden.column("differences.csv", caseName, "difference");
        Map<String, Double> r = Golden.quantities("r-tests.csv", caseName);
        Map<String, Double> scipy = Golden.quantities("scipy.csv", caseName);
        RunSummary summary = RunSummary.of(differences);
        assertThat(summary.mean()).isCloseTo(r.get("mean"), within(1e-14));
        assertThat(summary.standardDeviation()).isCloseTo(r.get("sd"), within(1e-14));
        assertThat(summary.interval(0.9).lower()).isCloseTo(r.get("lower_90"), within(1e-9));
        assertThat(summary.interval(0.9).upper()).isCloseTo(r.get("upper_90"), within(1e-9));
        PairedTTest.Result t = PairedTTest.withDefaults().test(differences);
        assertThat(t.statistic()).isCloseTo(r.get("t"), within(1e-11)).isCloseTo(scipy.get("t"), within(1e-11));
        WilcoxonSignedRankTest wilcoxon = WilcoxonSignedRankTest.withDefaults();
        assertThat(wilcoxon.test(differences).statistic()).isEqualTo(r.get("v"));
        assertThat(wilcoxon.test(differences).exact()).isEqualTo(!caseName.equals("sixty"));
        for (Map.Entry<Alternative, String> entry : SCIPY.entrySet()) {
            String name = entry.getValue();
            String rName = name.replace('-', '.');
            assertThat(PairedTTest.withDefaults()
                            .with(entry.getKey())
                            .test(differences)
                            .pValue())
                    .isCloseTo(scipy.get("t_p_" + name), within(1e-12))
                    .isCloseTo(r.get("t_p_" + rName), within(1e-12));
            WilcoxonSignedRankTest test = wilcoxon.with(entry.getKey());
            double asymptotic =
                    test.with(PValueMethod.ASYMPTOTIC).test(differences).pValue();
            assertThat(asymptotic).isCloseTo(r.get("approx_" + rName), within(1e-12));
            assertThat(asymptotic).isCloseTo(scipy.get("wilcox_approx_" + name), within(1e-12));
            assertThat(test.with(PValueMethod.ASYMPTOTIC)
                            .with(ZeroDifferences.PRATT)
                            .test(differences)
                            .pValue())
                    .isCloseTo(scipy.get("pratt_approx_" + name), within(1e-12));
            if (scipy.containsKey("exact_" + name)) {
                assertThat(test.test(differences).pValue())
                        .isCloseTo(scipy.get("exact_" + name), within(1e-12))
                        .isCloseTo(r.get("exact_" + rName), within(1e-12));
            }
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void exactPValuesCountTheSignsOneByOne(long seed) {
        Random random = new Random(seed);
        double[] differences = random.doubles(3 + random.nextInt(9))
                .map(d -> Math.rint(8 * d - 3))
                .toArray();
        for (ZeroDifferences zeros : ZeroDifferences.values()) {
            WilcoxonSignedRankTest test = WilcoxonSignedRankTest.withDefaults().with(zeros);
            WilcoxonSignedRankTest.Result result = test.test(differences);
            double[] nonZero = Arrays.stream(differences).filter(d -> d != 0).toArray();
            assertThat(result.nonZero()).isEqualTo(nonZero.length);
            int atMost = 0;
            int atLeast = 0;
            double[] flipped = new double[differences.length];
            for (int signs = 0; signs < 1 << nonZero.length; signs++) {
                int next = 0;
                for (int i = 0; i < differences.length; i++) {
                    boolean positive = differences[i] != 0 && (signs >> next++ & 1) == 1;
                    flipped[i] = positive ? Math.abs(differences[i]) : -Math.abs(differences[i]);
                }
                double statistic = test.test(flipped).statistic();
                atMost += statistic <= result.statistic() ? 1 : 0;
                atLeast += statistic >= result.statistic() ? 1 : 0;
            }
            double all = 1 << nonZero.length;
            assertThat(test.with(Alternative.LESS).test(differences).pValue()).isEqualTo(atMost / all);
            assertThat(test.with(Alternative.GREATER).test(differences).pValue())
                    .isEqualTo(atLeast / all);
            assertThat(result.pValue()).isEqualTo(Math.min(1, 2 * Math.min(atMost, atLeast) / all));
        }
    }

    @ParameterizedTest
    @EnumSource(ZeroDifferences.class)
    void equalRunsDoNotDiffer(ZeroDifferences zeros) {
        PairedComparison comparison = PairedComparison.of(new double[] {1, 2, 3}, new double[] {1, 2, 3});
        assertThat(comparison.tTest()).isEqualTo(new PairedTTest.Result(0, 2, 1));
        assertThat(comparison.cohenD()).isZero();
        assertThat(comparison.hedgesG()).isZero();
        WilcoxonSignedRankTest.Result none =
                WilcoxonSignedRankTest.withDefaults().with(zeros).test(0, -0.0, 0);
        assertThat(none.pValue()).isEqualTo(1);
        assertThat(none.nonZero()).isZero();
        assertThat(none.rankBiserial()).isZero();
        assertThat(comparison.wilcoxon()).isEqualTo(none);
    }

    @Test
    void aConstantDifferenceIsCertainToTheTTest() {
        double step = 0.1;
        double[] differences = {step, step, step};
        assertThat(RunSummary.of(differences)).isEqualTo(new RunSummary(3, step, 0));
        PairedTTest.Result result = PairedTTest.withDefaults().test(differences);
        assertThat(result.statistic()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(result.pValue()).isZero();
        assertThat(PairedTTest.withDefaults()
                        .with(Alternative.LESS)
                        .test(differences)
                        .pValue())
                .isEqualTo(1);
        PairedComparison comparison = PairedComparison.of(new double[] {0, 0, 0}, new double[] {-step, -step, -step});
        assertThat(comparison.cohenD()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(comparison.wilcoxon().rankBiserial()).isEqualTo(-1);
    }

    @Test
    void balancedDifferencesDoNotDiffer() {
        assertThat(PairedTTest.withDefaults().test(-1, 1)).isEqualTo(new PairedTTest.Result(0, 1, 1));
        assertThat(WilcoxonSignedRankTest.withDefaults().test(-1, 1).pValue()).isEqualTo(1);
    }

    @Test
    void aSingleRunHasNoDeviation() {
        RunSummary one = RunSummary.of(0.7);
        assertThat(one.mean()).isEqualTo(0.7);
        assertThat(one.standardDeviation()).isNaN();
    }

    private static final BinaryScores PERFECT = BinaryScores.ofClasses(new double[] {1, 2}, new double[] {3, 4});

    private static final BinaryScores CHANCE = BinaryScores.ofClasses(new double[] {1, 1}, new double[] {1, 1});

    /** From the top: positive 4, negative 3, positive 2, negative 1. The curve: (0,0.5), (0.5,0.5), (0.5,1), (1,1). */
    private static final BinaryScores STEPS = BinaryScores.ofClasses(new double[] {1, 3}, new double[] {2, 4});

    @Test
    void aucOverRunsByHand() {
        // AUCs 1, 0.5, 0.75: mean 0.75, sample SD sqrt((0.0625 + 0.0625) / 2) = 0.25
        assertThat(RunSummary.ofAuc(List.of(PERFECT, CHANCE, STEPS))).isEqualTo(new RunSummary(3, 0.75, 0.25));
    }

    @Test
    void holmByTheStepDownProcedure() {
        // Python, from the definition: p_(k) <= a / (m - k) for k = 0, 1, ... until the first that fails; the least a
        // of
        // {(m - k) p} at which a hypothesis is rejected.
        assertThat(HolmCorrection.adjusted(0.01, 0.04, 0.03, 0.005))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-15));
        assertThat(HolmCorrection.adjusted(0.2, 0.01, 0.5, 0.01, 0.9))
                .containsExactly(new double[] {0.6, 0.05, 1, 0.05, 1}, within(1e-15));
        assertThat(HolmCorrection.adjusted(0.07)).containsExactly(0.07);
        assertThat(HolmCorrection.adjusted(0, 1)).containsExactly(0, 1);
    }

    @Test
    void rocBandByHand() {
        RocBand band = RocBand.of(List.of(RocCurve.of(PERFECT), RocCurve.of(CHANCE), RocCurve.of(STEPS)), 5);
        assertThat(band.size()).isEqualTo(5);
        // FPR at TPR 0, 1/4, 1/2, 3/4, 1. PERFECT: 0 throughout. CHANCE: the TPR itself. STEPS: 0, 0, 0, 1/2, 1/2.
        double[] means = {0, 0.25 / 3, 0.5 / 3, 1.25 / 3, 0.5};
        double[] squares = {0, 0.0625, 0.25, 0.5625 + 0.25, 1 + 0.25};
        for (int i = 0; i < 5; i++) {
            assertThat(band.truePositiveRate(i)).isEqualTo(i / 4.0);
            assertThat(band.falsePositiveRate(i).mean()).isCloseTo(means[i], within(1e-15));
            double variance = (squares[i] - 3 * means[i] * means[i]) / 2;
            assertThat(band.falsePositiveRate(i).standardDeviation()).isCloseTo(Math.sqrt(variance), within(1e-15));
        }
    }

    @Test
    void rocBandKeepsItsOwnGrid() {
        double[] grid = {0.1, 0.95};
        RocBand band = RocBand.of(List.of(RocCurve.of(CHANCE)), grid);
        grid[0] = 0.5;
        assertThat(band.truePositiveRate(0)).isEqualTo(0.1);
        assertThat(band.falsePositiveRate(1).mean()).isCloseTo(0.95, within(1e-15));
        assertThat(band.falsePositiveRate(1).standardDeviation()).isNaN();
    }
}
