package org.cyborgml.app.study.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.cyborgml.app.study.AnsweredTrial;
import org.cyborgml.app.study.AssignedTrial;
import org.cyborgml.app.study.ItemKind;
import org.cyborgml.app.study.ItemLoad;
import org.cyborgml.app.study.JoinedSession;
import org.cyborgml.app.study.StoredAnswer;
import org.cyborgml.app.study.StudyOwner;
import org.cyborgml.app.study.StudyRefusal;
import org.cyborgml.app.study.StudySessions;
import org.cyborgml.app.study.StudyStore;
import org.cyborgml.app.study.StudyTokens;
import org.cyborgml.app.study.StudyTrials;
import org.cyborgml.app.study.TestStudies;
import org.cyborgml.app.study.ViewingCondition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStudyStoreTest {

    private static final TestStudies.Items FOUR = new TestStudies.Items(4, 0, 0);

    @TempDir
    private Path folder;

    private final Random random = new Random(3);
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private StudyFolder study(UnaryOperator<String> plan) throws IOException {
        return TestStudies.pairs(folder, FOUR, plan);
    }

    private StudySessions sessions(StudyFolder study, SqliteStudyStore store) {
        return new StudySessions(study.plan(), store, () -> now, random, "key");
    }

    private StudyTrials trials(StudyFolder study, SqliteStudyStore store) {
        return new StudyTrials(study.plan(), store, () -> now, random);
    }

    private String join(StudySessions sessions) throws Exception {
        JoinedSession joined =
                sessions.join("en", Map.of("PROLIFIC_PID", "somebody-" + random.nextInt(), "other", "x"));
        sessions.consent(joined.token(), true);
        sessions.instructions(joined.token());
        return joined.token();
    }

    /** A list from the store, whose type AssertJ knows. */
    private static <T> List<T> read(SqliteStudyStore store, StudyStore.Query<List<T>> query) throws Exception {
        return store.read(query);
    }

    @Test
    void aWorkThatFailsUndoesItselfAndNothingElse() throws Exception {
        StudyFolder study = study(plan -> plan);
        try (SqliteStudyStore store = study.open()) {
            String token = join(sessions(study, store));
            assertThatThrownBy(() -> store.write(writer -> {
                        writer.pause(true);
                        writer.extend(99);
                        throw new IllegalStateException("a fault");
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a fault");
            assertThatThrownBy(() -> store.write(writer -> {
                        writer.delete(writer.participantOfToken(StudyTokens.hash(token))
                                .orElseThrow()
                                .pseudonym());
                        throw new StudyRefusal(StudyRefusal.Reason.WRONG_STEP, "no");
                    }))
                    .isInstanceOf(StudyRefusal.class);
            assertThat((boolean) store.read(reader -> reader.isPaused())).isFalse();
            assertThat((int) store.read(reader -> reader.annotators())).isEqualTo(10);
            assertThat(read(store, reader -> reader.participants())).hasSize(1);
        }
    }

    /** A power cut loses no acknowledged answer: the log of writes is synced at every commit. */
    @Test
    void everyCommitIsSyncedToTheDisk() throws Exception {
        try (SqliteStudyStore store = study(plan -> plan).open()) {
            int synchronous = store.write(writer -> ((SqlWriter) writer).sql().number("PRAGMA synchronous"));
            assertThat(synchronous).as("FULL").isEqualTo(2);
            String journal = store.write(writer -> ((SqlWriter) writer)
                    .sql()
                    .one("PRAGMA journal_mode", row -> row.getString(1))
                    .orElseThrow());
            assertThat(journal).isEqualTo("wal");
        }
    }

    @Test
    void whatWasStoredIsThereAfterARestart() throws Exception {
        StudyFolder study = study(plan -> plan);
        String token;
        AssignedTrial trial;
        try (SqliteStudyStore store = study.open()) {
            token = join(sessions(study, store));
            trial = trials(study, store).next(token).trial();
            assertThatThrownBy(study::open).hasMessageContaining("another process is using this folder");
        }
        try (SqliteStudyStore store = StudyFolder.read(study.path()).open()) {
            AssignedTrial again = trials(study, store).next(token).trial();
            assertThat(again.id()).isEqualTo(trial.id());
            assertThat(again.imageIds()).isEqualTo(trial.imageIds());
            StoredAnswer stored = trials(study, store).answer(token, TestStudies.answer(trial, "first-key", "left"));
            assertThat(stored.repeated()).isFalse();
        }
        try (SqliteStudyStore store = StudyFolder.read(study.path()).open()) {
            StudyTrials trials = trials(study, store);
            assertThat(trials.answer(token, TestStudies.answer(trial, "first-key", "left"))
                            .repeated())
                    .isTrue();
            assertThatThrownBy(() -> trials.answer(token, TestStudies.answer(trial, "other-key", "left")))
                    .isInstanceOfSatisfying(StudyRefusal.class, e -> assertThat(e.reason())
                            .isEqualTo(StudyRefusal.Reason.ALREADY_ANSWERED));
            assertThat(read(store, reader -> reader.answers(List.of(ItemKind.TRIAL))))
                    .singleElement()
                    .satisfies(answer -> {
                        assertThat(answer.choice()).isEqualTo("left");
                        assertThat(answer.times().sent()).isEqualTo(4000);
                        assertThat(answer.strokes().get(0)).hasSize(1);
                        assertThat(answer.strokes().get(1)).isEmpty();
                        assertThat(answer.received()).isEqualTo(now);
                    });
        }
    }

    @Test
    void abandonedTrialsReturnToThePoolAndLateAnswersAreKept() throws Exception {
        StudyFolder study = study(plan -> plan.replace("annotators: 10", "annotators: 1"));
        try (SqliteStudyStore store = study.open()) {
            StudyTrials trials = trials(study, store);
            String first = join(sessions(study, store));
            String second = join(sessions(study, store));
            AssignedTrial left = trials.next(first).trial();
            for (int i = 0; i < 3; i++) {
                AssignedTrial other = trials.next(second).trial();
                assertThat(other.item()).isNotEqualTo(left.item());
                trials.answer(second, TestStudies.answer(other, "key-number-" + i, "right"));
            }
            now = now.plusSeconds(29 * 60);
            assertThat(trials.next(second).trial()).as("the last item is taken").isNull();
            String third = join(sessions(study, store));
            now = now.plusSeconds(2 * 60);
            AssignedTrial taken = trials.next(third).trial();
            assertThat(taken.item()).isEqualTo(left.item());
            assertThat(trials.answer(first, TestStudies.answer(left, "late-answer", "left"))
                            .repeated())
                    .isFalse();
            assertThat(read(store, reader -> reader.loads(ItemKind.TRIAL, ViewingCondition.ANNOTATED)))
                    .extracting(ItemLoad::load)
                    .contains(2);
        }
    }

    @Test
    void deletedDataIsInNoFile() throws Exception {
        StudyFolder study =
                study(plan -> plan.replaceFirst("link_parameters: \\[]", "link_parameters: [PROLIFIC_PID]"));
        try (SqliteStudyStore store = study.open()) {
            StudySessions sessions = sessions(study, store);
            JoinedSession joined = sessions.join("de", Map.of("PROLIFIC_PID", "5f3c0ffee-secret", "utm", "x"));
            sessions.consent(joined.token(), true);
            String pseudonym = joined.state().participant().pseudonym();
            assertThat(read(store, reader -> List.of(reader.link(pseudonym))))
                    .first()
                    .asInstanceOf(InstanceOfAssertFactories.MAP)
                    .containsOnlyKeys("PROLIFIC_PID");
            assertThat(bytes()).contains("5f3c0ffee-secret").contains(pseudonym);
            sessions.withdraw(joined.token());
            assertThat(bytes()).doesNotContain("5f3c0ffee-secret").doesNotContain(pseudonym);
            assertThatThrownBy(() -> sessions.state(joined.token())).isInstanceOf(StudyRefusal.class);
        }
    }

    /** A report in the making reads for seconds: meanwhile answers are stored, and deleted data goes once it has read. */
    @Test
    void aReaderHoldsUpNoAnswer() throws Exception {
        StudyFolder study = study(plan -> plan);
        try (SqliteStudyStore store = study.open()) {
            StudySessions sessions = sessions(study, store);
            JoinedSession leaving = sessions.join(null, Map.of());
            String pseudonym = leaving.state().participant().pseudonym();
            String staying = join(sessions);
            AssignedTrial trial = trials(study, store).next(staying).trial();
            long took = store.read(reader -> {
                assertThat(reader.participants()).hasSize(2);
                long start = System.nanoTime();
                sessions.withdraw(leaving.token());
                trials(study, store).answer(staying, TestStudies.answer(trial, "an-answer", "left"));
                assertThat(reader.participants()).as("the view of before").hasSize(2);
                return System.nanoTime() - start;
            });
            assertThat(took).as("ns").isLessThan(5_000_000_000L);
            for (int i = 0; i < 200 && bytes().contains(pseudonym); i++) {
                Thread.sleep(50);
            }
            assertThat(bytes()).doesNotContain(pseudonym);
            assertThat(read(store, reader -> reader.answers(List.of(ItemKind.TRIAL))))
                    .hasSize(1);
        }
    }

    @Test
    void whoDeclinesLeavesNothingOfTheLink() throws Exception {
        StudyFolder study =
                study(plan -> plan.replaceFirst("link_parameters: \\[]", "link_parameters: [PROLIFIC_PID]"));
        try (SqliteStudyStore store = study.open()) {
            StudySessions sessions = sessions(study, store);
            JoinedSession joined = sessions.join("de", Map.of("PROLIFIC_PID", "5f3c0ffee-secret"));
            sessions.consent(joined.token(), false);
            assertThat(bytes()).doesNotContain("5f3c0ffee-secret");
        }
    }

    private String bytes() throws IOException {
        StringBuilder all = new StringBuilder();
        try (var files = Files.list(folder.resolve("study"))) {
            for (Path file :
                    files.filter(path -> path.toString().contains("sqlite")).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    @Test
    void aPersonJoinsOnce() throws Exception {
        StudyFolder study = study(plan ->
                plan.replaceFirst("link_parameters: \\[].*", "link_parameters: [PID]\nparticipant_parameter: PID"));
        try (SqliteStudyStore store = study.open()) {
            StudySessions sessions = sessions(study, store);
            sessions.join(null, Map.of("PID", "someone"));
            sessions.join(null, Map.of("PID", "someone else"));
            sessions.join(null, Map.of());
            assertThatThrownBy(() -> sessions.join(null, Map.of("PID", "someone")))
                    .isInstanceOfSatisfying(StudyRefusal.class, e -> assertThat(e.reason())
                            .isEqualTo(StudyRefusal.Reason.ALREADY_JOINED));
        }
    }

    @Test
    void anOldDatabaseOpensAndIsCopiedFirst() throws Exception {
        StudyFolder study = study(plan -> plan);
        Path file = study.path().resolve("study.sqlite");
        old(file);
        assertThatThrownBy(study::openForReading).hasMessageContaining("is of version 1");
        try (SqliteStudyStore store = study.open()) {
            List<AnsweredTrial> answers = read(store, reader -> reader.answers(List.of(ItemKind.TRIAL)));
            assertThat(answers).hasSize(4);
            assertThat(answers.get(0).strokes().get(0).get(0).points().get(1).x())
                    .isEqualTo(8.5);
            assertThat(read(store, reader -> reader.loads(ItemKind.TRIAL, ViewingCondition.ANNOTATED)))
                    .as("participant P-OLDONE12 is left out; trial 3 is open")
                    .containsExactly(
                            new ItemLoad(1, 1, 0), new ItemLoad(2, 1, 1), new ItemLoad(3, 1, 0), new ItemLoad(4, 0, 0));
            AssignedTrial open = trials(study, store).next("old-token-0").trial();
            assertThat(open.id()).isEqualTo("oldtrial3");
            trials(study, store).answer("old-token-0", TestStudies.answer(open, "new-answer", "left"));
        }
        try (Connection copy = DriverManager.getConnection(
                        "jdbc:sqlite:" + study.path().resolve("study-schema-1.sqlite"));
                Statement statement = copy.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM answer")) {
            assertThat(count.getInt(1)).isEqualTo(4);
        }
        try (SqliteStudyStore store = study.openForReading()) {
            assertThat(read(store, reader -> reader.answers(List.of(ItemKind.TRIAL))))
                    .hasSize(5);
        }
    }

    /** A database that a program of schema 1 left. */
    private static void old(Path file) throws Exception {
        String script;
        try (InputStream in = SqliteStudyStoreTest.class.getResourceAsStream("study-schema-1.sql")) {
            script = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(script);
        }
    }

    @Test
    void aDatabaseOfANewerProgramIsRefused() throws Exception {
        StudyFolder study = study(plan -> plan);
        study.open().close();
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + study.path().resolve("study.sqlite"));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }
        assertThatThrownBy(study::open).hasMessageContaining("is of version 99, from a newer program");
        assertThatThrownBy(study::openForReading).hasMessageContaining("is of version 99");
    }

    @Test
    void itemsMayBeAddedButNotChangedOnceSomeoneSawThem() throws Exception {
        StudyFolder study = study(plan -> plan);
        Path table = study.path().resolve("items.csv");
        List<String> rows = Files.readAllLines(table);
        try (SqliteStudyStore store = study.open()) {
            trials(study, store).next(join(sessions(study, store)));
        }
        Files.write(table, rows.subList(0, 4));
        assertThatThrownBy(study::open).hasMessageContaining("item 4 is not the one that participants were given");
        rows.set(2, rows.get(2).replace("generator", "other"));
        Files.write(table, rows);
        assertThatThrownBy(study::open).hasMessageContaining("item 2 is not the one that participants were given");
        rows.set(2, rows.get(2).replace("other", "generator"));
        rows.add("real/0.png,synthetic/1.png,trial,generator0");
        Files.write(table, rows);
        assertThatThrownBy(study::open).hasMessageContaining("source \"generator0\", but was of Synthetic");
        rows.set(5, "real/0.png,synthetic/2.png,trial,generator0");
        Files.write(table, rows);
        try (SqliteStudyStore store = study.open()) {
            assertThat(store.items()).hasSize(5);
        }
    }

    @Test
    void theDesignMayNotChangeOnceSomeoneSawIt() throws Exception {
        StudyFolder study = study(plan -> plan);
        try (SqliteStudyStore store = study.open()) {
            trials(study, store).next(join(sessions(study, store)));
        }
        Path yaml = study.path().resolve("study.yaml");
        Files.writeString(yaml, Files.readString(yaml).replace("confidence: 0", "confidence: 5"));
        assertThatThrownBy(() -> StudyFolder.read(study.path()).open())
                .hasMessageContaining("confidence is 5, but was 0 when the first trial was given");
    }

    @Test
    void theOwnerExtendsAndTheBackupIsWhole() throws Exception {
        StudyFolder study = study(plan -> plan);
        Path copy = folder.resolve("backup.sqlite");
        try (SqliteStudyStore store = study.open();
                StudyOwner owner = new StudyOwner(study.plan(), store, () -> now)) {
            owner.extend(12);
            assertThatThrownBy(() -> owner.extend(11)).hasMessageContaining("must be from 12");
            join(sessions(study, store));
            store.backUp(copy);
            join(sessions(study, store));
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM participant")) {
            assertThat(count.getInt(1)).isEqualTo(1);
        }
        try (SqliteStudyStore store = study.open()) {
            assertThat((int) store.read(reader -> reader.annotators()))
                    .as("the plan's 10 are fewer")
                    .isEqualTo(12);
        }
    }
}
