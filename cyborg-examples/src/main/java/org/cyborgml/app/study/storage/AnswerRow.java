package org.cyborgml.app.study.storage;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.cyborgml.app.study.AnswerTimes;
import org.cyborgml.app.study.AnsweredTrial;
import org.cyborgml.app.study.HighlightStroke;
import org.cyborgml.app.study.StudyImage;
import org.cyborgml.app.study.StudyItem;
import org.cyborgml.app.study.ViewingCondition;

/** Reads answers from rows of the tables answer a, trial t and participant p. */
final class AnswerRow {

    private static final String DECISION =
            "p.pseudonym, p.excluded, t.item, t.condition, t.position, t.prompt, t.sides,"
                    + " a.choice, a.confidence, a.loaded, a.shown, a.decided, a.sent, a.hidden, a.received";

    /** The columns of an answer. */
    static final String WITH_STROKES = DECISION
            + ", a.strokes, (SELECT group_concat(id, ' ' ORDER BY place) FROM shown_image s WHERE s.trial = t.number)";

    /** The columns of an answer without its strokes, which take longest to read. */
    static final String WITHOUT_STROKES = DECISION + ", NULL, NULL";

    private AnswerRow() {}

    static AnsweredTrial read(ResultSet row, List<StudyItem> items) throws SQLException, IOException {
        StudyItem item = items.get(row.getInt(3) - 1);
        List<StudyImage> shown =
                sides(row.getString(7)).stream().map(item.images()::get).toList();
        int confidence = row.getInt(9);
        return new AnsweredTrial(
                row.getString(1),
                row.getBoolean(2),
                item,
                shown,
                ViewingCondition.valueOf(row.getString(4)),
                row.getInt(5),
                row.getString(6),
                row.getString(8),
                confidence == 0 ? null : confidence,
                strokes(row, shown.size()),
                new AnswerTimes(
                        row.getDouble(10), row.getDouble(11), row.getDouble(12), row.getDouble(13), row.getDouble(14)),
                Instant.ofEpochMilli(row.getLong(15)));
    }

    private static List<List<HighlightStroke>> strokes(ResultSet row, int images) throws SQLException, IOException {
        String text = row.getString(16);
        return text == null
                ? Collections.nCopies(images, List.of())
                : StrokeJson.read(text, List.of(row.getString(17).split(" ")));
    }

    /** The indices of an item's images from left to right. */
    static List<Integer> sides(String text) {
        return Arrays.stream(text.split(" ")).map(Integer::valueOf).toList();
    }
}
