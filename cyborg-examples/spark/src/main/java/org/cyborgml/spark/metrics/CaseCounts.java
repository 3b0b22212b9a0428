package org.cyborgml.spark.metrics;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Counts of cases with a score in some range.
 *
 * @param scores distinct scores
 * @param positives positive cases
 * @param negatives negative cases
 * @param unusable cases whose score is not finite, or whose label is missing
 */
record CaseCounts(long scores, long positives, long negatives, long unusable) implements Serializable {

    static final CaseCounts NONE = new CaseCounts(0, 0, 0, 0);

    /** Of rows of {@link ScoreColumns}. */
    static CaseCounts of(Iterator<Row> rows) {
        long scores = 0;
        long positives = 0;
        long negatives = 0;
        long unusable = 0;
        while (rows.hasNext()) {
            Row row = rows.next();
            scores++;
            positives += row.getLong(ScoreColumns.POSITIVES);
            negatives += row.getLong(ScoreColumns.NEGATIVES);
            unusable += row.getLong(ScoreColumns.UNLABELLED);
            if (row.isNullAt(ScoreColumns.SCORE) || !Double.isFinite(row.getDouble(ScoreColumns.SCORE))) {
                unusable++;
            }
        }
        return new CaseCounts(scores, positives, negatives, unusable);
    }

    CaseCounts plus(CaseCounts other) {
        return new CaseCounts(
                scores + other.scores,
                positives + other.positives,
                negatives + other.negatives,
                unusable + other.unusable);
    }

    /** The counts of all partitions before each one, and behind the last one. */
    static CaseCounts[] before(List<CaseCounts> partitions) {
        CaseCounts[] before = new CaseCounts[partitions.size() + 1];
        before[0] = NONE;
        for (int i = 0; i < partitions.size(); i++) {
            before[i + 1] = before[i].plus(partitions.get(i));
        }
        return before;
    }
}
