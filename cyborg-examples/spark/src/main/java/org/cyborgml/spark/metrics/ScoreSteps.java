package org.cyborgml.spark.metrics;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.spark.sql.Row;

/**
 * Steps of the ROC curve in one partition of the sorted table of counts: at each distinct score the cases above it and at it.
 * Advanced like a cursor, without an object for each step.
 */
final class ScoreSteps {

    private final Iterator<Row> rows;
    private final CaseCounts all;
    private double score = Double.POSITIVE_INFINITY;
    private long positivesAbove;
    private long negativesAbove;
    private long positives;
    private long negatives;

    /**
     * Steps.
     *
     * @param rows of the partition
     * @param before counts of the partitions before it
     * @param all counts of all partitions
     */
    ScoreSteps(Iterator<Row> rows, CaseCounts before, CaseCounts all) {
        this.rows = rows;
        this.all = all;
        this.positivesAbove = before.positives();
        this.negativesAbove = before.negatives();
    }

    /** Goes to the next score; false if there is none. */
    boolean next() {
        if (!rows.hasNext()) {
            return false;
        }
        Row row = rows.next();
        positivesAbove += positives;
        negativesAbove += negatives;
        score = row.getDouble(ScoreColumns.SCORE);
        positives = row.getLong(ScoreColumns.POSITIVES);
        negatives = row.getLong(ScoreColumns.NEGATIVES);
        return true;
    }

    double score() {
        return score;
    }

    /** Placement of a positive at this score, times twice the negatives. */
    long positivePlacement() {
        return 2 * (all.negatives() - negativesAbove) - negatives;
    }

    /** Placement of a negative at this score, times twice the positives. */
    long negativePlacement() {
        return 2 * positivesAbove + positives;
    }

    /** The point of the curve whose threshold is this score. */
    RocPoint point() {
        return new RocPoint(
                score, positivesAbove + positives, negativesAbove + negatives, all.positives(), all.negatives());
    }

    /** Sums over all steps that are left. */
    PlacementSums sums() {
        PlacementSums.OfClass ofPositives = new PlacementSums.OfClass();
        PlacementSums.OfClass ofNegatives = new PlacementSums.OfClass();
        while (next()) {
            ofPositives.add(positivePlacement(), positives);
            ofNegatives.add(negativePlacement(), negatives);
        }
        return PlacementSums.of(ofPositives, ofNegatives);
    }

    /** The first and the last point of each of some equal stretches of the curve, of those points that are left. */
    List<RocPoint> thinned(int stretches) {
        List<RocPoint> kept = new ArrayList<>();
        RocPoint last = null;
        int lastStretch = -1;
        while (next()) {
            RocPoint point = point();
            int stretch = stretch(point, stretches);
            if (stretch != lastStretch) {
                if (last != null && !last.equals(kept.get(kept.size() - 1))) {
                    kept.add(last);
                }
                kept.add(point);
            }
            last = point;
            lastStretch = stretch;
        }
        if (last != null && !last.equals(kept.get(kept.size() - 1))) {
            kept.add(last);
        }
        return kept;
    }

    /** The stretch that a point is in: both rates grow along the curve, together from 0 to 2. */
    static int stretch(RocPoint point, int stretches) {
        double along = (point.truePositiveRate() + point.falsePositiveRate()) / 2;
        return (int) Math.min(stretches - 1, Math.floor(along * stretches));
    }

    /** All points that are left, one after the other. */
    <T> Iterator<T> map(Function<ScoreSteps, T> row) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public T next() {
                if (!ScoreSteps.this.next()) {
                    throw new NoSuchElementException();
                }
                return row.apply(ScoreSteps.this);
            }
        };
    }
}
