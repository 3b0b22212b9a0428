package org.cyborgml.spark.metrics;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.cyborgml.metrics.Alternative;
import org.cyborgml.metrics.DeLongTest;

/**
 * DeLong's test of the AUCs of two detectors that scored the same cases, for any number of cases in a Spark table: {@link
 * DeLongTest} without its limit of memory.
 *
 * <p>The scores of each detector are ranked by {@link RankedScores}; the cases, counted by their pair of scores, are joined
 * with both rankings. Immutable.
 */
public final class RankedDeLongTest {

    private static final RankedDeLongTest DEFAULT = new RankedDeLongTest(Alternative.TWO_SIDED);

    private final Alternative alternative;

    private RankedDeLongTest(Alternative alternative) {
        this.alternative = alternative;
    }

    /**
     * The two-sided test.
     *
     * @return the test
     */
    public static RankedDeLongTest withDefaults() {
        return DEFAULT;
    }

    /**
     * The test against another alternative.
     *
     * @param value the alternative hypothesis about AUC1 - AUC2
     * @return a new test
     */
    public RankedDeLongTest with(Alternative value) {
        return new RankedDeLongTest(value);
    }

    /**
     * Tests two detectors.
     *
     * @param cases a row for each case
     * @param positive name of a column of type boolean, true for a positive case
     * @param first name of the column of the first detector's scores, double or float
     * @param second name of the column of the second detector's scores, double or float
     * @return the result, with the covariance of the AUCs
     * @throws IllegalArgumentException if a column is missing or of another type, a label is null, a score is null, NaN or
     *     infinite, or a class has fewer than 2 cases
     */
    public DeLongTest.Result test(Dataset<Row> cases, String positive, String first, String second) {
        ScoreColumns.require(cases, positive, first, second);
        try (RankedScores ofFirst = RankedScores.of(cases, positive, first);
                RankedScores ofSecond = RankedScores.of(cases, positive, second)) {
            PlacementSums sums = differences(cases, positive, first, second, ofFirst, ofSecond);
            double variance = sums.variance(ofFirst.positives(), ofFirst.negatives());
            return DeLongTest.withDefaults().with(alternative).test(ofFirst.estimate(), ofSecond.estimate(), variance);
        }
    }

    private static PlacementSums differences(
            Dataset<Row> cases,
            String positive,
            String first,
            String second,
            RankedScores ofFirst,
            RankedScores ofSecond) {
        Dataset<Row> pairs = cases.select(
                        col("`" + positive + "`").as("positive"),
                        ScoreColumns.score(first).as("first"),
                        ScoreColumns.score(second).as("second"))
                .groupBy("positive", "first", "second")
                .agg(count(lit(1)).as("cases"));
        Dataset<Row> placed = pairs.join(ranks(ofFirst, "first"), "first")
                .join(ranks(ofSecond, "second"), "second")
                .select("positive", "cases", "first_positive", "second_positive", "first_negative", "second_negative");
        FlatMapFunction<Iterator<Row>, PlacementSums> sums =
                rows -> List.of(sum(rows)).iterator();
        return placed.toJavaRDD().mapPartitions(sums).collect().stream()
                .reduce(PlacementSums.NONE, PlacementSums::plus);
    }

    private static Dataset<Row> ranks(RankedScores scores, String name) {
        return scores.ranks()
                .select(
                        col("score").as(name),
                        col("positive_placement").as(name + "_positive"),
                        col("negative_placement").as(name + "_negative"));
    }

    private static PlacementSums sum(Iterator<Row> rows) {
        PlacementSums.OfClass positives = new PlacementSums.OfClass();
        PlacementSums.OfClass negatives = new PlacementSums.OfClass();
        while (rows.hasNext()) {
            Row row = rows.next();
            long cases = row.getLong(1);
            if (row.getBoolean(0)) {
                positives.add(row.getLong(2) - row.getLong(3), cases);
            } else {
                negatives.add(row.getLong(4) - row.getLong(5), cases);
            }
        }
        return PlacementSums.of(positives, negatives);
    }
}
