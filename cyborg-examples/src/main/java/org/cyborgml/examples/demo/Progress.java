package org.cyborgml.examples.demo;

/** Is told how far the demo has come; shows nothing unless a method is overridden. */
interface Progress extends AutoCloseable {

    /** Shows nothing. */
    Progress NONE = new Progress() {};

    /** What suits the error output: a bar on a terminal, lines elsewhere. */
    static Progress onStandardError() {
        return StandardError.isTerminal() ? new BarProgress() : new LineProgress(System.err);
    }

    /** Says once how much work there is, in runs and in images that go through a network. */
    default void begin(int runs, long images) {}

    /** So many more images have gone through a network. */
    default void advance(long images) {}

    /** A run begins. */
    default void run(String name) {}

    /** Something is worth a line of its own. */
    default void say(String line) {}

    @Override
    default void close() {}
}
