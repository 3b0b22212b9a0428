package org.cyborgml.examples.demo;

/** Is told how far the demo has come. */
interface Progress extends AutoCloseable {

    /** Nothing is shown. */
    Progress NONE = new Progress() {};

    /** Says once how much work there is, in images that go through a network. */
    default void begin(String what, long images) {}

    /** So many more images have gone through a network. */
    default void advance(long images) {}

    /** A run begins. */
    default void run(String name) {}

    /** Something is worth a line of its own. */
    default void say(String line) {}

    @Override
    default void close() {}
}
