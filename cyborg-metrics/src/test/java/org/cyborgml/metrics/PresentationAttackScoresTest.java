package org.cyborgml.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PresentationAttackScoresTest {
    /** Counted by hand: 10 bona fide at 0.05 .. 0.95, an easy species of 4 attacks and a hard one of 5. */
    private static PresentationAttackScores byHand() {
        double[] bonaFide =
                IntStream.range(0, 10).mapToDouble(i -> 0.05 + i / 10.0).toArray();
        return PresentationAttackScores.of(
                bonaFide,
                ImmutableMap.of(
                        "StyleGAN2", new double[] {0.9, 0.99, 0.8, 0.97},
                        "StyleGAN3", new double[] {0.6, 0.3, 0.99, 0.7, 0.5}));
    }

    @Test
    void worstSpeciesSpeaksForTheDetector() {
        PresentationAttackRates rates = byHand().at(0.7);
        // StyleGAN2: none below 0.7; StyleGAN3: 0.6, 0.3, 0.5 below; bona fide at or above: 0.75, 0.85, 0.95.
        assertThat(rates.apcerBySpecies()).containsExactly(entry("StyleGAN2", 0.0), entry("StyleGAN3", 0.6));
        assertThat(rates.apcer()).isEqualTo(0.6);
        assertThat(rates.worstSpecies()).isEqualTo("StyleGAN3");
        assertThat(rates.bpcer()).isEqualTo(0.3);
        assertThat(rates.acer()).isCloseTo(0.45, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({
        // limit, threshold, apcer, bpcer: at 0.2 StyleGAN3 may miss 1 of 5, so the threshold is its second lowest.
        "0,    0.3, 0,   0.7",
        "0.19, 0.3, 0,   0.7",
        "0.2,  0.5, 0.2, 0.5",
        "0.25, 0.5, 0.2, 0.5",
        "0.6,  0.7, 0.6, 0.3",
        "0.8,  0.99,0.8, 0",
        "1,    Infinity, 1, 0"
    })
    void bpcerAtApcerByHand(double limit, double threshold, double apcer, double bpcer) {
        PresentationAttackRates rates = byHand().atApcer(limit);
        assertThat(rates.threshold()).isEqualTo(threshold);
        assertThat(rates.apcer()).isEqualTo(apcer);
        assertThat(rates.bpcer()).isEqualTo(bpcer);
    }

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void bpcerAtApcerIsTheBestOfAllThresholds(long seed) {
        Random random = new Random(seed);
        double[] bonaFide = scores(random, 1 + random.nextInt(40), 0);
        Map<String, double[]> attacks = ImmutableMap.of(
                "a", scores(random, 1 + random.nextInt(100), 5),
                "b", scores(random, 1 + random.nextInt(40), 2),
                "c", scores(random, 7, 9));
        PresentationAttackScores test = PresentationAttackScores.of(bonaFide, attacks);
        double[] thresholds = DoubleStream.concat(
                        DoubleStream.of(Double.POSITIVE_INFINITY),
                        DoubleStream.concat(
                                Arrays.stream(bonaFide),
                                attacks.values().stream().flatMapToDouble(Arrays::stream)))
                .toArray();
        for (double limit : new double[] {0, 0.01, 0.05, 0.1, 0.29, 0.5, 0.57, 1}) {
            PresentationAttackRates rates = test.atApcer(limit);
            assertThat(rates.apcer()).isLessThanOrEqualTo(limit);
            double best = Arrays.stream(thresholds)
                    .mapToObj(test::at)
                    .filter(r -> r.apcer() <= limit)
                    .mapToDouble(PresentationAttackRates::bpcer)
                    .min()
                    .orElseThrow();
            assertThat(rates.bpcer()).isEqualTo(best);
        }
    }

    private static double[] scores(Random random, int count, int shift) {
        return IntStream.range(0, count)
                .mapToDouble(i -> (random.nextInt(20) + shift) / 10.0)
                .toArray();
    }

    @Test
    void limitsThatAreAShareOfTheAttacksCountAsReached() {
        // 0.29 * 100 is 28.999... in doubles, yet 29 of 100 missed is an APCER of 0.29.
        double[] attacks = IntStream.range(0, 100).mapToDouble(i -> i).toArray();
        PresentationAttackScores test = PresentationAttackScores.of(new double[] {50}, Map.of("a", attacks));
        for (int percent = 0; percent < 100; percent++) {
            assertThat(test.atApcer(percent / 100.0).threshold()).isEqualTo(percent);
            double justBelow = Math.max(0, Math.nextDown(percent / 100.0));
            assertThat(test.atApcer(justBelow).threshold()).isEqualTo(Math.max(0, percent - 1));
        }
    }

    @Test
    void oneSpeciesAgreesWithTheRocCurve() {
        Random random = new Random(9);
        double[] bonaFide = scores(random, 50, 0);
        double[] attacks = scores(random, 30, 6);
        OperatingPoint point = BinaryScores.ofClasses(bonaFide, attacks).at(1.2);
        PresentationAttackRates rates =
                PresentationAttackScores.of(bonaFide, Map.of("x", attacks)).at(1.2);
        assertThat(rates.apcer()).isEqualTo(point.falseNegativeRate());
        assertThat(rates.bpcer()).isEqualTo(point.falsePositiveRate());
    }

    @Test
    void firstOfEquallyBadSpeciesIsNamed() {
        PresentationAttackRates rates =
                new PresentationAttackRates(0, ImmutableMap.of("z", 0.1, "b", 0.5, "a", 0.5), 0.2);
        assertThat(rates.worstSpecies()).isEqualTo("b");
    }
}
