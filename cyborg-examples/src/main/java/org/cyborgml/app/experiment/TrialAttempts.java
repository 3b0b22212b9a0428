package org.cyborgml.app.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.cyborgml.app.experiment.Lanes.Task;
import org.cyborgml.app.sharing.LeaseLostException;
import org.cyborgml.data.DataException;
import org.cyborgml.models.cuda.DeviceLostException;
import org.cyborgml.models.cuda.DeviceMemoryException;
import org.cyborgml.saliency.file.FailureReason;

/** Attempts at the trials of a run: work for lanes, each piece a trial from its claim to its end. Safe for several threads. */
final class TrialAttempts implements Lanes.Source {

    private final TrialPlan plan;
    private final TrialClaims claims;
    private final ExperimentProgress progress;
    private final PlanClock clock;
    private final int sideBySide;
    private final TrialQueue queue;
    private final AtomicInteger finished = new AtomicInteger();
    private final Map<Trial, String> failed = Collections.synchronizedMap(new LinkedHashMap<>());

    TrialAttempts(
            TrialPlan plan,
            TrialClaims claims,
            List<Trial> open,
            ExperimentProgress progress,
            PlanClock clock,
            int sideBySide) {
        this.plan = plan;
        this.claims = claims;
        this.progress = progress;
        this.clock = clock;
        this.sideBySide = sideBySide;
        this.queue = new TrialQueue(plan, claims, open, this::endedElsewhere);
    }

    @Override
    public Optional<Task> next() throws IOException, InterruptedException {
        return queue.next().map(claimed -> () -> attempt(claimed.trial(), claimed.claim()));
    }

    @Override
    public int size() {
        return queue.size();
    }

    /** What came of all attempts. */
    TrialScheduler.Outcome outcome() {
        return new TrialScheduler.Outcome(
                finished.get(), plan.trials().size() - finished.get() - failed.size(), failed);
    }

    private void endedElsewhere(Trial trial, TrialEnd end) {
        clock.end(trial);
        end.failure().ifPresent(reason -> failed.put(trial, reason));
        progress.onEndElsewhere(trial, end.failure());
    }

    private void attempt(Trial trial, TrialClaim claim) throws IOException {
        List<Trial> all = plan.trials();
        clock.share(claims.processes());
        progress.onTrial(trial, all.indexOf(trial) + 1, all.size());
        try (claim) {
            finish(trial, claim);
            queue.end(trial);
        } catch (LeaseLostException e) {
            progress.onStage(String.valueOf(e.getMessage()));
            queue.giveBack(trial);
        } catch (DeviceLostException e) {
            if (sideBySide > 1) {
                progress.onStage(trial + " is left for another GPU: " + e.getMessage());
            }
            queue.giveBack(trial);
            throw e;
        }
    }

    private void finish(Trial trial, TrialClaim claim) throws IOException {
        try {
            claim.begin();
            requireTeacher(trial);
            String result = plan.run(trial, claim.folder(), new TrialMonitor(trial, progress, clock, claim));
            claim.finish();
            finished.incrementAndGet();
            progress.onFinished(trial, result, clock.end(trial));
        } catch (IOException
                | UncheckedIOException
                | IllegalArgumentException
                | OutOfMemoryError
                | DeviceMemoryException e) {
            if (claim.isTakenOver()) {
                // Its folder may be gone, which is no failure of the trial.
                claim.requireHeld();
            }
            if (FailureReason.isOfTheDisk(e)) {
                // No other trial could be written either.
                throw e instanceof IOException whole ? whole : new IOException(FailureReason.withFile(e), e);
            }
            String reason = FailureReason.withFile(e);
            claim.fail(reason);
            failed.put(trial, reason);
            clock.end(trial);
            progress.onFailed(trial, reason);
        }
    }

    private void requireTeacher(Trial trial) throws IOException {
        Optional<Trial> teacher = plan.teacher(trial);
        if (teacher.isPresent() && !plan.isFinished(teacher.get())) {
            throw new DataException("its teacher, " + teacher.get() + ", is not finished");
        }
    }
}
