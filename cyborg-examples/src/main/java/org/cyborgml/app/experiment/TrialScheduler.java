package org.cyborgml.app.experiment;

import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cyborgml.app.experiment.Lanes.Task;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.data.DataException;
import org.cyborgml.models.cuda.DeviceLostException;
import org.cyborgml.models.cuda.DeviceMemoryException;
import org.cyborgml.saliency.file.FailureReason;

/**
 * Runs the trials of a plan that are not finished. A trial that cannot be finished for reasons of its own is noted, and the
 * others go on.
 *
 * @param plan the trials
 * @param progress listens
 */
public record TrialScheduler(TrialPlan plan, ExperimentProgress progress) {

    /**
     * Outcome of a run.
     *
     * @param finished trials that it finished
     * @param kept trials that were finished before
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

    /** A way to do all of some work. */
    private interface Doing {
        void all(List<Task> work) throws IOException;
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
        return run(open, 1, work -> {
            for (Task trial : work) {
                trial.run();
            }
        });
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
        Round round = new Round(new PlanClock(left, sideBySide, Ticker.systemTicker()), sideBySide);
        for (List<Trial> stage : stages(open)) {
            List<Task> work = new ArrayList<>();
            stage.forEach(trial -> work.add(() -> round.run(trial)));
            doing.all(work);
        }
        return new Outcome(open.size() - round.failed.size(), round.all.size() - open.size(), round.failed);
    }

    /** Trials that need no other, then those that need but these, and so on; in each the order stays. */
    private List<List<Trial>> stages(List<Trial> open) {
        ListMultimap<Integer, Trial> byDepth =
                MultimapBuilder.treeKeys().arrayListValues().build();
        for (Trial trial : open) {
            int depth = 0;
            for (Optional<Trial> at = plan.teacher(trial); at.isPresent(); at = plan.teacher(at.get())) {
                depth++;
            }
            byDepth.put(depth, trial);
        }
        return byDepth.asMap().values().stream().map(List::copyOf).toList();
    }

    /** One round over the trials, by several threads if they run side by side. */
    private final class Round {

        private final List<Trial> all = plan.trials();
        private final Map<Trial, String> failed = Collections.synchronizedMap(new LinkedHashMap<>());
        private final PlanClock clock;
        private final int sideBySide;

        Round(PlanClock clock, int sideBySide) {
            this.clock = clock;
            this.sideBySide = sideBySide;
        }

        /** Runs a trial; it throws nothing where only this trial cannot be finished. */
        void run(Trial trial) throws IOException {
            progress.onTrial(trial, all.indexOf(trial) + 1, all.size());
            TrialFolder folder = plan.folder(trial);
            try {
                Files.createDirectories(folder.path());
                Files.deleteIfExists(folder.failureFile());
                requireTeacher(trial);
                String result = plan.run(trial, new TrialMonitor(trial, progress, clock));
                progress.onFinished(trial, result, clock.end(trial));
            } catch (DeviceLostException e) {
                if (sideBySide > 1) {
                    progress.onStage(trial + " is left for another GPU: " + e.getMessage());
                }
                throw e;
            } catch (IOException
                    | UncheckedIOException
                    | IllegalArgumentException
                    | OutOfMemoryError
                    | DeviceMemoryException e) {
                note(trial, folder, e);
            }
        }

        private void requireTeacher(Trial trial) throws IOException {
            Optional<Trial> teacher = plan.teacher(trial);
            if (teacher.isPresent() && !plan.isFinished(teacher.get())) {
                throw new DataException("its teacher, " + teacher.get() + ", is not finished");
            }
        }

        private void note(Trial trial, TrialFolder folder, Throwable failure) throws IOException {
            if (FailureReason.isOfTheDisk(failure)) {
                // No other trial could be written either.
                throw failure instanceof IOException whole
                        ? whole
                        : new IOException(FailureReason.withFile(failure), failure);
            }
            String reason = FailureReason.withFile(failure);
            JsonFiles.write(folder.failureFile(), new TrialFailure(reason));
            failed.put(trial, reason);
            clock.end(trial);
            progress.onFailed(trial, reason);
        }
    }
}
