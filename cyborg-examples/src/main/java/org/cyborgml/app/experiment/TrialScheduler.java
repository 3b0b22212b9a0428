package org.cyborgml.app.experiment;

import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the trials of a plan that are not finished. A trial that cannot be finished for reasons of its own is noted, and the
 * others go on.
 */
public final class TrialScheduler {

    private final TrialPlan plan;
    private final TrialClaims claims;
    private final ExperimentProgress progress;

    TrialScheduler(TrialPlan plan, TrialClaims claims, ExperimentProgress progress) {
        this.plan = plan;
        this.claims = claims;
        this.progress = progress;
    }

    /**
     * A scheduler in a process that has the folder for itself.
     *
     * @param plan the trials
     * @param progress listens
     */
    public TrialScheduler(TrialPlan plan, ExperimentProgress progress) {
        this(plan, TrialClaims.alone(plan), progress);
    }

    /**
     * Outcome of a run.
     *
     * @param finished trials that it finished
     * @param kept trials that were finished before, or by other processes
     * @param failed trials that could not be finished, with the reason
     */
    public record Outcome(int finished, int kept, Map<Trial, String> failed) {

        /** Copies the map. */
        public Outcome {
            failed = ImmutableMap.copyOf(failed);
        }

        /**
         * Refuses an outcome with failures.
         *
         * @throws IOException if a trial failed: how many did, and the first one's reason
         */
        public void requireNoFailure() throws IOException {
            if (!failed.isEmpty()) {
                Map.Entry<Trial, String> first = failed.entrySet().iterator().next();
                throw new IOException(failed.size() + " of " + (failed.size() + finished)
                        + " trials failed, the first: " + first.getKey() + ": " + first.getValue());
            }
        }
    }

    /** A way to do all work of a source. */
    private interface Doing {
        void all(Lanes.Source work) throws IOException;
    }

    /** The trials that are not finished. */
    List<Trial> open() throws IOException {
        List<Trial> open = new ArrayList<>();
        for (Trial trial : plan.trials()) {
            if (!plan.isFinished(trial)) {
                open.add(trial);
            }
        }
        return open;
    }

    /** Runs trials one after another, each with all cores. */
    Outcome runInTurn(List<Trial> open) throws IOException {
        return run(open, 1, TrialScheduler::allInTurn);
    }

    private static void allInTurn(Lanes.Source work) throws IOException {
        try {
            for (Optional<Lanes.Task> trial = work.next(); trial.isPresent(); trial = work.next()) {
                trial.get().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /**
     * Runs all trials that are not finished side by side, each on one core or on one GPU.
     *
     * @throws IOException if a file cannot be read or written; a trial that fails does not throw
     */
    public Outcome run(Lanes lanes) throws IOException {
        return run(open(), lanes);
    }

    /** As {@link #run(Lanes)}, of some trials. */
    Outcome run(List<Trial> open, Lanes lanes) throws IOException {
        return run(open, lanes.count(), lanes::all);
    }

    private Outcome run(List<Trial> open, int sideBySide, Doing doing) throws IOException {
        Map<Trial, TrialWork> left = new LinkedHashMap<>();
        for (Trial trial : open) {
            left.put(trial, plan.work(trial));
        }
        PlanClock clock = new PlanClock(left, sideBySide, Ticker.systemTicker());
        TrialAttempts attempts = new TrialAttempts(plan, claims, open, progress, clock, sideBySide);
        doing.all(attempts);
        return attempts.outcome();
    }
}
