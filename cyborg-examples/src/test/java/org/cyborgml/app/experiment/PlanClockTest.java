package org.cyborgml.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.base.Ticker;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cyborgml.models.Architecture;
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
        return new Trial(
                Backbone.of(Architecture.SMALL_CNN).named(backbone, backbone),
                Scenario.classical("classical"),
                run,
                run);
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
        PlanClock clock = new PlanClock(open, ticker);
        clock.begin();
        // The first trial goes on from its middle: nothing is measured yet.
        assertThat(clock.tick(first, TrialWork.exactly(50)).plan()).isEmpty();
        seconds = 20;
        TimeLeft left = clock.tick(first, TrialWork.exactly(40));
        assertThat(left.trial().getAsDouble()).isCloseTo(80, within(1e-9));
        assertThat(left.plan().getAsDouble()).isCloseTo(480, within(1e-9));
        // What happens between trials is nobody's work.
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
        PlanClock clock = new PlanClock(Map.of(endless, TrialWork.atMost(1e6), other, TrialWork.exactly(100)), ticker);
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
}
