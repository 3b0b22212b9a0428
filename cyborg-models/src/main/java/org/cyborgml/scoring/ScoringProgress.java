package org.cyborgml.scoring;

/** Listens to the progress of a scoring. */
@FunctionalInterface
public interface ScoringProgress {

    /**
     * A batch is done.
     *
     * @param done images so far, with those scored earlier and those that could not be used
     * @param total images in all
     */
    void onImages(int done, int total);
}
