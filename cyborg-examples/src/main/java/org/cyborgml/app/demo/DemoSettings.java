package org.cyborgml.app.demo;

import com.google.common.base.Preconditions;

/**
 * What the demo is run with. Both scenarios share all of it but alpha.
 *
 * @param seed of the patches and of the first run; run i has seed + i
 * @param seeds number of runs per scenario, at least 2
 * @param epochs at least 1; the network after the last one is tested
 * @param images number of training images
 * @param batch images per training step, at least 2
 * @param learningRate of the first epoch; falls along half a cosine, to 0 after the last
 * @param momentum classical, in [0,1)
 * @param weightDecay added to the gradient, at least 0
 * @param alpha CYBORG's weight of the classification term, in [0,1); classical training has 1
 */
public record DemoSettings(
        long seed,
        int seeds,
        int epochs,
        int images,
        int batch,
        double learningRate,
        double momentum,
        double weightDecay,
        double alpha) {

    /**
     * Checks the counts; the rest is checked where it is used.
     *
     * @param seed of the patches and of the first run; run i has seed + i
     * @param seeds number of runs per scenario, at least 2
     * @param epochs at least 1; the network after the last one is tested
     * @param images number of training images
     * @param batch images per training step, at least 2
     * @param learningRate of the first epoch; falls along half a cosine, to 0 after the last
     * @param momentum classical, in [0,1)
     * @param weightDecay added to the gradient, at least 0
     * @param alpha CYBORG's weight of the classification term, in [0,1); classical training has 1
     * @throws IllegalArgumentException if one is out of range
     */
    public DemoSettings {
        Preconditions.checkArgument(
                seeds >= 2 && seeds <= 1000,
                "number of seeds %s: must be from 2, to compare scenarios at all, to 1000",
                seeds);
        Preconditions.checkArgument(
                epochs >= 1 && epochs <= 1000, "number of epochs %s: must be from 1 to 1000", epochs);
        Preconditions.checkArgument(batch >= 2, "batch %s: must be at least 2", batch);
        Preconditions.checkArgument(
                alpha >= 0 && alpha < 1, "alpha %s: must be at least 0 and below 1, which is classical", alpha);
    }

    /** The settings of the published demo with other counts. */
    static DemoSettings of(long seed, int seeds, int epochs, int images) {
        return new DemoSettings(seed, seeds, epochs, images, 50, 0.05, 0.9, 1e-4, 0.5);
    }
}
