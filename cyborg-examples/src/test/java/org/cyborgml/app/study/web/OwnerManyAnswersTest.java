package org.cyborgml.app.study.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.cyborgml.app.study.SimulatedCrowd;
import org.cyborgml.app.study.SimulatedCrowd.Remembered;
import org.cyborgml.app.study.TestStudies;
import org.cyborgml.app.study.ViewingCondition;
import org.cyborgml.app.study.storage.SqliteStudyStore;
import org.cyborgml.app.study.storage.StudyFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The owner's numbers of a study as large as the paper's: right, right at once after every change, and soon. */
class OwnerManyAnswersTest {

    private static final int PEOPLE = 363;
    private static final int TRIALS = 30;
    private static final int PAIRS = 1000;

    /** Ten times as much as they take on a machine with nothing else to do. */
    private static final long PATIENCE_MILLIS = 1000;

    @TempDir
    private Path folder;

    @Test
    void numbersAreRightAndSoon() throws Exception {
        StudyFolder study = TestStudies.pairs(
                folder,
                new TestStudies.Items(PAIRS, 0, 0),
                plan -> plan.replace("conditions: [annotated]", "conditions: [annotated, unannotated]"));
        SimulatedCrowd crowd;
        try (SqliteStudyStore store = study.open()) {
            crowd = new SimulatedCrowd(store);
            crowd.answer(PEOPLE, TRIALS);
        }
        try (StudyServer server =
                StudyServer.start(study, ServerSettings.standard().withPort(0))) {
            StudyClient owner = new StudyClient(
                    "http://127.0.0.1:" + server.port(), study.tokens().owner());
            requireNumbers(owner, crowd.answersWithout());
            String leftOut = SimulatedCrowd.pseudonym(12);
            owner.post("/api/owner/participants/" + leftOut + "/exclude", "{\"excluded\": true}");
            requireNumbers(owner, crowd.answersWithout(leftOut));
            String deleted = SimulatedCrowd.pseudonym(100);
            owner.send("DELETE", "/api/owner/participants/" + deleted, null);
            requireNumbers(owner, crowd.answersWithout(leftOut, deleted));
            owner.post("/api/owner/participants/" + leftOut + "/exclude", "{\"excluded\": false}");
            requireNumbers(owner, crowd.answersWithout(deleted));
            requireAllAgreed(owner, crowd.answersWithout(deleted));
            for (String path :
                    List.of("overview", "images", "images?offset=1000&limit=200", "participants", "images/17")) {
                requireSoon(owner, "/api/owner/" + path);
            }
        }
    }

    private static void requireNumbers(StudyClient owner, List<Remembered> answers) throws Exception {
        JsonNode overview = owner.get("/api/owner/overview").json();
        assertThat(overview.path("trials").path("answered").asInt()).isEqualTo(answers.size());
        for (JsonNode row : overview.path("byCondition")) {
            ViewingCondition condition = row.path("condition").asText().equals("annotated")
                    ? ViewingCondition.ANNOTATED
                    : ViewingCondition.UNANNOTATED;
            requireTotals(
                    row,
                    answers.stream()
                            .filter(answer -> answer.condition() == condition)
                            .toList());
        }
        for (JsonNode row : owner.get("/api/owner/images?limit=200").json().path("images")) {
            List<Remembered> those = answers.stream()
                    .filter(answer -> answer.item().number() == row.path("item").asInt())
                    .toList();
            requireTotals(row, those);
            assertThat(row.path("annotators").asInt())
                    .isEqualTo(those.stream()
                            .filter(answer ->
                                    answer.marked().equals(row.path("file").asText()))
                            .count());
        }
        JsonNode participants = owner.get("/api/owner/participants").json().path("participants");
        for (JsonNode row : participants) {
            if (!row.path("excluded").asBoolean()) {
                requireTotals(
                        row,
                        answers.stream()
                                .filter(answer -> answer.participant()
                                        .equals(row.path("participant").asText()))
                                .toList());
            }
        }
    }

    private static void requireTotals(JsonNode row, List<Remembered> answers) {
        assertThat(row.path("answered").asInt()).as("%s", row).isEqualTo(answers.size());
        assertThat(row.path("correct").asInt())
                .as("%s", row)
                .isEqualTo(answers.stream().filter(Remembered::isCorrect).count());
        assertThat(row.path("medianMillis").asDouble())
                .as("%s", row)
                .isCloseTo(
                        new Median()
                                .evaluate(answers.stream()
                                        .mapToDouble(Remembered::millis)
                                        .toArray()),
                        within(1e-6));
    }

    /** Agreement is counted in the background; in the end it is that of every image that two people marked. */
    private static void requireAllAgreed(StudyClient owner, List<Remembered> answers) throws Exception {
        long shared = answers.stream()
                .filter(answer -> !answer.marked().isEmpty())
                .collect(Collectors.groupingBy(Remembered::marked, Collectors.counting()))
                .values()
                .stream()
                .filter(count -> count > 1)
                .count();
        int counted = -1;
        for (int i = 0; i < 300 && counted != shared; i++) {
            counted = owner.get("/api/owner/overview")
                    .json()
                    .path("agreement")
                    .path("images")
                    .asInt();
            Thread.sleep(100);
        }
        assertThat(counted).isEqualTo((int) shared);
    }

    private static void requireSoon(StudyClient owner, String path) throws Exception {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            long start = System.nanoTime();
            assertThat(owner.get(path).status()).isEqualTo(200);
            best = Math.min(best, (System.nanoTime() - start) / 1_000_000);
        }
        assertThat(best).as("ms for " + path).isLessThan(PATIENCE_MILLIS);
    }
}
