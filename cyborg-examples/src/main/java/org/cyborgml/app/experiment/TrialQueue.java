package org.cyborgml.app.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Gives trials to lanes in their order, those that need no other first, and a student only when its teacher has ended. Safe for
 * several threads.
 */
final class TrialQueue {

    private final TrialPlan plan;
    private final TrialClaims claims;
    private final BiConsumer<Trial, TrialEnd> elsewhere;
    private final List<Trial> waiting;
    private final Set<Trial> underWay = new HashSet<>();

    /**
     * A trial and the claim on it.
     *
     * @param trial to be done
     * @param claim to be closed
     */
    record Claimed(Trial trial, TrialClaim claim) {}

    /**
     * A queue.
     *
     * @param open the trials that are not finished
     * @param elsewhere told of trials that end in other processes
     */
    TrialQueue(TrialPlan plan, TrialClaims claims, List<Trial> open, BiConsumer<Trial, TrialEnd> elsewhere) {
        this.plan = plan;
        this.claims = claims;
        this.elsewhere = elsewhere;
        this.waiting = new ArrayList<>(open);
        waiting.sort(Comparator.comparingInt(this::teachersAbove));
    }

    private int teachersAbove(Trial trial) {
        int teachers = 0;
        for (Optional<Trial> at = plan.teacher(trial); at.isPresent(); at = plan.teacher(at.get())) {
            teachers++;
        }
        return teachers;
    }

    /**
     * The next trial. Waits while those that are left are other processes', or need one that is under way.
     *
     * @return empty if there is none
     * @throws IOException if a file cannot be read or written
     */
    synchronized Optional<Claimed> next() throws IOException, InterruptedException {
        Optional<Claimed> ready = firstReady();
        while (ready.isEmpty() && !waiting.isEmpty()) {
            wait(claims.pauseMillis(List.copyOf(waiting)));
            ready = firstReady();
        }
        return ready;
    }

    private Optional<Claimed> firstReady() throws IOException {
        for (Iterator<Trial> trials = waiting.iterator(); trials.hasNext(); ) {
            Trial trial = trials.next();
            if (needsOneOfHere(trial)) {
                continue;
            }
            Optional<TrialEnd> end = claims.end(trial);
            if (end.isPresent()) {
                trials.remove();
                elsewhere.accept(trial, end.get());
                continue;
            }
            Optional<TrialClaim> claim = claims.claim(trial);
            if (claim.isPresent()) {
                trials.remove();
                underWay.add(trial);
                return Optional.of(new Claimed(trial, claim.get()));
            }
        }
        return Optional.empty();
    }

    private boolean needsOneOfHere(Trial trial) {
        return plan.teacher(trial)
                .filter(teacher -> underWay.contains(teacher) || waiting.contains(teacher))
                .isPresent();
    }

    /** A trial has ended, finished or not. */
    synchronized void end(Trial trial) {
        underWay.remove(trial);
        notifyAll();
    }

    /** A trial is to be begun again, after all others. */
    synchronized void giveBack(Trial trial) {
        waiting.add(trial);
        end(trial);
    }

    /** Number of trials that are not begun. */
    synchronized int size() {
        return waiting.size();
    }
}
