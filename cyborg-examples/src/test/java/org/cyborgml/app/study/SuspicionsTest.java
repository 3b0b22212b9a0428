package org.cyborgml.app.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cyborgml.app.study.storage.SqliteStudyStore;
import org.cyborgml.app.study.storage.StudyFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Participants who do not look are marked as suspicious, and the others are not. */
class SuspicionsTest {

    @TempDir
    private Path folder;

    private final Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void whoDoesNotLookIsFound() throws Exception {
        StudyFolder study = TestStudies.pairs(
                folder, new TestStudies.Items(20, 0, 2), plan -> plan.replaceFirst("trials: \\d+", "trials: 16")
                        .replace("checks: 0", "checks: 2"));
        try (SqliteStudyStore store = study.open();
                StudyOwner owner = new StudyOwner(study.plan(), store, () -> now)) {
            StudySessions sessions = new StudySessions(study.plan(), store, () -> now, new Random(1), "key");
            StudyTrials trials = new StudyTrials(study.plan(), store, () -> now, new Random(2));
            takePart(sessions, trials, 5000, trial -> right(store, trial));
            takePart(sessions, trials, 800, trial -> right(store, trial));
            takePart(sessions, trials, 5000, trial -> "left");
            takePart(sessions, trials, 5000, trial -> right(store, trial).equals("left") ? "right" : "left");
            List<ParticipantTotals> totals = owner.participants().all();
            assertThat(totals.get(0).suspicions()).isEmpty();
            assertThat(totals.get(0).correct()).isEqualTo(16);
            assertThat(totals.get(1).suspicions()).containsExactly("too-fast");
            assertThat(totals.get(2).suspicions()).contains("one-sided");
            assertThat(totals.get(2).leftShare()).isEqualTo(1);
            assertThat(totals.get(3).suspicions()).containsExactly("failed-checks");
            assertThat(totals.get(3).checksFailed()).isEqualTo(2);
        }
    }

    private static String right(SqliteStudyStore store, AssignedTrial trial) {
        StudyImage left = trial.images(store.items().get(trial.item() - 1)).get(0);
        return left.truth().equals(trial.prompt()) ? "left" : "right";
    }

    /** Chooses on a trial. */
    @FunctionalInterface
    private interface Chooser {
        String choose(AssignedTrial trial);
    }

    private static void takePart(StudySessions sessions, StudyTrials trials, double millis, Chooser chooser)
            throws Exception {
        String token = sessions.join(null, Map.of()).token();
        sessions.consent(token, true);
        sessions.instructions(token);
        for (int i = 0; i < 18; i++) {
            AssignedTrial trial = trials.next(token).trial();
            StudyAnswer answer = TestStudies.answer(trial, "answer-" + i, chooser.choose(trial));
            trials.answer(
                    token,
                    new StudyAnswer(
                            answer.key(),
                            answer.trial(),
                            answer.choice(),
                            null,
                            answer.strokes(),
                            new AnswerTimes(1, 2, 3, 2 + millis, 0)));
        }
    }
}
