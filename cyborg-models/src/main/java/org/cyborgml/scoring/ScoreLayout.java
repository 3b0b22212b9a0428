package org.cyborgml.scoring;

import com.google.common.primitives.Doubles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVRecord;
import org.cyborgml.data.ClassNames;

/**
 * Columns of a score file. Of two classes, as the CYBORG authors' code writes it, without header: path and score of class 1,
 * and the logits where they are wanted. Of more classes, under a header: {@code path}, {@code predicted} (the name of the
 * predicted class), the probability of each class under its name, and, where they are wanted, the logits under
 * {@code logit NAME}.
 */
public final class ScoreLayout {

    private final ClassNames classes;
    private final LogitColumns logits;

    /**
     * The columns for a network's scores.
     *
     * @param classes of the network
     * @param logits written or left out
     */
    public ScoreLayout(ClassNames classes, LogitColumns logits) {
        this.classes = classes;
        this.logits = logits;
    }

    /**
     * The header.
     *
     * @return the names of the columns; none for two classes
     */
    public List<String> header() {
        List<String> names = new ArrayList<>();
        if (classes.size() > 2) {
            names.add("path");
            names.add("predicted");
            names.addAll(classes.names());
            if (logits == LogitColumns.WRITTEN) {
                classes.names().forEach(name -> names.add("logit " + name));
            }
        }
        return names;
    }

    /** Tells if a row is whole: all cells are there, and their numbers can be read. */
    boolean isRow(CSVRecord row) {
        int texts = classes.size() == 2 ? 1 : 2;
        int scores = classes.size() == 2 ? 1 : classes.size();
        // A network that tells two classes apart may have one logit.
        int leastLogits = logits == LogitColumns.LEFT_OUT ? 0 : scores;
        int mostLogits = logits == LogitColumns.LEFT_OUT ? 0 : classes.size();
        return row.size() >= texts + scores + leastLogits
                && row.size() <= texts + scores + mostLogits
                && row.stream().skip(texts).allMatch(cell -> Doubles.tryParse(cell) != null);
    }

    /**
     * The cells of an image's row.
     *
     * @param score of the image
     * @return the cells; numbers with 8 decimals, logits with 6
     */
    public List<String> row(ImageScore score) {
        List<String> cells = new ArrayList<>();
        cells.add(score.path());
        if (classes.size() == 2) {
            cells.add(String.format(Locale.ROOT, "%.8f", score.score()));
        } else {
            cells.add(score.predictedName());
            for (int i = 0; i < classes.size(); i++) {
                cells.add(String.format(Locale.ROOT, "%.8f", score.probability(i)));
            }
        }
        if (logits == LogitColumns.WRITTEN) {
            score.logits().forEach(logit -> cells.add(String.format(Locale.ROOT, "%.6f", logit)));
        }
        return cells;
    }
}
