package org.cyborgml.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SaliencyAgreementTest {
    @ParameterizedTest
    @ValueSource(strings = {"cam", "wide", "column"})
    void agreesWithNumPy(String caseName) {
        // NumPy and SciPy, by the formulas of Bylinskii et al.: src/test/python/golden.py
        Map<String, String> row = Golden.rows("maps.csv", "case", caseName).get(0);
        int height = Integer.parseInt(row.get("height"));
        int width = Integer.parseInt(row.get("width"));
        SaliencyGrid map = SaliencyGrid.of(height, width, Golden.numbers(row.get("map")));
        SaliencyGrid reference = SaliencyGrid.of(height, width, Golden.numbers(row.get("reference")));
        PixelMask fixated = mask(height, width, row.get("fixated"));
        Map<String, Double> expected = Golden.quantities("maps-numpy.csv", caseName);
        assertThat(expected).hasSize(13);
        double[] turned = new double[reference.size()];
        double[] rounded = new double[map.size()];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = reference.value(turned.length - 1 - i) + 0.1;
            rounded[i] = Math.rint(map.value(i) * 10);
        }
        SaliencyGrid baseline = SaliencyGrid.of(height, width, turned);
        expected.forEach((quantity, value) -> {
            double actual =
                    switch (quantity) {
                        case "cc" -> MapAgreement.CORRELATION.of(map, reference);
                        case "sim" -> MapAgreement.SIMILARITY.of(map, reference);
                        case "kl" -> MapAgreement.KL_DIVERGENCE.of(map, reference);
                        case "kl_reverse" -> MapAgreement.KL_DIVERGENCE.of(reference, map);
                        case "nss" -> MaskAgreement.NSS.of(map, fixated);
                        case "auc_judd" -> MaskAgreement.AUC_JUDD.of(map, fixated);
                        case "energy" -> MaskAgreement.ENERGY_INSIDE.of(map, fixated);
                        case "pointing" -> MaskAgreement.POINTING_GAME.of(map, fixated);
                        case "iou_0.5" -> map.atLeast(0.5).intersectionOverUnion(reference.atLeast(0.5));
                        case "entropy" -> map.entropy();
                        case "spearman" ->
                            MapAgreement.RANK_CORRELATION.of(SaliencyGrid.of(height, width, rounded), reference);
                        case "shuffled_auc" -> BaselineAgreement.SHUFFLED_AUC.of(map, fixated, baseline);
                        case "information_gain" -> BaselineAgreement.INFORMATION_GAIN.of(map, fixated, baseline);
                        default -> throw new AssertionError(quantity);
                    };
            assertThat(actual).as(quantity).isCloseTo(value, within(1e-12));
        });
    }

    private static PixelMask mask(int height, int width, String bits) {
        boolean[] marked = new boolean[bits.length()];
        for (int i = 0; i < marked.length; i++) {
            marked[i] = bits.charAt(i) == '1';
        }
        return PixelMask.of(height, width, marked);
    }

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    private static SaliencyGrid random(Random random, int height, int width) {
        return SaliencyGrid.of(
                height, width, random.doubles((long) height * width).toArray());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void mapMeasuresKeepTheirBoundsAndSymmetries(long seed) {
        Random random = new Random(seed);
        SaliencyGrid a = random(random, 4, 6);
        SaliencyGrid b = random(random, 4, 6);
        SaliencyGrid louder = SaliencyGrid.of(
                4, 6, Arrays.stream(a.toArray()).map(v -> 300 * v).toArray());
        SaliencyGrid shifted = SaliencyGrid.of(
                4, 6, Arrays.stream(a.toArray()).map(v -> 5 - 2 * v).toArray());

        double cc = MapAgreement.CORRELATION.of(a, b);
        assertThat(MapAgreement.CORRELATION.of(b, a)).isCloseTo(cc, within(1e-14));
        assertThat(MapAgreement.CORRELATION.of(louder, b)).isCloseTo(cc, within(1e-13));
        assertThat(MapAgreement.CORRELATION.of(shifted, b)).isCloseTo(-cc, within(1e-13));
        assertThat(MapAgreement.CORRELATION.of(a, louder)).isCloseTo(1, within(1e-13));

        double sim = MapAgreement.SIMILARITY.of(a, b);
        assertThat(sim).isStrictlyBetween(0.0, 1.0);
        assertThat(MapAgreement.SIMILARITY.of(b, louder)).isCloseTo(sim, within(1e-14));
        assertThat(MapAgreement.SIMILARITY.of(a, louder)).isCloseTo(1, within(1e-14));

        assertThat(MapAgreement.KL_DIVERGENCE.of(a, b)).isPositive();
        assertThat(MapAgreement.KL_DIVERGENCE.of(a, louder)).isCloseTo(0, within(1e-13));
        assertThat(a.entropy()).isStrictlyBetween(0.0, Math.log(24) / Math.log(2));
        assertThat(louder.entropy()).isCloseTo(a.entropy(), within(1e-13));
        // KL against the uniform reference and entropy are two faces of the same sum: KL(uniform map | a) = ln N - H.
        SaliencyGrid flat = SaliencyGrid.of(4, 6, new double[24]);
        assertThat(MapAgreement.KL_DIVERGENCE.of(flat, a) / Math.log(2))
                .isCloseTo(Math.log(24) / Math.log(2) - a.entropy(), within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aucJuddBoundsTheExactAuc(long seed) {
        Random random = new Random(seed);
        SaliencyGrid map = random(random, 5, 5);
        boolean[] marked = new boolean[25];
        for (int i = 0; i < 25; i++) {
            marked[i] = i == 3 || (i != 7 && random.nextInt(4) == 0);
        }
        PixelMask mask = PixelMask.of(5, 5, marked);
        double exact = BinaryScores.of(marked, map.toArray()).auc();
        double judd = MaskAgreement.AUC_JUDD.of(map, mask);
        assertThat(judd).isBetween(exact - 1e-14, exact + 0.5 / mask.count() + 1e-14);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 7})
    void constantMaps(double value) {
        double[] values = new double[12];
        Arrays.fill(values, value);
        SaliencyGrid constant = SaliencyGrid.of(3, 4, values);
        SaliencyGrid map = random(new Random(1), 3, 4);
        PixelMask third = mask(3, 4, "111100000000");
        assertThat(constant.scaled().toArray()).containsOnly(0);
        assertThat(MapAgreement.CORRELATION.of(constant, map)).isZero();
        assertThat(MapAgreement.CORRELATION.of(map, constant)).isZero();
        assertThat(MapAgreement.CORRELATION.of(constant, constant)).isZero();
        assertThat(MapAgreement.SIMILARITY.of(constant, constant)).isCloseTo(1, within(1e-15));
        assertThat(MapAgreement.KL_DIVERGENCE.of(constant, constant)).isCloseTo(0, within(1e-13));
        assertThat(MaskAgreement.NSS.of(constant, third)).isZero();
        assertThat(MaskAgreement.AUC_JUDD.of(constant, third)).isEqualTo(0.5);
        assertThat(MaskAgreement.ENERGY_INSIDE.of(constant, third)).isCloseTo(1 / 3.0, within(1e-15));
        assertThat(MaskAgreement.POINTING_GAME.of(constant, third)).isEqualTo(1 / 3.0);
        assertThat(constant.entropy()).isCloseTo(Math.log(12) / Math.log(2), within(1e-14));
    }

    @Test
    void disjointMapsAreAsFarAsTheMeasuresGo() {
        SaliencyGrid left = SaliencyGrid.of(1, 4, 1, 1, 0, 0);
        SaliencyGrid right = SaliencyGrid.of(1, 4, 0, 0, 1, 1);
        assertThat(MapAgreement.CORRELATION.of(left, right)).isEqualTo(-1);
        assertThat(MapAgreement.SIMILARITY.of(left, right)).isZero();
        // ln(0.5 / 2^-52) = 52 ln 2 - ln 2
        assertThat(MapAgreement.KL_DIVERGENCE.of(left, right)).isCloseTo(51 * Math.log(2), within(1e-12));
        assertThat(left.entropy()).isEqualTo(1);
    }

    @Test
    void hugeValuesDoNotOverflow() {
        SaliencyGrid map = SaliencyGrid.of(2, 2, 0, Double.MAX_VALUE, Double.MAX_VALUE, 0);
        SaliencyGrid signed = SaliencyGrid.of(2, 2, -Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE, 0);
        SaliencyGrid same = SaliencyGrid.of(2, 2, 0, 1, 1, 0);
        assertThat(MapAgreement.SIMILARITY.of(map, same)).isEqualTo(1);
        assertThat(MapAgreement.CORRELATION.of(map, same)).isCloseTo(1, within(1e-15));
        assertThat(signed.scaled().toArray()).containsExactly(0, 1, 1, 0.5);
        assertThat(map.entropy()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        // Greatest values 9 at pixels 1 and 4 of a 2x3 map.
        "010000, 0.5",
        "010010, 1",
        "101000, 0",
        "111111, 1"
    })
    void greatestPixelsShareThePoint(String bits, double hit) {
        SaliencyGrid map = SaliencyGrid.of(new double[][] {{1, 9, 3}, {-4, 9, 8}});
        assertThat(MaskAgreement.POINTING_GAME.of(map, mask(2, 3, bits))).isEqualTo(hit);
    }

    @Test
    void nssByHand() {
        // 0, 2, 4, 6: mean 3, population variance 5; the marked 6 lies 3 / sqrt(5) above.
        SaliencyGrid map = SaliencyGrid.of(2, 2, 0, 2, 4, 6);
        assertThat(MaskAgreement.NSS.of(map, mask(2, 2, "0001"))).isCloseTo(3 / Math.sqrt(5), within(1e-15));
        assertThat(MaskAgreement.NSS.of(map, mask(2, 2, "1111"))).isCloseTo(0, within(1e-15));
    }

    @Test
    void tiedFixationsAreOneStepOfAucJudd() {
        // Marked 2, 2, 1; unmarked 2, 0: points (1/2, 2/3) and (1/2, 1), area (1/2)(1/3) + 1/2.
        SaliencyGrid map = SaliencyGrid.of(1, 5, 2, 2, 1, 2, 0);
        assertThat(MaskAgreement.AUC_JUDD.of(map, mask(1, 5, "11100"))).isCloseTo(2 / 3.0, within(1e-15));
    }

    @Test
    void intersectionOverUnion() {
        PixelMask a = mask(2, 3, "110010");
        PixelMask b = mask(2, 3, "011010");
        PixelMask none = mask(2, 3, "000000");
        assertThat(a.intersectionOverUnion(b)).isEqualTo(0.5);
        assertThat(a.intersectionOverUnion(a)).isEqualTo(1);
        assertThat(a.intersectionOverUnion(none)).isZero();
        assertThat(none.intersectionOverUnion(none)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void growingMarksWhatLiesWithinTheRadius(long seed) {
        Random random = new Random(seed);
        int height = 1 + random.nextInt(12);
        int width = 1 + random.nextInt(12);
        int radius = random.nextInt(seed % 5 == 0 ? 40 : 5);
        boolean[] marked = new boolean[height * width];
        for (int i = 0; i < marked.length; i++) {
            marked[i] = random.nextInt(10) == 0;
        }
        PixelMask grown = PixelMask.of(height, width, marked).grow(radius);
        for (int p = 0; p < marked.length; p++) {
            boolean near = false;
            for (int q = 0; q < marked.length; q++) {
                int dy = p / width - q / width;
                int dx = p % width - q % width;
                near |= marked[q] && dx * dx + dy * dy <= radius * radius;
            }
            assertThat(grown.contains(p)).isEqualTo(near);
        }
    }

    @Test
    void growingByAnyRadiusFillsTheMask() {
        assertThat(mask(2, 3, "000100").grow(Integer.MAX_VALUE).count()).isEqualTo(6);
        assertThat(mask(2, 3, "000000").grow(9).count()).isZero();
    }

    @ParameterizedTest
    @EnumSource(MaskAgreement.class)
    void aMapOnItsOwnRegionBeatsOneBesideIt(MaskAgreement measure) {
        PixelMask region = mask(2, 3, "011000");
        SaliencyGrid on = SaliencyGrid.of(2, 3, 0, 0.9, 1, 0, 0.1, 0);
        SaliencyGrid beside = SaliencyGrid.of(2, 3, 1, 0, 0, 0.9, 0, 0.1);
        assertThat(measure.of(on, region)).isGreaterThan(measure.of(beside, region));
    }

    @Test
    void gridsCopyWhatTheyAreGiven() {
        double[] values = {1, 2};
        SaliencyGrid grid = SaliencyGrid.of(1, 2, values);
        values[0] = 9;
        grid.toArray()[1] = 9;
        assertThat(grid.toArray()).containsExactly(1, 2);
        assertThat(SaliencyGrid.of(2, 1, new float[] {0.5f, 2}).toArray()).containsExactly(0.5, 2);
        assertThat(SaliencyGrid.of(new double[][] {{1, 2}, {3, 4}}).toArray()).containsExactly(1, 2, 3, 4);
    }
}
