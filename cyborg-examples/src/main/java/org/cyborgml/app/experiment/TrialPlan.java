package org.cyborgml.app.experiment;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The trials of an experiment, and how one of them is run; {@link TrialScheduler} runs those that are not finished. */
public interface TrialPlan {

    /** All trials, in the order in which they are begun. */
    List<Trial> trials();

    /**
     * The trial whose network gives the maps that another one is trained with; it must be finished before.
     *
     * @param trial the student
     * @return empty for a trial that needs no other
     */
    default Optional<Trial> teacher(Trial trial) {
        return Optional.empty();
    }

    /**
     * Tells whether nothing is left to do of a trial.
     *
     * @throws IOException if its result cannot be read
     */
    default boolean isFinished(Trial trial) throws IOException {
        return isFinished(trial, folder(trial));
    }

    /**
     * Tells whether nothing is left to do of a trial whose files are in some folder.
     *
     * @param trial the trial
     * @param folder of its files
     * @throws IOException if its result cannot be read
     */
    boolean isFinished(Trial trial, TrialFolder folder) throws IOException;

    /** The place of a trial's files. */
    TrialFolder folder(Trial trial);

    /**
     * The work of a trial of which nothing is done.
     *
     * @throws IOException if its images cannot be listed
     */
    TrialWork work(Trial trial) throws IOException;

    /**
     * Trains and tests, or continues with what is not done, and keeps the result.
     *
     * @param trial the trial
     * @param folder of its files while it is under way: its place, or one of this process
     * @param monitor told how far it is
     * @return the result in words
     * @throws IOException if it cannot be finished; a {@link org.cyborgml.data.DataException} for reasons of its own
     */
    String run(Trial trial, TrialFolder folder, TrialMonitor monitor) throws IOException;
}
