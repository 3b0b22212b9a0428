package org.cyborgml.scoring;

/** Told how a scoring goes on. */
@FunctionalInterface
public interface ScoringProgress {

    /**
     * Some images were looked at.
     *
     * @param done images so far, those scored earlier and those that failed too
     * @param total images in all
     */
    void onImages(int done, int total);
}
