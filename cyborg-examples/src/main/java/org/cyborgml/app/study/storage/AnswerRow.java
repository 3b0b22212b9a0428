package org.cyborgml.app.study.storage;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.cyborgml.app.study.AnswerTimes;
import org.cyborgml.app.study.AnsweredTrial;
import org.cyborgml.app.study.AssignedTrial;
import org.cyborgml.app.study.StudyItem;

/** Reads answers from rows. */
final class AnswerRow {

    private AnswerRow() {}

    static AnsweredTrial read(ResultSet row, AssignedTrial trial, List<StudyItem> items)
            throws SQLException, IOException {
        int confidence = row.getInt("confidence");
        Integer given = row.wasNull() ? null : confidence;
        StudyItem item = items.get(trial.item() - 1);
        return new AnsweredTrial(
                trial.participant(),
                row.getBoolean("excluded"),
                item,
                trial.images(item),
                trial.condition(),
                trial.position(),
                trial.prompt(),
                row.getString("choice"),
                given,
                StrokeJson.read(row.getString("strokes"), trial.imageIds()),
                new AnswerTimes(
                        row.getDouble("loaded"),
                        row.getDouble("shown"),
                        row.getDouble("decided"),
                        row.getDouble("sent"),
                        row.getDouble("hidden")),
                Instant.ofEpochMilli(row.getLong("received")));
    }
}
