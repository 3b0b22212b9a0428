package org.cyborgml.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwoWayBootstrapTest {

    /** Participants and items by number: three of each, crossed but not in full. */
    private static final int[] PARTICIPANTS = {7, 7, 7, 3, 3, 9, 9, 9};

    private static final int[] ITEMS = {10, 11, 12, 10, 12, 10, 11, 12};
    private static final double[] CORRECT = {1, 0, 1, 0, 1, 1, 0, 1};
    private static final boolean[] ANNOTATED = {false, false, true, false, true, false, true, true};

    private static final TwoWayBootstrap MANY =
            TwoWayBootstrap.withDefaults().withReplicates(40_000).withSeed(3);

    /**
     * All 27 x 27 equally likely draws of three participants and three items, counted by numpy: w =
     * bincount(p)[participant] * bincount(i)[item] for p, i in itertools.product(range(3), repeat=3), without those that are NaN.
     */
    @ParameterizedTest
    @CsvSource({
        "mean,       0.625, 0.6047488226059654,  0.25452861123585085, 0.04532967032967033, 0.28571429,  1",
        "difference, 0.25,  0.22401215805471128, 0.5211235083486865,  0.3829787234042553,  -0.57142857, 0.85714286"
    })
    void replicatesFollowTheExactDistribution(
            String name,
            double estimate,
            double mean,
            double deviation,
            double atMostZero,
            double lower,
            double upper) {
        BootstrapDistribution result = MANY.estimate(PARTICIPANTS, ITEMS, statistic(name));
        double[] replicates = result.replicates();
        assertThat(result.estimate()).isEqualTo(estimate);
        assertThat(Arrays.stream(replicates).average().orElseThrow()).isCloseTo(mean, within(0.01));
        assertThat(result.standardError()).isCloseTo(deviation, within(0.01));
        assertThat(Arrays.stream(replicates).filter(v -> v <= 0).count() / 40_000.0)
                .isCloseTo(atMostZero, within(0.01));
        // The distribution has steps: both ends lie on one of them.
        assertThat(result.interval(0.8).lower()).isCloseTo(lower, within(0.02));
        assertThat(result.interval(0.8).upper()).isCloseTo(upper, within(0.02));
        assertThat(result.pValue(0)).isCloseTo(2 * Math.min(atMostZero, 1 - atMostZero), within(0.03));
    }

    private static ToDoubleFunction<double[]> statistic(String name) {
        if (name.equals("mean")) {
            return weights -> TwoWayBootstrap.mean(CORRECT, weights);
        }
        double[] with = new double[CORRECT.length];
        double[] without = new double[CORRECT.length];
        for (int i = 0; i < CORRECT.length; i++) {
            with[i] = ANNOTATED[i] ? CORRECT[i] : Double.NaN;
            without[i] = ANNOTATED[i] ? Double.NaN : CORRECT[i];
        }
        return weights -> TwoWayBootstrap.mean(with, weights) - TwoWayBootstrap.mean(without, weights);
    }

    @Test
    void pValueCountsTheRarerSide() {
        BootstrapDistribution result = new BootstrapDistribution(0.5, new double[] {-1, 0, 1, 2, 3, 4, 5, 6, 7});
        // 2 of 9 are at most 0: 2 (2 + 1) / (9 + 1).
        assertThat(result.pValue(0)).isCloseTo(0.6, within(1e-12));
        assertThat(result.pValue(-2)).isCloseTo(0.2, within(1e-12));
        assertThat(result.pValue(3)).isEqualTo(1);
        assertThatThrownBy(() -> result.pValue(Double.NaN)).hasMessage("hypothesis must be finite, found NaN");
    }

    @ParameterizedTest
    @CsvSource({"1,1,true", "1,2,false"})
    void theSeedDecides(long one, long other, boolean same) {
        TwoWayBootstrap bootstrap = TwoWayBootstrap.withDefaults().withReplicates(50);
        double[] first = bootstrap
                .withSeed(one)
                .estimate(PARTICIPANTS, ITEMS, statistic("mean"))
                .replicates();
        double[] second = bootstrap
                .withSeed(other)
                .estimate(PARTICIPANTS, ITEMS, statistic("mean"))
                .replicates();
        assertThat(Arrays.equals(first, second)).isEqualTo(same);
    }

    /** Studies of known truth, whose participants and items differ: a binomial interval holds in far fewer of them. */
    @Test
    void intervalsHoldTheTruthForOtherPeopleAndOtherImages() {
        Random random = new Random(5);
        int held = 0;
        int heldByBinomial = 0;
        int studies = 150;
        for (int study = 0; study < studies; study++) {
            double[] skill = random.doubles(30).map(u -> 0.6 * (u - 0.5)).toArray();
            double[] ease = random.doubles(40).map(u -> 0.6 * (u - 0.5)).toArray();
            int[] participants = new int[30 * 16];
            int[] items = new int[participants.length];
            double[] correct = new double[participants.length];
            for (int i = 0; i < correct.length; i++) {
                participants[i] = i / 16;
                items[i] = (participants[i] * 7 + i % 16 * 3) % 40;
                correct[i] = random.nextDouble() < 0.5 + skill[participants[i]] / 2 + ease[items[i]] ? 1 : 0;
            }
            BootstrapDistribution result = TwoWayBootstrap.withDefaults()
                    .withReplicates(400)
                    .withSeed(study)
                    .estimate(participants, items, weights -> TwoWayBootstrap.mean(correct, weights));
            held += result.interval(0.95).contains(0.5) ? 1 : 0;
            double binomial = 1.96 * Math.sqrt(result.estimate() * (1 - result.estimate()) / correct.length);
            heldByBinomial += Math.abs(result.estimate() - 0.5) <= binomial ? 1 : 0;
        }
        assertThat(held / (double) studies).isGreaterThanOrEqualTo(0.92);
        assertThat(heldByBinomial / (double) studies).isLessThan(0.9);
    }

    @Test
    void refusesWhatCannotBeBootstrapped() {
        TwoWayBootstrap bootstrap = TwoWayBootstrap.withDefaults();
        assertThatThrownBy(() -> bootstrap.estimate(new int[2], new int[1], w -> 1))
                .hasMessage("participants and items must have equal lengths, found 2 and 1");
        assertThatThrownBy(() -> bootstrap.estimate(new int[0], new int[0], w -> 1))
                .hasMessage("participants must hold at least one value, found none");
        assertThatThrownBy(() -> bootstrap.estimate(new int[1], new int[1], w -> Double.NaN))
                .hasMessage("statistic must be finite, found NaN");
        assertThatThrownBy(() -> bootstrap.withReplicates(1)).hasMessage("replicates must be at least 2, found 1");
        int[] calls = {0};
        assertThatThrownBy(() -> bootstrap
                        .withReplicates(5)
                        .estimate(PARTICIPANTS, ITEMS, w -> calls[0]++ == 0 ? 0 : Double.NaN))
                .hasMessage("statistic of a replicate is NaN too often: 10 draws for each of 5 replicates gave only 0"
                        + " values");
        assertThat(calls[0]).isEqualTo(51);
    }
}
