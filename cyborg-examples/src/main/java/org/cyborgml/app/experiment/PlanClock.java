package org.cyborgml.app.experiment;

import com.google.common.base.Ticker;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Foretells how long an experiment still takes. Work is counted in images through the network, those of a training step
 * thrice; the pace is that of the same backbone since the program began, or for a backbone that has not had its turn that
 * of all so far. Trials that run side by side share the pace. Safe for several threads.
 */
final class PlanClock {

    /** A training step goes forth and back. */
    static final int TRAINING_STEP = 3;

    private static final double NANOS = 1e9;

    private final int sideBySide;
    private final Ticker ticker;
    private final Map<Trial, TrialWork> open = new LinkedHashMap<>();
    private final Map<String, Pace> paces = new HashMap<>();
    private final Pace overall = new Pace();
    private int processes = 1;
    private boolean isMeasuring;
    private long lastTick;

    private static final class Pace {
        private double seconds;
        private double work;

        void add(double moreSeconds, double moreWork) {
            seconds += moreSeconds;
            work += moreWork;
        }

        boolean isKnown() {
            return work > 0;
        }
    }

    /** A clock with all trials that are open and their work, of which so many are under way at a time. */
    PlanClock(Map<Trial, TrialWork> open, int sideBySide, Ticker ticker) {
        this.open.putAll(open);
        this.sideBySide = sideBySide;
        this.ticker = ticker;
    }

    /** So many processes share the trials that are open; as many as this one is taken to do. */
    synchronized void share(int among) {
        processes = among;
    }

    /** Starts a measurement: the time until now is no trial's work. */
    synchronized void begin() {
        isMeasuring = false;
    }

    /** The trial under way has so much work left. */
    synchronized TimeLeft tick(Trial trial, TrialWork left) {
        long now = ticker.read();
        double done = open.getOrDefault(trial, left).images() - left.images();
        // The first tick tells where a resumed trial goes on, not what it has done since.
        if (isMeasuring) {
            double seconds = (now - lastTick) / NANOS;
            paces.computeIfAbsent(trial.backbone(), unused -> new Pace()).add(seconds, done);
            overall.add(seconds, done);
        }
        isMeasuring = true;
        lastTick = now;
        open.put(trial, left);
        return left(trial);
    }

    /** A trial is over, finished or not. */
    synchronized TimeLeft end(Trial trial) {
        open.remove(trial);
        begin();
        return left(trial);
    }

    private TimeLeft left(Trial current) {
        if (!overall.isKnown()) {
            return new TimeLeft(OptionalDouble.empty(), OptionalDouble.empty());
        }
        TrialWork work = open.getOrDefault(current, TrialWork.exactly(0));
        OptionalDouble trial = work.isKnown()
                ? OptionalDouble.of(Math.min(sideBySide, Math.max(1, open.size())) * seconds(current, work))
                : OptionalDouble.empty();
        return new TimeLeft(trial, plan());
    }

    private OptionalDouble plan() {
        if (!open.values().stream().allMatch(TrialWork::isKnown)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(open.entrySet().stream()
                        .mapToDouble(entry -> seconds(entry.getKey(), entry.getValue()))
                        .sum()
                / processes);
    }

    private double seconds(Trial trial, TrialWork work) {
        Pace own = paces.get(trial.backbone());
        Pace pace = own != null && own.isKnown() ? own : overall;
        return work.images() * pace.seconds / pace.work;
    }
}
