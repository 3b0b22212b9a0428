package org.cyborgml.app.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.cyborgml.app.study.storage.SqliteStudyStore;
import org.cyborgml.app.study.storage.StudyFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Simulates the paper's 363 participants, who join, judge images and leave at random moments. */
class AssignmentSimulationTest {

    private static final int PEOPLE = 363;
    private static final int ITEMS = 200;
    private static final int ANNOTATORS = 10;
    private static final int TRIALS = 12;

    @TempDir
    private Path folder;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    /** A participant under way. */
    private static final class Person {
        private final String token;
        private final Set<String> seen = new HashSet<>();

        private Person(String token) {
            this.token = token;
        }
    }

    @Test
    void everyPairGetsItsAnnotatorsAsEvenlyAsCanBe() throws Exception {
        StudyFolder study = TestStudies.pairs(folder, new TestStudies.Items(ITEMS, 1, 4), plan -> plan.replace(
                        "annotators: 10", "annotators: " + ANNOTATORS)
                .replaceFirst("trials: \\d+", "trials: " + TRIALS)
                .replace("checks: 0", "checks: 2"));
        Random random = new Random(7);
        try (SqliteStudyStore store = study.open()) {
            StudySessions sessions = new StudySessions(study.plan(), store, () -> now, random, "key");
            StudyTrials trials = new StudyTrials(study.plan(), store, () -> now, random);
            List<Person> present = new ArrayList<>();
            int joined = 0;
            int left = 0;
            int full = 0;
            while (joined < PEOPLE || !present.isEmpty()) {
                now = now.plusSeconds(5);
                if (joined < PEOPLE && (present.size() < 20 || random.nextInt(10) == 0)) {
                    Person person = new Person(sessions.join(null, Map.of()).token());
                    sessions.consent(person.token, true);
                    sessions.instructions(person.token);
                    present.add(person);
                    joined++;
                }
                Person person = present.get(random.nextInt(present.size()));
                NextTrial next = trials.next(person.token);
                AssignedTrial trial = next.trial();
                if (trial == null) {
                    full += next.state().participant().step() == StudyStep.FULL ? 1 : 0;
                    present.remove(person);
                    continue;
                }
                next.images().forEach(image -> assertThat(person.seen.add(image.file()))
                        .as("nobody sees an image twice")
                        .isTrue());
                assertThat(next.images().get(0).truth())
                        .isNotEqualTo(next.images().get(1).truth());
                if (random.nextInt(40) == 0) {
                    present.remove(person); // closes the tab and does not come back
                    left++;
                    continue;
                }
                String choice = random.nextBoolean() ? "left" : "right";
                StudyStep step = trials.answer(
                                person.token,
                                TestStudies.answer(trial, "key-" + trial.id().replaceAll("[^A-Za-z0-9]", "-"), choice))
                        .state()
                        .participant()
                        .step();
                if (step.isEnd()) {
                    present.remove(person);
                }
            }
            assertThat(left).as("who left").isBetween(60, 160);
            requireEven(store, full);
        }
    }

    private static void requireEven(SqliteStudyStore store, int full) throws Exception {
        List<AnsweredTrial> answers = store.read(reader -> reader.answers(List.of(ItemKind.TRIAL)));
        Map<Integer, Integer> answered = new HashMap<>();
        Map<Integer, Integer> upright = new HashMap<>();
        for (AnsweredTrial answer : answers) {
            answered.merge(answer.item().number(), 1, Integer::sum);
            upright.merge(answer.item().number(), answer.shown().get(0).truth().equals("Real") ? 1 : 0, Integer::sum);
        }
        assertThat(answered).as("each of the %d pairs was judged", ITEMS).hasSize(ITEMS);
        IntSummaryStatistics counts =
                answered.values().stream().mapToInt(count -> count).summaryStatistics();
        assertThat(counts.getMax()).as("more than wanted").isLessThanOrEqualTo(ANNOTATORS);
        // Trials that were left open lately are missing still; all others came back to the pool.
        assertThat(counts.getMin())
                .as("%s answers a pair, %s people found nothing left", counts, full)
                .isGreaterThanOrEqualTo(counts.getMax() - 2);
        upright.forEach((item, count) -> assertThat(Math.abs(2 * count - answered.get(item)))
                .as("sides of pair %d: %d of %d", item, count, answered.get(item))
                .isLessThanOrEqualTo(4));
        long real = answers.stream()
                .filter(answer -> "Real".equals(answer.prompt()))
                .count();
        assertThat((double) real / answers.size()).as("prompts alternate").isBetween(0.47, 0.53);
        long left = answers.stream()
                .filter(answer -> answer.shown().get(0).truth().equals(answer.prompt()))
                .count();
        assertThat((double) left / answers.size())
                .as("the right choice is left")
                .isBetween(0.45, 0.55);
    }
}
