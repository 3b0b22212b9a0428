package org.cyborgml.spark.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.cyborgml.spark.LocalSpark;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Trials in which nothing is to be done, and ends that take their time. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class TrialJobsTest {

    private static final TrialFunction NOTHING = trial -> new TrialReport(trial, null, "", 0, "here");

    @AfterAll
    static void stop() {
        LocalSpark.stop();
    }

    private static TrialJobs jobs() {
        return new TrialJobs(new JavaSparkContext(LocalSpark.session().sparkContext()), NOTHING);
    }

    /** Ends none of which is settled before four are under way. */
    private static final class SlowEnds implements TrialJobs.Ends {

        private static final int TOGETHER = 4;

        final Set<String> settled = ConcurrentHashMap.newKeySet();
        final List<String> taken = new ArrayList<>();
        private final CountDownLatch underWay = new CountDownLatch(TOGETHER);

        @Override
        public TrialReport settle(TrialReport report) throws IOException {
            underWay.countDown();
            try {
                if (!underWay.await(20, TimeUnit.SECONDS)) {
                    throw new IOException(report.trial() + ": ends are settled one after the other");
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            settled.add(report.trial());
            return report.trial().equals("trial3") ? report.failed("its files are lost") : report;
        }

        @Override
        public boolean take(TrialReport report) {
            taken.add(report.trial() + (report.failure() == null ? "" : ": " + report.failure()));
            return report.failure() == null;
        }
    }

    @Test
    void endsAreSettledTogetherAndAStudentBeginsWhenItsTeacherIsSettled() throws IOException {
        List<String> trials = IntStream.range(0, 10).mapToObj(i -> "trial" + i).toList();
        SlowEnds ends = new SlowEnds();
        jobs().run(trials, Map.of("trial9", "trial2", "trial8", "trial3"), ends);
        assertThat(ends.taken)
                .containsExactlyInAnyOrder(
                        "trial0",
                        "trial1",
                        "trial2",
                        "trial3: its files are lost",
                        "trial4",
                        "trial5",
                        "trial6",
                        "trial7",
                        "trial8: its teacher, trial3, is not finished",
                        "trial9");
        assertThat(ends.taken.indexOf("trial9")).isGreaterThan(ends.taken.indexOf("trial2"));
        assertThat(ends.settled).doesNotContain("trial8");
    }

    @Test
    void endThatCannotBeSettledEndsTheRunWithItsReason() {
        TrialJobs.Ends failing = new TrialJobs.Ends() {
            @Override
            public TrialReport settle(TrialReport report) throws IOException {
                throw new IOException("no room for " + report.trial());
            }

            @Override
            public boolean take(TrialReport report) {
                return true;
            }
        };
        assertThatThrownBy(() -> jobs().run(List.of("trial0"), Map.of(), failing))
                .isInstanceOf(IOException.class)
                .hasMessage("no room for trial0");
    }
}
