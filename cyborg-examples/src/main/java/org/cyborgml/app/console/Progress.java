package org.cyborgml.app.console;

/** Shows the progress of trainings; several threads may report to it. Shows nothing unless a method is overridden. */
public interface Progress extends AutoCloseable {

    /** Shows nothing. */
    Progress NONE = new Progress() {};

    /**
     * Progress on the error output: a bar on a terminal, lines elsewhere.
     *
     * @param name the task's, before the bar
     * @return the progress
     */
    static Progress onStandardError(String name) {
        return StandardError.isTerminal() ? new BarProgress(name) : new LineProgress(System.err);
    }

    /**
     * Begins with all of the work.
     *
     * @param runs trainings
     * @param images that go through a network
     */
    default void begin(int runs, long images) {}

    /**
     * Images have gone through a network.
     *
     * @param images how many more
     */
    default void advance(long images) {}

    /**
     * A run has ended.
     *
     * @param name the run's
     */
    default void ended(String name) {}

    /**
     * Something is worth a line of its own.
     *
     * @param line what is said
     */
    default void say(String line) {}

    @Override
    default void close() {}
}
