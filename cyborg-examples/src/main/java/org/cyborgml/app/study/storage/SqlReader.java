package org.cyborgml.app.study.storage;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cyborgml.app.study.AnsweredTrial;
import org.cyborgml.app.study.AssignedTrial;
import org.cyborgml.app.study.ItemKind;
import org.cyborgml.app.study.ItemLoad;
import org.cyborgml.app.study.StudyItem;
import org.cyborgml.app.study.StudyParticipant;
import org.cyborgml.app.study.StudyReader;
import org.cyborgml.app.study.StudyStep;
import org.cyborgml.app.study.TrialState;
import org.cyborgml.app.study.ViewingCondition;
import org.jspecify.annotations.Nullable;

/** Asks a database in one transaction. */
class SqlReader implements StudyReader {

    /** Names of settings. */
    static final String PAUSED = "paused";

    static final String ANNOTATORS = "annotators";

    private static final String PARTICIPANT = "SELECT * FROM participant ";
    private static final String TRIAL = "SELECT t.*, p.pseudonym,"
            + " (SELECT group_concat(id, ' ' ORDER BY place) FROM shown_image s WHERE s.trial = t.number) AS image_ids"
            + " FROM trial t JOIN participant p ON p.number = t.participant ";

    private static final String BY_TIME = " ORDER BY a.received, a.trial";

    private final Sql sql;
    private final List<StudyItem> items;

    SqlReader(Sql sql, List<StudyItem> items) {
        this.sql = sql;
        this.items = items;
    }

    Sql sql() {
        return sql;
    }

    @Override
    public Optional<StudyParticipant> participantOfToken(String tokenHash) throws IOException {
        return sql.one(PARTICIPANT + "WHERE token_hash = ?", SqlReader::participant, tokenHash);
    }

    @Override
    public Optional<StudyParticipant> participant(String pseudonym) throws IOException {
        return sql.one(PARTICIPANT + "WHERE pseudonym = ?", SqlReader::participant, pseudonym);
    }

    @Override
    public List<StudyParticipant> participants() throws IOException {
        return sql.list(PARTICIPANT + "ORDER BY number", SqlReader::participant);
    }

    private static StudyParticipant participant(ResultSet row) throws SQLException {
        return new StudyParticipant(
                row.getString("pseudonym"),
                row.getString("language"),
                conditions(row.getString("conditions")),
                row.getInt("first_prompt"),
                StudyStep.valueOf(row.getString("step")),
                row.getString("completion"),
                row.getBoolean("excluded"),
                Instant.ofEpochMilli(row.getLong("joined")),
                Instant.ofEpochMilli(row.getLong("seen")));
    }

    private static List<ViewingCondition> conditions(String text) {
        return Arrays.stream(text.split(" ")).map(ViewingCondition::valueOf).toList();
    }

    @Override
    public boolean hasPerson(String personHash) throws IOException {
        return sql.number("SELECT count(*) FROM person WHERE hash = ?", personHash) > 0;
    }

    @Override
    public Map<List<ViewingCondition>, Integer> participantsByConditions(Instant since) throws IOException {
        Map<List<ViewingCondition>, Integer> counts = new LinkedHashMap<>();
        sql.list(
                "SELECT conditions, count(*) AS participants FROM participant WHERE NOT excluded AND step <> 'DECLINED'"
                        + " AND (seen >= ? OR step IN ('QUESTIONS_AFTER', 'DONE')) GROUP BY conditions",
                row -> counts.put(conditions(row.getString("conditions")), row.getInt("participants")),
                since.toEpochMilli());
        return counts;
    }

    @Override
    public Optional<AssignedTrial> trial(String id) throws IOException {
        return sql.one(TRIAL + "WHERE t.id = ?", SqlReader::trial, id);
    }

    @Override
    public Optional<AssignedTrial> openTrial(String pseudonym) throws IOException {
        return sql.one(TRIAL + "WHERE p.pseudonym = ? AND t.state = 'OPEN'", SqlReader::trial, pseudonym);
    }

    @Override
    public Optional<AssignedTrial> trialOfImage(String imageId) throws IOException {
        return sql.one(
                TRIAL + "WHERE t.number = (SELECT trial FROM shown_image WHERE id = ?)", SqlReader::trial, imageId);
    }

    private static AssignedTrial trial(ResultSet row) throws SQLException {
        return new AssignedTrial(
                row.getString("id"),
                row.getString("pseudonym"),
                row.getInt("item"),
                ItemKind.valueOf(row.getString("kind")),
                ViewingCondition.valueOf(row.getString("condition")),
                row.getInt("position"),
                row.getString("prompt"),
                AnswerRow.sides(row.getString("sides")),
                List.of(row.getString("image_ids").split(" ")),
                TrialState.valueOf(row.getString("state")),
                Instant.ofEpochMilli(row.getLong("given")));
    }

    @Override
    public Optional<String> answerKey(String trial) throws IOException {
        return sql.one(
                "SELECT a.key FROM answer a JOIN trial t ON t.number = a.trial WHERE t.id = ?",
                row -> row.getString(1),
                trial);
    }

    @Override
    public Optional<String> trialOfKey(String pseudonym, String key) throws IOException {
        return sql.one(
                "SELECT t.id FROM answer a JOIN trial t ON t.number = a.trial WHERE a.key = ? AND a.participant ="
                        + " (SELECT number FROM participant WHERE pseudonym = ?)",
                row -> row.getString(1),
                key,
                pseudonym);
    }

    @Override
    public int answered(String pseudonym, List<ItemKind> kinds, List<ViewingCondition> conditions) throws IOException {
        return sql.number(
                "SELECT count(*) FROM trial WHERE participant = (SELECT number FROM participant WHERE pseudonym = ?)"
                        + " AND state = 'ANSWERED' AND kind IN " + names(kinds) + " AND condition IN "
                        + names(conditions),
                pseudonym);
    }

    /** Names of constants of this program, in quotes. */
    private static String names(List<? extends Enum<?>> constants) {
        return constants.stream()
                .map(constant -> "'" + constant.name() + "'")
                .collect(Collectors.joining(", ", "(", ")"));
    }

    @Override
    public List<ItemLoad> unseen(String pseudonym, ItemKind kind, ViewingCondition condition) throws IOException {
        return loads(
                "AND i.number NOT IN (SELECT other.item FROM trial t JOIN item_image mine ON mine.item = t.item"
                        + " JOIN item_image other ON other.image = mine.image"
                        + " WHERE t.participant = (SELECT number FROM participant WHERE pseudonym = ?)) ",
                condition,
                kind,
                pseudonym);
    }

    @Override
    public List<ItemLoad> loads(ItemKind kind, ViewingCondition condition) throws IOException {
        return loads("", condition, kind, null);
    }

    private List<ItemLoad> loads(String where, ViewingCondition condition, ItemKind kind, @Nullable String pseudonym)
            throws IOException {
        String query = "SELECT i.number, ifnull(l.load, 0), ifnull(l.upright, 0) FROM item i LEFT JOIN item_load l"
                + " ON l.item = i.number AND l.condition = ? WHERE i.kind = ? " + where + "ORDER BY i.number";
        Sql.Row<ItemLoad> row = found -> new ItemLoad(found.getInt(1), found.getInt(2), found.getInt(3));
        return pseudonym == null
                ? sql.list(query, row, condition.name(), kind.name())
                : sql.list(query, row, condition.name(), kind.name(), pseudonym);
    }

    @Override
    public int trials(ItemKind kind, TrialState state) throws IOException {
        return sql.number(
                "SELECT count(*) FROM trial t JOIN participant p ON p.number = t.participant"
                        + " WHERE t.kind = ? AND t.state = ? AND NOT p.excluded",
                kind.name(),
                state.name());
    }

    @Override
    public List<AnsweredTrial> answers(List<ItemKind> kinds) throws IOException {
        return answers(AnswerRow.WITH_STROKES, "WHERE t.kind IN " + names(kinds) + BY_TIME);
    }

    @Override
    public List<AnsweredTrial> decisions(List<ItemKind> kinds) throws IOException {
        return answers(AnswerRow.WITHOUT_STROKES, "WHERE t.kind IN " + names(kinds));
    }

    @Override
    public List<AnsweredTrial> answersTo(int item) throws IOException {
        return answers(AnswerRow.WITH_STROKES, "WHERE t.item = ?" + BY_TIME, item);
    }

    private List<AnsweredTrial> answers(String columns, String rest, Object... arguments) throws IOException {
        return sql.list(
                "SELECT " + columns + " FROM answer a JOIN trial t ON t.number = a.trial"
                        + " JOIN participant p ON p.number = t.participant " + rest,
                row -> AnswerRow.read(row, items),
                arguments);
    }

    @Override
    public Map<String, String> questionAnswers(String pseudonym) throws IOException {
        return pairs("SELECT question, answer FROM question_answer", pseudonym);
    }

    @Override
    public Map<String, String> link(String pseudonym) throws IOException {
        return pairs("SELECT name, value FROM link", pseudonym);
    }

    private Map<String, String> pairs(String select, String pseudonym) throws IOException {
        Map<String, String> pairs = new LinkedHashMap<>();
        sql.list(
                select + " WHERE participant = (SELECT number FROM participant WHERE pseudonym = ?) ORDER BY 1",
                row -> pairs.put(row.getString(1), row.getString(2)),
                pseudonym);
        return pairs;
    }

    @Override
    public boolean isPaused() throws IOException {
        return setting(PAUSED) != 0;
    }

    @Override
    public int annotators() throws IOException {
        return setting(ANNOTATORS);
    }

    private int setting(String name) throws IOException {
        return sql.number("SELECT value FROM setting WHERE name = ?", name);
    }
}
