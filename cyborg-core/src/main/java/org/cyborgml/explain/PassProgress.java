package org.cyborgml.explain;

/** Listens to the progress of an explanation that takes many passes through the network. */
@FunctionalInterface
public interface PassProgress {

    /** Ignores the progress. */
    PassProgress NONE = (done, total) -> {};

    /**
     * Called after each batch of passes.
     *
     * @param done images that went through the network so far, changed copies each counted
     * @param total all that go through it
     */
    void onPasses(long done, long total);
}
