package org.cyborgml.saliency.batch;

/** Listens to the progress of a batch. */
@FunctionalInterface
public interface BatchProgress {

    /**
     * Called after each image, whether it got a map or not, from one thread at a time.
     *
     * @param done images finished, from 1
     * @param total images in the batch of which every record could be read
     * @param image the image just finished
     */
    void finished(int done, int total, String image);

    /**
     * A listener that ignores all calls.
     *
     * @return a listener that does nothing
     */
    static BatchProgress silent() {
        return (done, total, image) -> {};
    }
}
