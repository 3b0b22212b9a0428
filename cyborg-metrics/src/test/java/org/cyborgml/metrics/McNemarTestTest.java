package org.cyborgml.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Random;
import org.cyborgml.metrics.McNemarTest.PValueMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class McNemarTestTest {
    private static final McNemarTest MID_P = McNemarTest.withDefaults();
    private static final McNemarTest EXACT = MID_P.with(PValueMethod.EXACT);

    /**
     * The first two are the examples of Fagerland, Lydersen and Laake 2013: hyper-responsive airways before and after a
     * transplantation (Bentur et al. 2009), and response to consolidation therapy (Cavo et al. 2012). The numbers with six
     * decimals are those of the book's R package contingencytables 3.1.0: McNemar_exact_cond_test_paired_2x2 and
     * McNemar_midP_test_paired_2x2 of bentur_2009, cavo_2012 and ezra_2010. The last is from the tests of the R package
     * inferr: exactp 1.0000.
     */
    @ParameterizedTest
    @CsvSource({"1, 7, 0.070312, 0.039062", "6, 16, 0.052479, 0.034690", "25, 2, 0.000006, 0.000003", "7, 6, 1, "})
    void publishedValues(int firstOnly, int secondOnly, double exact, Double midP) {
        assertThat(EXACT.test(firstOnly, secondOnly).pValue()).isCloseTo(exact, within(0.6e-6));
        if (midP != null) {
            assertThat(MID_P.test(firstOnly, secondOnly).pValue()).isCloseTo(midP, within(0.6e-6));
        }
    }

    /** Sums of binomial coefficients as whole numbers. */
    @ParameterizedTest
    @EnumSource
    void agreesWithCounting(Alternative alternative) {
        for (int n = 1; n <= 60; n++) {
            for (int first = 0; first <= n; first++) {
                BigInteger extreme = BigInteger.ZERO;
                BigInteger observed = BigInteger.ZERO;
                for (int k = 0; k <= n; k++) {
                    int far = Integer.compare(Math.abs(2 * k - n), Math.abs(2 * first - n));
                    int side = Integer.compare(k, first);
                    int beyond =
                            switch (alternative) {
                                case TWO_SIDED -> far;
                                case GREATER -> side;
                                case LESS -> -side;
                            };
                    extreme = beyond >= 0 ? extreme.add(choose(n, k)) : extreme;
                    observed = beyond == 0 ? observed.add(choose(n, k)) : observed;
                }
                double exact = share(extreme, n);
                double midP = exact - share(observed, n) / 2;
                assertThat(EXACT.with(alternative).test(first, n - first).pValue())
                        .as("%s of %s", first, n)
                        .isCloseTo(exact, within(1e-12 * exact));
                assertThat(MID_P.with(alternative).test(first, n - first).pValue())
                        .isCloseTo(midP, within(1e-12 * exact));
            }
        }
    }

    private static BigInteger choose(int n, int k) {
        BigInteger ways = BigInteger.ONE;
        for (int i = 1; i <= k; i++) {
            ways = ways.multiply(BigInteger.valueOf(n - k + i)).divide(BigInteger.valueOf(i));
        }
        return ways;
    }

    private static double share(BigInteger ways, int n) {
        return new BigDecimal(ways)
                .divide(new BigDecimal(BigInteger.ONE.shiftLeft(n)), MathContext.DECIMAL64)
                .doubleValue();
    }

    @Test
    void countsTheCasesOnWhichTheyDiffer() {
        boolean[] first = {true, true, true, false, false, true};
        boolean[] second = {true, false, false, true, false, false};
        assertThat(EXACT.test(first, second)).isEqualTo(EXACT.test(3, 1));
        assertThat(EXACT.test(3, 1).difference()).isEqualTo(2);
        assertThat(EXACT.test(3, 1).pValue()).isEqualTo(10 / 16.0);
        assertThat(MID_P.test(first, first).pValue()).isEqualTo(1);
        assertThat(MID_P.test(2, 2).pValue()).isCloseTo(1 - 3 / 16.0, within(1e-15));
    }

    /** Of equal classifiers, at the level 0.05: the exact test rejects at most, the mid-p test about, one in twenty. */
    @Test
    void rejectsEqualClassifiersRarely() {
        Random random = new Random(5);
        int exact = 0;
        int midP = 0;
        int trials = 4000;
        for (int trial = 0; trial < trials; trial++) {
            boolean[] first = new boolean[80];
            boolean[] second = new boolean[80];
            for (int i = 0; i < first.length; i++) {
                double hard = random.nextDouble();
                first[i] = random.nextDouble() > hard;
                second[i] = random.nextDouble() > hard;
            }
            exact += EXACT.test(first, second).pValue() < 0.05 ? 1 : 0;
            midP += MID_P.test(first, second).pValue() < 0.05 ? 1 : 0;
        }
        assertThat(exact).isLessThan(midP).isLessThan(trials / 20);
        assertThat((double) midP / trials).isBetween(0.03, 0.06);
    }
}
