package org.cyborgml.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cyborgml.app.sharing.LeaseLostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The order in which lanes and processes get trials. */
@Timeout(30)
class TrialQueueTest {

    private static final Trial STUDENT = trial("student");
    private static final Trial TEACHER = trial("teacher");
    private static final Trial OTHER = trial("other");

    @TempDir
    private Path folder;

    private final List<String> begun = Collections.synchronizedList(new ArrayList<>());

    private static Trial trial(String id) {
        return new Trial("net", Scenario.classical(id), 1, 1);
    }

    /** A student, its teacher and another trial, in this order. */
    private class Plan implements TrialPlan {

        @Override
        public List<Trial> trials() {
            return List.of(STUDENT, TEACHER, OTHER);
        }

        @Override
        public Optional<Trial> teacher(Trial trial) {
            return trial.equals(STUDENT) ? Optional.of(TEACHER) : Optional.empty();
        }

        @Override
        public boolean isFinished(Trial trial, TrialFolder files) {
            return Files.exists(files.resultFile());
        }

        @Override
        public TrialFolder folder(Trial trial) {
            return TrialFolder.of(folder.resolve(trial.scenario().id()));
        }

        @Override
        public TrialWork work(Trial trial) {
            return TrialWork.exactly(1);
        }

        @Override
        public String run(Trial trial, TrialFolder files, TrialMonitor monitor) throws IOException {
            begun.add(trial.scenario().id());
            work(trial, files);
            Files.writeString(files.resultFile(), "");
            return "";
        }

        @SuppressWarnings("UnusedVariable") // for plans that do something
        void work(Trial trial, TrialFolder files) throws IOException {}
    }

    @Test
    void aStudentComesAfterItsTeacher() throws IOException {
        assertThat(new TrialScheduler(new Plan(), ExperimentProgress.NONE)
                        .run(new Lanes(1))
                        .finished())
                .isEqualTo(3);
        assertThat(begun).containsExactly("teacher", "other", "student");
    }

    @Test
    void aLaneThatHasNothingElseWaitsForTheTeacherInAnother() throws IOException {
        CountDownLatch isOtherOver = new CountDownLatch(1);
        Plan plan = new Plan() {
            @Override
            void work(Trial trial, TrialFolder files) throws IOException {
                if (trial.equals(OTHER)) {
                    isOtherOver.countDown();
                } else if (trial.equals(TEACHER)) {
                    await(isOtherOver);
                    assertThat(begun).doesNotContain("student");
                } else {
                    assertThat(isFinished(TEACHER)).isTrue();
                }
            }
        };
        TrialScheduler.Outcome outcome = new TrialScheduler(plan, ExperimentProgress.NONE).run(new Lanes(3));
        assertThat(outcome).isEqualTo(new TrialScheduler.Outcome(3, 0, Map.of()));
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Claims among processes that are played: trials that others hold for some looks, and how these end. */
    private record Played(Plan plan, Map<Trial, Integer> heldFor, Map<Trial, TrialEnd> ends) implements TrialClaims {

        @Override
        public Optional<TrialClaim> claim(Trial trial) {
            return heldFor.containsKey(trial) ? Optional.empty() : Optional.of(TrialClaim.alone(plan.folder(trial)));
        }

        @Override
        public Optional<TrialEnd> end(Trial trial) {
            return heldFor.containsKey(trial) ? Optional.empty() : Optional.ofNullable(ends.get(trial));
        }

        @Override
        public long pauseMillis(List<Trial> waiting) {
            heldFor.replaceAll((trial, looks) -> looks - 1);
            heldFor.values().removeIf(looks -> looks <= 0);
            return 1;
        }
    }

    @Test
    void aStudentWaitsForATeacherInAnotherProcess() throws IOException {
        Plan plan = new Plan();
        Files.createDirectories(plan.folder(TEACHER).path());
        Files.writeString(plan.folder(TEACHER).resultFile(), "");
        Played claims =
                new Played(plan, new HashMap<>(Map.of(TEACHER, 5)), Map.of(TEACHER, new TrialEnd(Optional.empty())));
        TrialScheduler.Outcome outcome =
                new TrialScheduler(plan, claims, ExperimentProgress.NONE).runInTurn(List.of(STUDENT, TEACHER, OTHER));
        assertThat(begun).containsExactly("other", "student");
        assertThat(outcome).isEqualTo(new TrialScheduler.Outcome(2, 1, Map.of()));
    }

    @Test
    void aFailureInAnotherProcessIsTheStudentsToo() throws IOException {
        Plan plan = new Plan();
        Played claims = new Played(
                plan, new HashMap<>(Map.of(TEACHER, 2)), Map.of(TEACHER, new TrialEnd(Optional.of("the loss is NaN"))));
        TrialScheduler.Outcome outcome =
                new TrialScheduler(plan, claims, ExperimentProgress.NONE).runInTurn(List.of(STUDENT, TEACHER, OTHER));
        assertThat(outcome.finished()).isEqualTo(1);
        assertThat(outcome.failed())
                .containsEntry(TEACHER, "the loss is NaN")
                .containsEntry(STUDENT, "its teacher, net/teacher/run01, is not finished");
    }

    @Test
    void aTrialThatAnotherProcessLeavesIsDoneHere() throws IOException {
        Plan plan = new Plan();
        Played claims = new Played(plan, new HashMap<>(Map.of(TEACHER, 3)), Map.of());
        assertThat(new TrialScheduler(plan, claims, ExperimentProgress.NONE)
                        .runInTurn(List.of(STUDENT, TEACHER, OTHER))
                        .finished())
                .isEqualTo(3);
        assertThat(begun).containsExactly("other", "teacher", "student");
    }

    @Test
    void aTrialThatWasTakenOverIsLookedAtAgain() throws IOException {
        Map<Trial, Integer> held = new HashMap<>();
        Map<Trial, TrialEnd> ends = new HashMap<>();
        Plan plan = new Plan() {
            @Override
            void work(Trial trial, TrialFolder files) {
                if (trial.equals(OTHER)) {
                    held.put(OTHER, 2);
                    ends.put(OTHER, new TrialEnd(Optional.empty()));
                    throw new LeaseLostException("taken over");
                }
            }
        };
        Played claims = new Played(plan, held, ends);
        TrialScheduler.Outcome outcome =
                new TrialScheduler(plan, claims, ExperimentProgress.NONE).runInTurn(List.of(STUDENT, TEACHER, OTHER));
        assertThat(begun).containsExactly("teacher", "other", "student");
        assertThat(outcome).isEqualTo(new TrialScheduler.Outcome(2, 1, Map.of()));
    }
}
