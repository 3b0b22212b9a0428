package org.cyborgml.spark.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.cyborgml.metrics.Alternative;
import org.cyborgml.metrics.AucEstimate;
import org.cyborgml.metrics.BinaryScores;
import org.cyborgml.metrics.DeLongTest;
import org.cyborgml.metrics.RocCurve;
import org.cyborgml.spark.LocalSpark;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankedScoresTest {

    private static final StructType CASES = new StructType()
            .add("path", DataTypes.StringType)
            .add("positive", DataTypes.BooleanType)
            .add("first", DataTypes.DoubleType)
            .add("second", DataTypes.DoubleType);

    @AfterAll
    static void stop() {
        LocalSpark.stop();
    }

    /** Cases with scores of so many levels, which make ties; the second detector's go along with the first's. */
    private static final class Cases {

        private final boolean[] positive;
        private final double[] first;
        private final double[] second;

        private Cases(boolean[] positive, double[] first, double[] second) {
            this.positive = positive;
            this.first = first;
            this.second = second;
        }

        static Cases random(int seed, int cases, int levels) {
            Random random = new Random(seed);
            boolean[] positive = new boolean[cases];
            double[] first = new double[cases];
            double[] second = new double[cases];
            for (int i = 0; i < cases; i++) {
                positive[i] = random.nextInt(3) == 0;
                double evidence = random.nextGaussian() + (positive[i] ? 0.7 : 0);
                first[i] = Math.rint(evidence * levels) / levels;
                second[i] = Math.rint((evidence + random.nextGaussian()) * levels) / levels;
            }
            return new Cases(positive, first, second);
        }

        Dataset<Row> table(int partitions) {
            List<Row> rows = new ArrayList<>(IntStream.range(0, positive.length)
                    .mapToObj(i -> row("image" + i, positive[i], first[i], second[i]))
                    .toList());
            return table(rows).repartition(partitions);
        }

        static Row row(String path, @Nullable Boolean positive, @Nullable Double first, @Nullable Double second) {
            return RowFactory.create(path, positive, first, second);
        }

        static Dataset<Row> table(List<Row> rows) {
            return LocalSpark.session().createDataFrame(rows, CASES);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 30, 2, 1", "2, 200, 3, 7", "3, 2000, 1000000, 3", "4, 500, 20, 4", "5, 2000, 1, 2"})
    void areThoseOfOneMachine(int seed, int count, int levels, int partitions) {
        Cases cases = Cases.random(seed, count, levels);
        BinaryScores local = BinaryScores.of(cases.positive, cases.first);
        try (RankedScores scores = RankedScores.of(cases.table(partitions), "positive", "first")) {
            assertThat(scores.positives()).isEqualTo(local.positives());
            assertThat(scores.negatives()).isEqualTo(local.negatives());
            assertThat(scores.distinctScores()).isEqualTo(local.distinctScores());
            assertThat(scores.auc()).isEqualTo(local.auc());
            assertThat(scores.estimate().variance())
                    .isCloseTo(AucEstimate.of(local).variance(), within(1e-12));
            assertThat(scores.roc(count + 5)).isEqualTo(all(RocCurve.of(local), local));
        }
    }

    private static List<RocPoint> all(RocCurve curve, BinaryScores scores) {
        return IntStream.range(0, curve.size())
                .mapToObj(i -> new RocPoint(
                        curve.threshold(i),
                        Math.round(curve.truePositiveRate(i) * scores.positives()),
                        Math.round(curve.falsePositiveRate(i) * scores.negatives()),
                        scores.positives(),
                        scores.negatives()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"1, 5000, 1000000, 5", "2, 5000, 1000000, 100", "3, 5000, 20, 51", "4, 3000, 1000000, 6"})
    void aThinnedCurveHasFewPointsOfTheCurveAndLeavesNoGaps(int seed, int count, int levels, int points) {
        Cases cases = Cases.random(seed, count, levels);
        BinaryScores local = BinaryScores.of(cases.positive, cases.first);
        List<RocPoint> whole = all(RocCurve.of(local), local);
        assertThat(whole).hasSizeGreaterThan(points);
        try (RankedScores scores = RankedScores.of(cases.table(6), "positive", "first")) {
            List<RocPoint> thinned = scores.roc(points);
            assertThat(thinned).hasSizeBetween(Math.min(points, 20) / 2, points).doesNotHaveDuplicates();
            assertThat(thinned.get(0)).isEqualTo(whole.get(0));
            assertThat(thinned.get(thinned.size() - 1)).isEqualTo(whole.get(whole.size() - 1));
            int kept = 0;
            for (RocPoint point : whole) {
                if (kept + 1 < thinned.size() && thinned.get(kept + 1).equals(point)) {
                    kept++;
                }
                RocPoint before = thinned.get(kept);
                assertThat(point.truePositiveRate() - before.truePositiveRate()).isBetween(0.0, 4.0 / (points - 2));
                assertThat(point.falsePositiveRate() - before.falsePositiveRate())
                        .isBetween(0.0, 4.0 / (points - 2));
            }
            assertThat(kept).as("all kept points are of the curve, in order").isEqualTo(thinned.size() - 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 200, 3, 7, TWO_SIDED", "3, 2000, 1000000, 3, GREATER"})
    void deLongsTestIsThatOfOneMachine(int seed, int count, int levels, int partitions, Alternative alternative) {
        Cases cases = Cases.random(seed, count, levels);
        DeLongTest.Result local =
                DeLongTest.withDefaults().with(alternative).test(cases.positive, cases.first, cases.second);
        DeLongTest.Result result = RankedDeLongTest.withDefaults()
                .with(alternative)
                .test(cases.table(partitions), "positive", "first", "second");
        assertThat(result.first().value()).isEqualTo(local.first().value());
        assertThat(result.second().value()).isEqualTo(local.second().value());
        assertThat(result.variance()).isCloseTo(local.variance(), within(1e-12));
        assertThat(result.covariance()).isCloseTo(local.covariance(), within(1e-12));
        assertThat(result.z()).isCloseTo(local.z(), within(1e-9));
        assertThat(result.pValue()).isCloseTo(local.pValue(), within(1e-9));
    }

    @Test
    void aDetectorDoesNotDifferFromItself() {
        Cases cases = Cases.random(9, 300, 4);
        DeLongTest.Result result = RankedDeLongTest.withDefaults().test(cases.table(3), "positive", "first", "first");
        assertThat(result.variance()).isEqualTo(0);
        assertThat(result.pValue()).isEqualTo(1);
    }

    @Test
    void valuesHaveTheSameBitsHoweverTheRowsAreSharedOut() {
        Cases cases = Cases.random(11, 1000, 50);
        List<Double> variances = new ArrayList<>();
        for (int partitions : new int[] {1, 9}) {
            DeLongTest.Result result =
                    RankedDeLongTest.withDefaults().test(cases.table(partitions), "positive", "first", "second");
            variances.add(result.variance());
            variances.add(result.first().variance());
        }
        assertThat(variances.subList(2, 4)).isEqualTo(variances.subList(0, 2));
    }

    @Test
    void allScoresEqualAndZerosOfBothSignsAreTies() {
        Dataset<Row> cases = Cases.table(Arrays.asList(
                Cases.row("a", true, 0.0, 1.0),
                Cases.row("b", true, -0.0, 1.0),
                Cases.row("c", false, -0.0, 1.0),
                Cases.row("d", false, 0.0, 1.0)));
        try (RankedScores scores = RankedScores.of(cases, "positive", "first")) {
            assertThat(scores.distinctScores()).isEqualTo(1);
            assertThat(scores.auc()).isEqualTo(0.5);
            assertThat(scores.roc(5)).hasSize(2);
        }
    }

    private static void assertRefused(Dataset<Row> cases, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RankedScores.of(cases, "positive", "first"))
                .withMessageContaining(message);
    }

    @Test
    void whatCannotBeRankedIsNamed() {
        Row good = Cases.row("a", true, 0.5, 0.5);
        assertRefused(Cases.table(List.of(good)), "labels must hold both classes, found 1 positive and 0 negative");
        assertRefused(Cases.table(List.of()), "labels must hold both classes, found 0 positive and 0 negative");
        assertRefused(
                Cases.table(Arrays.asList(good, Cases.row("b", false, Double.NaN, 0.5))),
                "first must be finite, found NaN in the row {\"path\":\"b\"");
        assertRefused(
                Cases.table(Arrays.asList(good, Cases.row("b", false, Double.NEGATIVE_INFINITY, 0.5))),
                "first must be finite, found -Infinity in the row {\"path\":\"b\"");
        assertRefused(
                Cases.table(Arrays.asList(good, Cases.row("b", false, null, 0.5))),
                "first must be finite, found null in the row {\"path\":\"b\"");
        assertRefused(
                Cases.table(Arrays.asList(good, Cases.row("b", null, 0.25, 0.5))),
                "positive must be true or false, found null in the row {\"path\":\"b\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RankedScores.of(Cases.table(List.of(good)), "path", "first"))
                .withMessage("column path is of type string: must be boolean, true for a positive case");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RankedScores.of(Cases.table(List.of(good)), "positive", "third"))
                .withMessage("the table has no column third, its columns are [path, positive, first, second]");
        Dataset<Row> two = Cases.table(Arrays.asList(good, Cases.row("b", false, 0.1, 0.2)));
        try (RankedScores scores = RankedScores.of(two, "positive", "first")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(scores::estimate)
                    .withMessage(
                            "the DeLong variance needs at least 2 cases of each class, found 1 positive and 1 negative");
        }
    }

    /** The counts of test sets that no test can hold: their products need more than 64 bits. */
    @Test
    void sumsDoNotOverflowForBillionsOfCases() {
        PlacementSums.OfClass positives = new PlacementSums.OfClass();
        PlacementSums.OfClass negatives = new PlacementSums.OfClass();
        long half = 1_000_000_000L;
        // Half of each class scores 1, half 0.
        positives.add(3 * half, half);
        positives.add(half, half);
        negatives.add(half, half);
        negatives.add(3 * half, half);
        PlacementSums sums = PlacementSums.of(positives, negatives);
        // Placements are 3/4 and 1/4, so both variances are 1/16 * n / (n - 1).
        double n = 2.0 * half;
        assertThat(sums.variance(2 * half, 2 * half)).isCloseTo(2.0 / 16 / (n - 1), within(1e-24));
    }
}
