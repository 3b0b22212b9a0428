package org.cyborgml.app.console;

/** Shows the progress of trainings; several threads may report to it. Shows nothing unless a method is overridden. */
public interface Progress extends AutoCloseable {

    /** Shows nothing. */
    Progress NONE = new Progress() {};

    /** Progress on the error output: a bar on a terminal, lines elsewhere. */
    static Progress onStandardError(String name) {
        return StandardError.isTerminal() ? new BarProgress(name) : new LineProgress(System.err);
    }

    /** Begins with all of the work. */
    default void begin(int runs, long images) {}

    /** Images have gone through a network. */
    default void advance(long images) {}

    /** A run has ended. */
    default void ended(String name) {}

    /** Something is worth a line of its own. */
    default void say(String line) {}

    @Override
    default void close() {}
}
