package org.cyborgml.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cyborgml.data.ClassNames;

/**
 * Columns of a score file. Of two classes, as the CYBORG authors' code writes it, without header: path and score of class 1,
 * and the logits where they are wanted. Of more classes, under a header: {@code path}, {@code predicted} (the name of the
 * predicted class), the probability of each class under its name, and, where they are wanted, the logits under
 * {@code logit NAME}.
 */
final class ScoreLayout {

    private final ClassNames classes;
    private final LogitColumns logits;

    ScoreLayout(ClassNames classes, LogitColumns logits) {
        this.classes = classes;
        this.logits = logits;
    }

    /** The names of the columns; none for two classes. */
    List<String> header() {
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

    List<String> row(ImageScore score) {
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
