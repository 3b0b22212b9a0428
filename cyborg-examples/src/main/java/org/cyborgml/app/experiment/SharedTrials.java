package org.cyborgml.app.experiment;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.app.sharing.HeldLease;
import org.cyborgml.app.sharing.Lease;
import org.cyborgml.app.sharing.LeaseLostException;
import org.cyborgml.app.sharing.Leases;

/** Claims of trials that are shared with other processes, by leases. */
final class SharedTrials implements TrialClaims {

    private final TrialPlan plan;
    private final Leases leases;
    private final ExperimentProgress progress;

    /** Failures of which the trial is to be tried again. */
    private final Map<Trial, TrialFailure> triedAgain = new HashMap<>();

    private volatile int processes = 1;

    SharedTrials(TrialPlan plan, Leases leases, Sharing.Failed failed, ExperimentProgress progress) throws IOException {
        this.plan = plan;
        this.leases = leases;
        this.progress = progress;
        if (failed == Sharing.Failed.TRIED_AGAIN) {
            for (Trial trial : plan.trials()) {
                failure(trial).ifPresent(failure -> triedAgain.put(trial, failure));
            }
        }
    }

    private static List<String> names(List<Trial> trials) {
        return trials.stream().map(Trial::toString).toList();
    }

    @Override
    public Optional<TrialClaim> claim(Trial trial) throws IOException {
        Optional<Lease> lease = leases.claim(trial.toString());
        if (lease.isEmpty()) {
            return Optional.empty();
        }
        if (onDisk(trial).isPresent()) {
            // It ended between the look and the claim.
            lease.get().end();
            return Optional.empty();
        }
        WorkFolder work = new WorkFolder(plan.folder(trial).path(), lease.get().token());
        try {
            work.fill(lease.get().earlierTokens());
        } catch (IOException e) {
            lease.get().close();
            throw e;
        }
        report(leases.heldByOthers(names(plan.trials())));
        return Optional.of(new Shared(trial, lease.get(), work));
    }

    @Override
    public Optional<TrialEnd> end(Trial trial) throws IOException {
        return leases.state(trial.toString()) == Leases.State.HELD ? Optional.empty() : onDisk(trial);
    }

    private Optional<TrialEnd> onDisk(Trial trial) throws IOException {
        if (plan.isFinished(trial)) {
            return Optional.of(new TrialEnd(Optional.empty()));
        }
        return failure(trial)
                .filter(failure -> !failure.equals(triedAgain.get(trial)))
                .map(failure -> new TrialEnd(Optional.of(failure.reason())));
    }

    private Optional<TrialFailure> failure(Trial trial) throws IOException {
        return JsonFiles.readIfUsable(plan.folder(trial).failureFile(), TrialFailure.class);
    }

    @Override
    public long pauseMillis(List<Trial> waiting) {
        report(leases.heldByOthers(names(waiting)));
        return Math.max(1, leases.pause().toMillis());
    }

    @Override
    public int processes() {
        return processes;
    }

    private void report(List<HeldLease> others) {
        processes = 1 + (int) others.stream().map(HeldLease::process).distinct().count();
        if (!others.isEmpty()) {
            progress.onOthers(others);
        }
    }

    /** A trial under a lease. */
    private final class Shared extends TrialClaim {

        private final Trial trial;
        private final Lease lease;
        private final WorkFolder work;

        Shared(Trial trial, Lease lease, WorkFolder work) {
            super(plan.folder(trial));
            this.trial = trial;
            this.lease = lease;
            this.work = work;
        }

        @Override
        TrialFolder folder() {
            return TrialFolder.of(work.path());
        }

        @Override
        void requireHeld() {
            lease.requireHeld();
        }

        @Override
        boolean isTakenOver() {
            return lease.isTakenOver();
        }

        @Override
        void tell(String words) {
            lease.tell(words);
        }

        @Override
        void finish() throws IOException {
            if (isTakenOver()) {
                lease.requireHeld();
            }
            if (!work.moveIntoPlace(files -> plan.isFinished(trial, files))) {
                throw new LeaseLostException(trial + " was finished by another process before");
            }
            lease.end();
            work.deleteThoseOf(lease.earlierTokens());
        }

        @Override
        void fail(String reason) throws IOException {
            JsonFiles.write(place().failureFile(), new TrialFailure(reason, lease.token()));
            lease.end();
        }

        @Override
        public void close() throws IOException {
            lease.close();
            // Until the trial is finished, the process that has taken it over may be reading this folder.
            if (lease.isTakenOver() && plan.isFinished(trial)) {
                work.delete();
            }
        }
    }
}
