package org.cyborgml.scoring;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.cyborgml.cam.ClassActivationMaps;

/**
 * Receives the scores of images from a {@link Scorer}, in order; called by one thread.
 *
 * @param <S> identifies an image
 */
public interface ScoreReceiver<S> {

    /**
     * Receives the scores of a batch.
     *
     * @param images at least one
     * @param scores of the images, in the same order
     * @param maps of the images, in the same order; empty if none are made
     * @throws IOException ends the scoring
     */
    void onBatch(List<S> images, List<ImageScore> scores, Optional<ClassActivationMaps> maps) throws IOException;

    /**
     * Receives an image that cannot be used.
     *
     * @param image the image
     * @param message names it and the reason
     */
    void onFailure(S image, String message);
}
