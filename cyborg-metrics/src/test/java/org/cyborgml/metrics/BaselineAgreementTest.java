package org.cyborgml.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineAgreementTest {

    private static final int HEIGHT = 6;
    private static final int WIDTH = 9;

    private static SaliencyGrid random(Random random) {
        return SaliencyGrid.of(
                HEIGHT, WIDTH, random.doubles(HEIGHT * WIDTH, 0.01, 1).toArray());
    }

    private static PixelMask fixations(Random random) {
        boolean[] marked = new boolean[HEIGHT * WIDTH];
        for (int i = 0; i < 7; i++) {
            marked[random.nextInt(marked.length)] = true;
        }
        return PixelMask.of(HEIGHT, WIDTH, marked);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shuffledAucIsTheExactAucAgainstTheOtherFixations(long seed) {
        Random random = new Random(seed);
        SaliencyGrid map = random(random);
        PixelMask fixated = fixations(random);
        int[] elsewhere =
                IntStream.range(0, map.size()).map(i -> random.nextInt(4)).toArray();
        SaliencyGrid counts = SaliencyGrid.of(
                HEIGHT, WIDTH, Arrays.stream(elsewhere).asDoubleStream().toArray());
        double[] here = IntStream.range(0, map.size())
                .filter(fixated::contains)
                .mapToDouble(map::value)
                .toArray();
        double[] there = IntStream.range(0, map.size())
                .flatMap(i -> IntStream.generate(() -> i).limit(elsewhere[i]))
                .mapToDouble(map::value)
                .toArray();
        assertThat(BaselineAgreement.SHUFFLED_AUC.of(map, fixated, counts))
                .isCloseTo(BinaryScores.ofClasses(there, here).auc(), within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void boundsAndOrder(long seed) {
        Random random = new Random(seed);
        SaliencyGrid map = random(random);
        SaliencyGrid baseline = random(random);
        PixelMask fixated = fixations(random);
        double auc = BaselineAgreement.SHUFFLED_AUC.of(map, fixated, baseline);
        SaliencyGrid monotone = SaliencyGrid.of(
                HEIGHT, WIDTH, Arrays.stream(map.toArray()).map(Math::exp).toArray());
        SaliencyGrid reversed = SaliencyGrid.of(
                HEIGHT, WIDTH, Arrays.stream(map.toArray()).map(v -> -v).toArray());
        assertThat(auc).isBetween(0.0, 1.0);
        assertThat(BaselineAgreement.SHUFFLED_AUC.of(monotone, fixated, baseline))
                .isEqualTo(auc);
        assertThat(BaselineAgreement.SHUFFLED_AUC.of(reversed, fixated, baseline))
                .isCloseTo(1 - auc, within(1e-12));
        assertThat(BaselineAgreement.INFORMATION_GAIN.of(baseline, fixated, baseline))
                .isZero();
        assertThat(BaselineAgreement.INFORMATION_GAIN.of(map, fixated, baseline))
                .isCloseTo(-BaselineAgreement.INFORMATION_GAIN.of(baseline, fixated, map), within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.4, 9})
    void constantMapsAndBaselines(double value) {
        double[] values = new double[HEIGHT * WIDTH];
        Arrays.fill(values, value);
        SaliencyGrid constant = SaliencyGrid.of(HEIGHT, WIDTH, values);
        Random random = new Random(1);
        SaliencyGrid map = random(random);
        PixelMask fixated = fixations(random);
        assertThat(BaselineAgreement.SHUFFLED_AUC.of(constant, fixated, map)).isCloseTo(0.5, within(1e-12));
        assertThat(BaselineAgreement.INFORMATION_GAIN.of(constant, fixated, constant))
                .isZero();
        double[] pixels = map.toArray();
        double exact = BinaryScores.ofClasses(
                        pixels,
                        IntStream.range(0, pixels.length)
                                .filter(fixated::contains)
                                .mapToDouble(map::value)
                                .toArray())
                .auc();
        assertThat(BaselineAgreement.SHUFFLED_AUC.of(map, fixated, constant)).isCloseTo(exact, within(1e-12));
        assertThat(MapAgreement.RANK_CORRELATION.of(constant, map)).isZero();
    }

    @Test
    void byHand() {
        // Fixated 2 and 1 against 3 (share 1/4) and 1 (share 3/4): 2 beats 1, 1 ties with 1.
        SaliencyGrid map = SaliencyGrid.of(1, 4, 2, 1, 3, 1);
        SaliencyGrid elsewhere = SaliencyGrid.of(1, 4, 0, 0, 1, 3);
        PixelMask fixated = PixelMask.of(1, 4, true, true, false, false);
        assertThat(BaselineAgreement.SHUFFLED_AUC.of(map, fixated, elsewhere)).isEqualTo((0.75 + 0.375) / 2);
        // Shares 1/2 and 1/8 against 1/4 each: 1 bit gained and 1 bit lost.
        SaliencyGrid sure = SaliencyGrid.of(1, 4, 4, 1, 1, 2);
        SaliencyGrid flat = SaliencyGrid.of(1, 4, 1, 1, 1, 1);
        assertThat(BaselineAgreement.INFORMATION_GAIN.of(sure, fixated, flat)).isCloseTo(0, within(1e-12));
        PixelMask first = PixelMask.of(1, 4, true, false, false, false);
        assertThat(BaselineAgreement.INFORMATION_GAIN.of(sure, first, flat)).isCloseTo(1, within(1e-12));
        // Ranks 4, 1.5, 1.5, 3 against 4, 3, 1, 2: sums of products 3, of squares 4.5 and 5.
        assertThat(MapAgreement.RANK_CORRELATION.of(
                        SaliencyGrid.of(1, 4, 9, 0, 0, 5), SaliencyGrid.of(1, 4, 8, 4, 1, 2)))
                .isCloseTo(3 / Math.sqrt(4.5 * 5), within(1e-12));
    }

    @Test
    void aBlobInTheMiddleDoesWellWithoutABaselineAndNotBeyondIt() {
        SaliencyGrid centre = CentreBias.gaussian(HEIGHT, WIDTH, 0.25);
        Random random = new Random(7);
        boolean[] marked = new boolean[HEIGHT * WIDTH];
        double shuffled = 0;
        double judd = 0;
        int images = 300;
        for (int image = 0; image < images; image++) {
            Arrays.fill(marked, false);
            for (int drawn = 0; drawn < 4; ) {
                int pixel = random.nextInt(marked.length);
                if (random.nextDouble() < centre.value(pixel)) {
                    marked[pixel] = true;
                    drawn++;
                }
            }
            PixelMask fixated = PixelMask.of(HEIGHT, WIDTH, marked);
            judd += MaskAgreement.AUC_JUDD.of(centre, fixated) / images;
            shuffled += BaselineAgreement.SHUFFLED_AUC.of(centre, fixated, centre) / images;
        }
        assertThat(judd).isGreaterThan(0.75);
        assertThat(shuffled).isBetween(0.45, 0.53); // an image's pixels are distinct, which favours the rim a little
    }

    @Test
    void theCentreBiasIsStretchedWithThePicture() {
        SaliencyGrid map = CentreBias.gaussian(3, 5, 0.25);
        assertThat(map.value(7)).isEqualTo(1);
        assertThat(map.value(0)).isEqualTo(map.value(14));
        // One row off is a third of the height, one column off a fifth of the width.
        assertThat(map.value(2)).isCloseTo(Math.exp(-Math.pow(1 / 3.0 / 0.25, 2) / 2), within(1e-15));
        assertThat(map.value(6)).isCloseTo(Math.exp(-Math.pow(1 / 5.0 / 0.25, 2) / 2), within(1e-15));
    }
}
