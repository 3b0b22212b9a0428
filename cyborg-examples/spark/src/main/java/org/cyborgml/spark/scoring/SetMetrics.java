package org.cyborgml.spark.scoring;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.cyborgml.metrics.AucEstimate;
import org.cyborgml.metrics.ConfidenceInterval;
import org.cyborgml.metrics.IntervalMethod;
import org.cyborgml.spark.metrics.RankedScores;
import org.cyborgml.spark.metrics.RocPoint;

/**
 * AUC of a test set, of the logit of class 1, as {@code metrics.json} has it.
 *
 * @param testSet its name
 * @param real images of class 0
 * @param synthetic images of class 1
 * @param auc area under the ROC curve, ties counting one half
 * @param aucVariance its variance (DeLong)
 * @param aucLow lower bound of the 95 % confidence interval
 * @param aucHigh upper bound
 * @param roc points of the curve, for a file of their own
 */
record SetMetrics(
        String testSet,
        long real,
        long synthetic,
        double auc,
        double aucVariance,
        double aucLow,
        double aucHigh,
        @JsonIgnore List<RocPoint> roc) {

    private static final double LEVEL = 0.95;
    private static final String POSITIVE = "positive";
    private static final String LOGIT = "logit";

    /**
     * Metrics of scores.
     *
     * @param set its name
     * @param scores with logits and labels
     * @param synthetic the name of class 1
     * @param points of the ROC curve, at most
     * @return empty if there are not two images of each class at least
     */
    static Optional<SetMetrics> of(String set, Dataset<Row> scores, String synthetic, int points) {
        Dataset<Row> cases = scores.select(
                col(ImageTables.LABEL).equalTo(synthetic).as(POSITIVE),
                element_at(col(ScoreSchema.LOGITS), lit(-1)).as(LOGIT));
        long positives = cases.filter(col(POSITIVE)).count();
        long negatives = cases.count() - positives;
        if (positives < 2 || negatives < 2) {
            return Optional.empty();
        }
        try (RankedScores ranked = RankedScores.of(cases, POSITIVE, LOGIT)) {
            AucEstimate auc = ranked.estimate();
            ConfidenceInterval interval = auc.interval(LEVEL, IntervalMethod.LOGIT);
            return Optional.of(new SetMetrics(
                    set,
                    ranked.negatives(),
                    ranked.positives(),
                    auc.value(),
                    auc.variance(),
                    interval.lower(),
                    interval.upper(),
                    ranked.roc(points)));
        }
    }
}
