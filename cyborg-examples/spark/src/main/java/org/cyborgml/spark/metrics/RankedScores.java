package org.cyborgml.spark.metrics;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.cyborgml.metrics.AucEstimate;

/**
 * The scores of a two-class test set in a Spark table, counted per distinct score and sorted over the cluster: {@link
 * org.cyborgml.metrics.BinaryScores} for any number of cases.
 *
 * <p>A higher score is more evidence for the positive class. Cases of equal score are one step, so no result depends on the order
 * of the rows; {@code -0.0} and {@code 0.0} are the same score. Both classes must be there, and every score must be finite.
 *
 * <p>The table of counts lies on the executors' disks until this is closed: a double and three counts for each distinct score.
 * The driver gets a few numbers for each partition.
 */
public final class RankedScores implements AutoCloseable {

    private static final StructType RANKS = new StructType()
            .add("score", DataTypes.DoubleType, false)
            .add("positive_placement", DataTypes.LongType, false)
            .add("negative_placement", DataTypes.LongType, false);

    private final Dataset<Row> counted;
    private final SparkSession spark;
    private final Broadcast<CaseCounts[]> before;
    private final CaseCounts all;
    private final PlacementSums sums;

    private RankedScores(Dataset<Row> cases, String positive, String score) {
        this.spark = cases.sparkSession();
        this.counted = ScoreColumns.counted(cases, positive, score).persist(StorageLevel.DISK_ONLY());
        boolean isUsed = false;
        try {
            Function2<Integer, Iterator<Row>, Iterator<CaseCounts>> count =
                    (partition, rows) -> List.of(CaseCounts.of(rows)).iterator();
            CaseCounts[] sumsBefore = CaseCounts.before(
                    counted.toJavaRDD().mapPartitionsWithIndex(count, true).collect());
            this.all = sumsBefore[sumsBefore.length - 1];
            if (all.unusable() > 0) {
                throw ScoreColumns.unusable(cases, positive, score, all.unusable());
            }
            if (all.positives() == 0 || all.negatives() == 0) {
                throw new IllegalArgumentException("labels must hold both classes, found " + all.positives()
                        + " positive and " + all.negatives() + " negative");
            }
            this.before =
                    JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(sumsBefore);
            this.sums =
                    inPartitions(ScoreSteps::sums).collect().stream().reduce(PlacementSums.NONE, PlacementSums::plus);
            isUsed = true;
        } finally {
            if (!isUsed) {
                counted.unpersist();
            }
        }
    }

    /**
     * Ranks the scores of labelled cases.
     *
     * @param cases a row for each case
     * @param positive name of a column of type boolean, true for a positive case
     * @param score name of a column of type double or float
     * @return the ranked scores, to be closed
     * @throws IllegalArgumentException if a column is missing or of another type, there is no case, a label is null, a score is
     *     null, NaN or infinite, or only one class occurs
     */
    public static RankedScores of(Dataset<Row> cases, String positive, String score) {
        ScoreColumns.require(cases, positive, score);
        return new RankedScores(cases, positive, score);
    }

    /** Uses the steps of one partition. */
    private interface StepsUser<T> extends Serializable {
        T use(ScoreSteps steps);
    }

    private <T> JavaRDD<T> inPartitions(StepsUser<T> user) {
        return inPartitionsEach(steps -> List.of(user.use(steps)).iterator());
    }

    private <T> JavaRDD<T> inPartitionsEach(StepsUser<Iterator<T>> user) {
        Broadcast<CaseCounts[]> sumsBefore = before;
        CaseCounts total = all;
        Function2<Integer, Iterator<Row>, Iterator<T>> function =
                (partition, rows) -> user.use(new ScoreSteps(rows, sumsBefore.value()[partition], total));
        return counted.toJavaRDD().mapPartitionsWithIndex(function, true);
    }

    /**
     * The number of positive cases.
     *
     * @return at least 1
     */
    public long positives() {
        return all.positives();
    }

    /**
     * The number of negative cases.
     *
     * @return at least 1
     */
    public long negatives() {
        return all.negatives();
    }

    /**
     * The number of distinct scores.
     *
     * @return at least 1
     */
    public long distinctScores() {
        return all.scores();
    }

    /**
     * The area under the ROC curve: the share of (positive, negative) pairs in which the positive scores higher, a tie
     * counting one half. The count is exact; only the final division rounds.
     *
     * @return the AUC, in [0,1]; 0.5 when all scores are equal
     */
    public double auc() {
        BigInteger twiceWins = sums.positives();
        return twiceWins.doubleValue() / 2 / ((double) positives() * negatives());
    }

    /**
     * The AUC with its variance after DeLong, which is rounded once.
     *
     * @return the estimate
     * @throws IllegalArgumentException if a class has one case only, which has no variance
     */
    public AucEstimate estimate() {
        if (positives() < 2 || negatives() < 2) {
            throw new IllegalArgumentException("the DeLong variance needs at least 2 cases of each class, found "
                    + positives() + " positive and " + negatives() + " negative");
        }
        return new AucEstimate(auc(), sums.variance(positives(), negatives()));
    }

    /**
     * Points of the ROC curve, from (0,0) to (1,1): all of them if there are few enough, else as many as asked for at most. Each
     * is a point of the curve itself. Both rates of a point that is left out differ by less than {@code 4 / (points - 2)} from
     * those of the point that is kept before it.
     *
     * @param points the largest number of points, at least 5
     * @return in the order of falling thresholds
     * @throws IllegalArgumentException if the number is below 5
     */
    public List<RocPoint> roc(int points) {
        if (points < 5) {
            throw new IllegalArgumentException("points must be at least 5, found " + points);
        }
        List<RocPoint> curve = new ArrayList<>();
        curve.add(new RocPoint(Double.POSITIVE_INFINITY, 0, 0, positives(), negatives()));
        if (all.scores() < points) {
            curve.addAll(this.<RocPoint>inPartitionsEach(steps -> steps.map(ScoreSteps::point))
                    .collect());
            return List.copyOf(curve);
        }
        int stretches = (points - 1) / 2;
        List<RocPoint> inOrder = this.<RocPoint>inPartitionsEach(
                        steps -> steps.thinned(stretches).iterator())
                .collect();
        for (int i = 0; i < inOrder.size(); i++) {
            // A stretch may go on over several partitions.
            boolean isFirst = i == 0 || stretch(inOrder.get(i), stretches) != stretch(inOrder.get(i - 1), stretches);
            boolean isLast = i == inOrder.size() - 1
                    || stretch(inOrder.get(i), stretches) != stretch(inOrder.get(i + 1), stretches);
            if (isFirst || isLast) {
                curve.add(inOrder.get(i));
            }
        }
        return List.copyOf(curve);
    }

    private static int stretch(RocPoint point, int stretches) {
        return ScoreSteps.stretch(point, stretches);
    }

    /** Distinct scores with the placements of cases there, times twice the cases of the other class. */
    Dataset<Row> ranks() {
        return spark.createDataFrame(
                inPartitionsEach(steps -> steps.map(
                        step -> RowFactory.create(step.score(), step.positivePlacement(), step.negativePlacement()))),
                RANKS);
    }

    /** Frees the executors' disks. */
    @Override
    public void close() {
        counted.unpersist();
        before.destroy();
    }
}
