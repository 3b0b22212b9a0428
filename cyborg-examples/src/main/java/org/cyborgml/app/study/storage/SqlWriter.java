package org.cyborgml.app.study.storage;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cyborgml.app.study.AssignedTrial;
import org.cyborgml.app.study.StudyAnswer;
import org.cyborgml.app.study.StudyItem;
import org.cyborgml.app.study.StudyParticipant;
import org.cyborgml.app.study.StudyWriter;
import org.cyborgml.app.study.TrialState;
import org.jspecify.annotations.Nullable;

/** Changes a database in a transaction. */
final class SqlWriter extends SqlReader implements StudyWriter {

    private static final String NUMBER = "(SELECT number FROM participant WHERE pseudonym = ?)";

    private boolean hasDeleted;

    SqlWriter(Sql sql, List<StudyItem> items) {
        super(sql, items);
    }

    /** Tells once whether something was deleted since it was asked last. */
    boolean takeDeleted() {
        boolean taken = hasDeleted;
        hasDeleted = false;
        return taken;
    }

    @Override
    public void join(
            StudyParticipant participant, String tokenHash, @Nullable String personHash, Map<String, String> link)
            throws IOException {
        sql().change(
                        "INSERT INTO participant (pseudonym, token_hash, language, conditions, first_prompt, step, completion,"
                                + " excluded, joined, seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        participant.pseudonym(),
                        tokenHash,
                        participant.language(),
                        participant.conditions().stream().map(Enum::name).collect(Collectors.joining(" ")),
                        participant.firstPrompt(),
                        participant.step().name(),
                        participant.completion(),
                        participant.excluded() ? 1 : 0,
                        participant.joined().toEpochMilli(),
                        participant.seen().toEpochMilli());
        if (personHash != null) {
            sql().change(
                            "INSERT INTO person (participant, hash) VALUES (" + NUMBER + ", ?)",
                            participant.pseudonym(),
                            personHash);
        }
        for (Map.Entry<String, String> parameter : link.entrySet()) {
            sql().change(
                            "INSERT INTO link (participant, name, value) VALUES (" + NUMBER + ", ?, ?)",
                            participant.pseudonym(),
                            parameter.getKey(),
                            parameter.getValue());
        }
    }

    @Override
    public void update(StudyParticipant participant) throws IOException {
        sql().change(
                        "UPDATE participant SET language = ?, step = ?, seen = ? WHERE pseudonym = ?",
                        participant.language(),
                        participant.step().name(),
                        participant.seen().toEpochMilli(),
                        participant.pseudonym());
    }

    @Override
    public void exclude(String pseudonym, boolean excluded) throws IOException {
        sql().change("UPDATE participant SET excluded = ? WHERE pseudonym = ?", excluded ? 1 : 0, pseudonym);
        countLoads();
    }

    @Override
    public void delete(String pseudonym) throws IOException {
        sql().change("DELETE FROM participant WHERE pseudonym = ?", pseudonym);
        countLoads();
        hasDeleted = true;
    }

    @Override
    public void forgetLink(String pseudonym) throws IOException {
        sql().change("DELETE FROM link WHERE participant = " + NUMBER, pseudonym);
        sql().change("DELETE FROM person WHERE participant = " + NUMBER, pseudonym);
        hasDeleted = true;
    }

    private void countLoads() throws IOException {
        sql().change("DELETE FROM item_load");
        sql().change("INSERT INTO item_load SELECT t.condition, t.item, count(*), sum(t.sides LIKE '0%')"
                + " FROM trial t JOIN participant p ON p.number = t.participant"
                + " WHERE t.state <> 'ABANDONED' AND NOT p.excluded GROUP BY t.condition, t.item");
    }

    @Override
    public void give(AssignedTrial trial) throws IOException {
        sql().change(
                        "INSERT INTO trial (id, participant, item, kind, condition, position, prompt, sides, state, given)"
                                + " VALUES (?, " + NUMBER + ", ?, ?, ?, ?, ?, ?, ?, ?)",
                        trial.id(),
                        trial.participant(),
                        trial.item(),
                        trial.kind().name(),
                        trial.condition().name(),
                        trial.position(),
                        trial.prompt(),
                        trial.order().stream().map(String::valueOf).collect(Collectors.joining(" ")),
                        trial.state().name(),
                        trial.given().toEpochMilli());
        for (int place = 0; place < trial.imageIds().size(); place++) {
            sql().change(
                            "INSERT INTO shown_image (id, trial, place) VALUES (?, (SELECT number FROM trial WHERE id = ?), ?)",
                            trial.imageIds().get(place),
                            trial.id(),
                            place);
        }
        countTrial(trial, 1);
    }

    /** Adds a trial to its item's load, or takes it off; one of a participant who is left out does not count. */
    private void countTrial(AssignedTrial trial, int sign) throws IOException {
        int upright = trial.order().get(0) == 0 ? sign : 0;
        sql().change(
                        "INSERT INTO item_load (condition, item, load, upright) SELECT ?, ?, ?, ? FROM participant p"
                                + " WHERE p.pseudonym = ? AND NOT p.excluded"
                                + " ON CONFLICT DO UPDATE SET load = load + excluded.load, upright = upright + excluded.upright",
                        trial.condition().name(),
                        trial.item(),
                        sign,
                        upright,
                        trial.participant());
    }

    @Override
    public void giveAgain(String trial, Instant now) throws IOException {
        sql().change("UPDATE trial SET given = ? WHERE id = ?", now.toEpochMilli(), trial);
    }

    @Override
    public void abandon(Instant givenBefore) throws IOException {
        List<String> late = sql().list(
                        "SELECT id FROM trial WHERE state = 'OPEN' AND given < ?",
                        row -> row.getString(1),
                        givenBefore.toEpochMilli());
        for (String id : late) {
            AssignedTrial trial = trial(id).orElseThrow();
            sql().change("UPDATE trial SET state = 'ABANDONED' WHERE id = ?", id);
            countTrial(trial, -1);
        }
    }

    @Override
    public void answer(AssignedTrial trial, StudyAnswer answer, Instant received) throws IOException {
        sql().change(
                        "INSERT INTO answer (trial, participant, key, choice, confidence, strokes, loaded, shown, decided, sent,"
                                + " hidden, received) VALUES ((SELECT number FROM trial WHERE id = ?), " + NUMBER
                                + ", ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        trial.id(),
                        trial.participant(),
                        answer.key(),
                        answer.choice(),
                        answer.confidence(),
                        StrokeJson.write(answer.strokes(), trial.imageIds()),
                        answer.times().loaded(),
                        answer.times().shown(),
                        answer.times().decided(),
                        answer.times().sent(),
                        answer.times().hidden(),
                        received.toEpochMilli());
        sql().change("UPDATE trial SET state = 'ANSWERED' WHERE id = ?", trial.id());
        if (trial.state() == TrialState.ABANDONED) {
            countTrial(trial, 1);
        }
    }

    @Override
    public void answerQuestions(String pseudonym, Map<String, String> answers) throws IOException {
        for (Map.Entry<String, String> answer : answers.entrySet()) {
            sql().change(
                            "INSERT OR REPLACE INTO question_answer (participant, question, answer) VALUES (" + NUMBER
                                    + ", ?, ?)",
                            pseudonym,
                            answer.getKey(),
                            answer.getValue());
        }
    }

    @Override
    public void pause(boolean paused) throws IOException {
        set(PAUSED, paused ? 1 : 0);
    }

    @Override
    public void extend(int annotators) throws IOException {
        set(ANNOTATORS, annotators);
    }

    private void set(String name, int value) throws IOException {
        sql().change("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", name, Integer.toString(value));
    }
}
