package org.cyborgml.metrics;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every refusal names the thing, its value and the rule. */
class BadInputTest {
    private static final double NAN = Double.NaN;
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final BinaryScores SCORES = BinaryScores.ofClasses(new double[] {1, 2}, new double[] {2, 3});
    private static final BinaryScores PAIR = BinaryScores.ofClasses(new double[] {1}, new double[] {2});
    private static final RocCurve CURVE = RocCurve.of(SCORES);
    private static final SaliencyGrid GRID = SaliencyGrid.of(1, 2, 0, 1);
    private static final SaliencyGrid SIGNED = SaliencyGrid.of(1, 2, 0, -1);
    private static final PixelMask MASK = PixelMask.of(1, 2, true, false);
    private static final PresentationAttackScores ATTACKS =
            PresentationAttackScores.of(new double[] {0}, Map.of("a", new double[] {1}));

    static Stream<Arguments> cases() {
        return Stream.of(scores(), classes(), curves(), uncertainty(), attacks(), runs(), maps())
                .flatMap(s -> s);
    }

    private static Arguments refuses(ThrowingCallable call, String message) {
        return arguments(message, call);
    }

    private static Stream<Arguments> scores() {
        return Stream.of(
                refuses(
                        () -> BinaryScores.of(new int[] {1, 0, 1}, new double[] {1, 2}),
                        "labels and scores must have equal lengths, found 3 and 2"),
                refuses(
                        () -> BinaryScores.of(new boolean[0], new double[0]),
                        "scores must hold at least one value, found none"),
                refuses(
                        () -> BinaryScores.of(new int[] {1, 0}, new double[] {1, NAN}),
                        "scores[1] must be finite, found NaN"),
                refuses(
                        () -> BinaryScores.of(new int[] {1, 0}, new double[] {-INFINITY, 0}),
                        "scores[0] must be finite, found -Infinity"),
                refuses(
                        () -> BinaryScores.of(new int[] {1, 2}, new double[] {1, 1}),
                        "labels[1] must be 0 or 1, found 2"),
                refuses(
                        () -> BinaryScores.of(new int[] {1, 1}, new double[] {1, 1}),
                        "labels must hold both classes, found 2 positive and 0 negative"),
                refuses(
                        () -> BinaryScores.of(new boolean[3], new double[3]),
                        "labels must hold both classes, found 0 positive and 3 negative"),
                refuses(
                        () -> BinaryScores.ofClasses(new double[0], new double[1]),
                        "negatives must hold at least one value, found none"),
                refuses(
                        () -> BinaryScores.ofClasses(new double[1], new double[] {NAN}),
                        "positives[0] must be finite, found NaN"),
                refuses(() -> SCORES.at(NAN), "threshold must be in [-Infinity, Infinity], found NaN"),
                refuses(() -> SCORES.atFalsePositiveRate(1.5), "false positive rate must be in [0.0, 1.0], found 1.5"),
                refuses(() -> new OperatingPoint(0, 3, 0, 2, 1), "truePositives must be in [0.0, 2.0], found 3.0"),
                refuses(() -> new OperatingPoint(0, 0, -1, 2, 1), "falsePositives must be in [0.0, 1.0], found -1.0"),
                refuses(() -> new OperatingPoint(0, 0, 0, 0, 1), "positives must be at least 1, found 0"),
                refuses(
                        () -> OneVersusRestAuc.of(new int[] {0, 1}, new double[][] {{1, 2}, {1}}),
                        "scores[1] must have 2 values as row 0, found 1"),
                refuses(
                        () -> OneVersusRestAuc.of(new int[] {0, 2}, new double[][] {{1, 2}, {1, 3}}),
                        "labels[1] must be in [0, 2), found 2"),
                refuses(
                        () -> OneVersusRestAuc.of(new int[] {0, 1}, new double[2][3]),
                        "class 2 must have cases inside and outside it for one-against-rest, found 0 of 2 in it"),
                refuses(
                        () -> OneVersusRestAuc.of(new int[] {0, 0}, new double[2][2]),
                        "class 0 must have cases inside and outside it for one-against-rest, found 2 of 2 in it"),
                refuses(
                        () -> OneVersusRestAuc.of(new int[] {0, 1}, new double[][] {{1, 2}, {NAN, 3}}),
                        "scores[1][0] must be finite, found NaN"),
                refuses(
                        () -> OneVersusRestAuc.of(new int[] {0}, new double[][] {{1}}),
                        "number of classes must be at least 2, found 1"),
                refuses(
                        () -> OneVersusRestAuc.of(new int[0], new double[0][]),
                        "scores must hold at least one value, found none"));
    }

    private static Stream<Arguments> classes() {
        int[] two = {0, 1};
        ConfusionMatrix confusion = ConfusionMatrix.of(two, two, 2);
        return Stream.of(
                refuses(
                        () -> OneVersusRestAuc.ofPresent(new int[] {1, 1}, new double[2][3]),
                        "class 1 must have cases inside and outside it for one-against-rest, found 2 of 2 in it"),
                refuses(
                        () -> OneVersusRestAuc.of(two, new double[2][2]).ofClass(2),
                        "class must be in [0, 2), found 2"),
                refuses(
                        () -> MulticlassMetrics.of(two, new double[][] {{1, 2}, {3, NAN}}),
                        "scores[1][1] must be finite, found NaN"),
                refuses(
                        () -> MulticlassMetrics.of(two, new double[][] {{1, 2, INFINITY}, {3, 1, 1}}),
                        "scores[0][2] must be finite, found Infinity"),
                refuses(
                        () -> MulticlassMetrics.of(two, new double[3][2]),
                        "labels and scores must have equal lengths, found 2 and 3"),
                refuses(
                        () -> MulticlassMetrics.of(new int[] {0, -1}, new double[2][2]),
                        "labels[1] must be in [0, 2), found -1"),
                refuses(
                        () -> MulticlassMetrics.of(two, new double[2][1]),
                        "number of classes must be at least 2, found 1"),
                refuses(
                        () -> MulticlassMetrics.of(new int[0], new double[0][]),
                        "scores must hold at least one value, found none"),
                refuses(
                        () -> ConfusionMatrix.of(two, new int[] {0, 2}, 2),
                        "predictions[1] must be in [0, 2), found 2"),
                refuses(
                        () -> ConfusionMatrix.of(two, new int[1], 2),
                        "labels and predictions must have equal lengths, found 2 and 1"),
                refuses(() -> ConfusionMatrix.of(two, two, 1), "number of classes must be at least 2, found 1"),
                refuses(() -> confusion.count(0, 2), "class must be in [0, 2), found 2"),
                refuses(() -> confusion.recall(-1), "class must be in [0, 2), found -1"));
    }

    private static Stream<Arguments> curves() {
        return Stream.of(
                refuses(
                        () -> CURVE.partialAuc(RateAxis.FALSE_POSITIVE_RATE, 0.2, 0.2),
                        "from must be below to, found 0.2 and 0.2"),
                refuses(
                        () -> CURVE.partialAuc(RateAxis.TRUE_POSITIVE_RATE, NAN, 1),
                        "from must be in [0.0, 1.0], found NaN"),
                refuses(
                        () -> CURVE.partialAuc(RateAxis.TRUE_POSITIVE_RATE, 0, 1.1),
                        "to must be in [0.0, 1.0], found 1.1"),
                refuses(() -> new PartialAuc(RateAxis.TRUE_POSITIVE_RATE, 0, 1, NAN), "area must be finite, found NaN"),
                refuses(() -> CURVE.falsePositiveRateAt(-0.1), "true positive rate must be in [0.0, 1.0], found -0.1"),
                refuses(() -> CURVE.truePositiveRateAt(NAN), "false positive rate must be in [0.0, 1.0], found NaN"),
                refuses(() -> new EqualErrorRate(2, 0), "rate must be in [0.0, 1.0], found 2.0"),
                refuses(() -> new EqualErrorRate(0, NAN), "threshold must be finite, found NaN"),
                refuses(() -> HolmCorrection.adjusted(), "pValues must hold at least one value, found none"),
                refuses(() -> HolmCorrection.adjusted(0.5, -0.1), "pValues[1] must be in [0.0, 1.0], found -0.1"),
                refuses(() -> HolmCorrection.adjusted(Double.NaN), "pValues[0] must be in [0.0, 1.0], found NaN"),
                refuses(() -> RocBand.of(List.of(), 11), "runs must hold at least one value, found none"),
                refuses(() -> RocBand.of(List.of(CURVE), 1), "points must be at least 2, found 1"),
                refuses(
                        () -> RocBand.of(List.of(CURVE), 0.5, 0.5),
                        "truePositiveRates must increase strictly, found 0.5 before 0.5"),
                refuses(
                        () -> RocBand.of(List.of(CURVE), 0.5, 1.5),
                        "truePositiveRates[1] must be in [0.0, 1.0], found 1.5"),
                refuses(
                        () -> RocBand.of(List.of(CURVE), new double[0]),
                        "truePositiveRates must hold at least one value, found none"));
    }

    private static Stream<Arguments> uncertainty() {
        DeLongTest deLong = DeLongTest.withDefaults();
        StratifiedBootstrap bootstrap = StratifiedBootstrap.withDefaults();
        return Stream.of(
                refuses(
                        () -> AucEstimate.of(PAIR),
                        "the DeLong variance needs at least 2 cases of each class, found 1 positive and 1 negative"),
                refuses(
                        () -> AucEstimate.of(SCORES).interval(1, IntervalMethod.WALD),
                        "level must be in (0, 1), found 1.0"),
                refuses(() -> new AucEstimate(1.1, 0), "value must be in [0.0, 1.0], found 1.1"),
                refuses(() -> new AucEstimate(1, -1), "variance must be in [0.0, 1.7976931348623157E308], found -1.0"),
                refuses(
                        () -> deLong.test(new int[] {1, 0}, new double[] {1, 2}, new double[] {1}),
                        "first scores and second scores must have equal lengths, found 2 and 1"),
                refuses(
                        () -> deLong.test(new int[] {1, 0, 0}, new double[] {1, 2, 3}, new double[] {1, 2, 3}),
                        "the DeLong variance needs at least 2 cases of each class, found 1 positive and 2 negative"),
                refuses(
                        () -> deLong.test(new int[] {1, 1, 0, 0}, new double[4], new double[4])
                                .interval(NAN),
                        "level must be in (0, 1), found NaN"),
                refuses(() -> bootstrap.withReplicates(1), "replicates must be at least 2, found 1"),
                refuses(() -> bootstrap.estimate(SCORES, s -> NAN), "metric must be finite, found NaN"),
                refuses(
                        () -> bootstrap
                                .withReplicates(2)
                                .estimate(SCORES, BinaryScores::auc)
                                .interval(0),
                        "level must be in (0, 1), found 0.0"),
                refuses(() -> new ConfidenceInterval(2, 1, 0.9), "upper must be in [2.0, Infinity], found 1.0"));
    }

    private static Stream<Arguments> attacks() {
        return Stream.of(
                refuses(
                        () -> PresentationAttackScores.of(new double[0], Map.of("a", new double[1])),
                        "bona fide scores must hold at least one value, found none"),
                refuses(
                        () -> PresentationAttackScores.of(new double[1], Map.of()),
                        "attacks must hold at least one value, found none"),
                refuses(
                        () -> PresentationAttackScores.of(new double[1], Map.of("a", new double[0])),
                        "scores of species 'a' must hold at least one value, found none"),
                refuses(
                        () -> PresentationAttackScores.of(new double[1], Map.of("a", new double[] {0, NAN})),
                        "scores of species 'a'[1] must be finite, found NaN"),
                refuses(() -> ATTACKS.at(NAN), "threshold must be in [-Infinity, Infinity], found NaN"),
                refuses(() -> ATTACKS.atApcer(-0.1), "APCER must be in [0.0, 1.0], found -0.1"),
                refuses(
                        () -> new PresentationAttackRates(0, Map.of("a", 2.0), 0),
                        "APCER of species 'a' must be in [0.0, 1.0], found 2.0"),
                refuses(
                        () -> new PresentationAttackRates(0, Map.of("a", 0.0), NAN),
                        "BPCER must be in [0.0, 1.0], found NaN"));
    }

    private static Stream<Arguments> runs() {
        return Stream.of(
                refuses(() -> RunSummary.of(), "values must hold at least one value, found none"),
                refuses(() -> RunSummary.of(1, NAN), "values[1] must be finite, found NaN"),
                refuses(() -> RunSummary.of(1).interval(0.95), "runs must be at least 2, found 1"),
                refuses(
                        () -> new RunSummary(2, 0, NAN),
                        "standardDeviation must be in [0.0, 1.7976931348623157E308], found NaN"),
                refuses(
                        () -> PairedComparison.of(new double[2], new double[3]),
                        "baseline and other must have equal lengths, found 2 and 3"),
                refuses(
                        () -> PairedComparison.of(new double[1], new double[1]),
                        "number of pairs must be at least 2, found 1"),
                refuses(
                        () -> PairedComparison.of(new double[2], new double[] {0, INFINITY}),
                        "other[1] must be finite, found Infinity"),
                refuses(
                        () -> PairedComparison.of(new double[2], new double[] {1, 2})
                                .hedgesG(),
                        "number of pairs must be at least 3, found 2"),
                refuses(() -> PairedTTest.withDefaults().test(1), "number of pairs must be at least 2, found 1"),
                refuses(
                        () -> McNemarTest.withDefaults().test(new boolean[2], new boolean[3]),
                        "first and second must have equal lengths, found 2 and 3"),
                refuses(
                        () -> McNemarTest.withDefaults().test(new boolean[0], new boolean[0]),
                        "first must hold at least one value, found none"),
                refuses(() -> McNemarTest.withDefaults().test(1, -1), "secondOnly must be at least 0, found -1"),
                refuses(
                        () -> WilcoxonSignedRankTest.withDefaults().test(),
                        "differences must hold at least one value, found none"),
                refuses(
                        () -> WilcoxonSignedRankTest.withDefaults().test(NAN),
                        "differences[0] must be finite, found NaN"));
    }

    private static Stream<Arguments> maps() {
        return Stream.of(
                refuses(() -> SaliencyGrid.of(2, 2, 1, 2, 3), "values must be height * width = 2 * 2, found 3 values"),
                refuses(() -> SaliencyGrid.of(0, 2), "height must be at least 1, found 0"),
                refuses(
                        () -> SaliencyGrid.of(65536, 65536, new double[0]),
                        "values must be height * width = 65536 * 65536, found 0 values"),
                refuses(() -> SaliencyGrid.of(1, 2, 0, NAN), "values[1] must be finite, found NaN"),
                refuses(
                        () -> SaliencyGrid.of(new double[][] {{1, 2}, {3, 4, 5}}),
                        "rows[1] must have 2 values as row 0, found 3"),
                refuses(() -> SaliencyGrid.of(new double[0][]), "rows must hold at least one value, found none"),
                refuses(() -> SaliencyGrid.of(new double[2][0]), "width must be at least 1, found 0"),
                refuses(() -> GRID.atLeast(NAN), "threshold must be finite, found NaN"),
                refuses(() -> SIGNED.entropy(), "map[1] must not be negative, found -1.0"),
                refuses(
                        () -> MapAgreement.SIMILARITY.of(GRID, SIGNED),
                        "reference[1] must not be negative, found -1.0"),
                refuses(() -> MapAgreement.KL_DIVERGENCE.of(SIGNED, GRID), "map[1] must not be negative, found -1.0"),
                refuses(
                        () -> MapAgreement.CORRELATION.of(GRID, SaliencyGrid.of(2, 1, 0, 1)),
                        "map and reference must have the same height and width, found 1x2 and 2x1"),
                refuses(
                        () -> MaskAgreement.NSS.of(GRID, PixelMask.of(2, 1, true, true)),
                        "map and mask must have the same height and width, found 1x2 and 2x1"),
                refuses(
                        () -> MaskAgreement.NSS.of(GRID, PixelMask.of(1, 2, false, false)),
                        "mask must mark at least one pixel, found none of 2"),
                refuses(
                        () -> BaselineAgreement.SHUFFLED_AUC.of(GRID, PixelMask.of(1, 2, false, false), GRID),
                        "fixated must mark at least one pixel, found none of 2"),
                refuses(
                        () -> BaselineAgreement.SHUFFLED_AUC.of(GRID, MASK, SIGNED),
                        "baseline[1] must not be negative, found -1.0"),
                refuses(
                        () -> BaselineAgreement.INFORMATION_GAIN.of(SIGNED, MASK, GRID),
                        "map[1] must not be negative, found -1.0"),
                refuses(
                        () -> BaselineAgreement.INFORMATION_GAIN.of(GRID, MASK, SaliencyGrid.of(2, 1, 0, 1)),
                        "map and baseline must have the same height and width, found 1x2 and 2x1"),
                refuses(
                        () -> CentreBias.gaussian(2, 2, NAN),
                        "deviation must be in [4.9E-324, 1.7976931348623157E308], found NaN"),
                refuses(
                        () -> MaskAgreement.AUC_JUDD.of(GRID, PixelMask.of(1, 2, true, true)),
                        "mask must leave at least one pixel unmarked, found all 2 marked"),
                refuses(() -> MaskAgreement.ENERGY_INSIDE.of(SIGNED, MASK), "map[1] must not be negative, found -1.0"),
                refuses(() -> MASK.grow(-1), "radius must be at least 0, found -1"),
                refuses(
                        () -> MASK.intersectionOverUnion(PixelMask.of(1, 1, true)),
                        "first mask and second mask must have the same height and width, found 1x2 and 1x1"),
                refuses(() -> PixelMask.of(1, 2, true), "marked must be height * width = 1 * 2, found 1 values"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void isRefused(String message, ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }
}
