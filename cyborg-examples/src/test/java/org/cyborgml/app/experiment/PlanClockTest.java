package org.cyborgml.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.base.Ticker;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanClockTest {

    private long seconds;

    private final Ticker ticker = new Ticker() {
        @Override
        public long read() {
            return seconds * 1_000_000_000L;
        }
    };

    private static Trial trial(String backbone, int run) {
        return new Trial(backbone, Scenario.classical("classical"), run, run);
    }

    @Test
    void timeLeftFollowsThePaceOfTheBackbone() {
        Map<Trial, TrialWork> open = new LinkedHashMap<>();
        Trial first = trial("fast", 1);
        Trial second = trial("fast", 2);
        Trial slow = trial("slow", 1);
        open.put(first, TrialWork.exactly(100));
        open.put(second, TrialWork.exactly(100));
        open.put(slow, TrialWork.exactly(100));
        PlanClock clock = new PlanClock(open, 1, ticker);
        clock.begin();
        // The first trial goes on from its middle: nothing is measured yet.
        assertThat(clock.tick(first, TrialWork.exactly(50)).plan()).isEmpty();
        seconds = 20;
        TimeLeft left = clock.tick(first, TrialWork.exactly(40));
        assertThat(left.trial().getAsDouble()).isCloseTo(80, within(1e-9));
        assertThat(left.plan().getAsDouble()).isCloseTo(480, within(1e-9));
        // Time between two trials counts for neither.
        clock.end(first);
        seconds = 1000;
        clock.tick(slow, TrialWork.exactly(100));
        seconds = 1100;
        left = clock.tick(slow, TrialWork.exactly(90));
        assertThat(left.trial().getAsDouble()).isCloseTo(900, within(1e-9));
        assertThat(left.plan().getAsDouble()).isCloseTo(900 + 200, within(1e-9));
    }

    @Test
    void nothingIsForetoldOfATrainingThatItsPlateauEnds() {
        Trial endless = trial("plateau", 1);
        Trial other = trial("other", 1);
        PlanClock clock =
                new PlanClock(Map.of(endless, TrialWork.atMost(1e6), other, TrialWork.exactly(100)), 1, ticker);
        clock.begin();
        clock.tick(endless, TrialWork.atMost(1e6));
        seconds = 10;
        TimeLeft training = clock.tick(endless, TrialWork.atMost(1e6 - 10));
        assertThat(training.trial()).isEmpty();
        assertThat(training.plan()).isEmpty();
        // Its training is over, and the rest is known.
        clock.begin();
        TimeLeft scoring = clock.tick(endless, TrialWork.exactly(20));
        assertThat(scoring.trial().getAsDouble()).isCloseTo(20, within(1e-9));
        assertThat(scoring.plan().getAsDouble()).isCloseTo(120, within(1e-9));
    }

    @Test
    void trialsSideBySideShareThePace() {
        Trial first = trial("local", 1);
        Trial second = trial("local", 2);
        Trial third = trial("local", 3);
        Map<Trial, TrialWork> open = new LinkedHashMap<>();
        for (Trial trial : new Trial[] {first, second, third}) {
            open.put(trial, TrialWork.exactly(100));
        }
        PlanClock clock = new PlanClock(open, 2, ticker);
        clock.begin();
        clock.tick(first, TrialWork.exactly(100));
        seconds = 5;
        clock.tick(second, TrialWork.exactly(90));
        seconds = 10;
        TimeLeft left = clock.tick(first, TrialWork.exactly(90));
        // 20 images in 10 seconds on two lanes: a lane does one in a second.
        assertThat(left.trial().getAsDouble()).isCloseTo(90, within(1e-9));
        assertThat(left.plan().getAsDouble()).isCloseTo((90 + 90 + 100) / 2.0, within(1e-9));
        clock.end(second);
        left = clock.end(third);
        assertThat(left.plan().getAsDouble()).isCloseTo(45, within(1e-9));
    }
}
