package org.cyborgml.explain;

import java.util.Arrays;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sensitivity-n (Ancona et al., ICLR 2018): checks an explanation by the correlation, over random sets of n pixels, between the
 * map's sum over a set and the class's loss of score when the set becomes 0. It is 1 where the map says exactly what each
 * pixel adds, as {@link Occlusion} of single pixels does for a linear network. Immutable.
 */
public final class SensitivityN {

    private final int pixels;
    private final int sets;
    private final long seed;

    private SensitivityN(int pixels, int sets, long seed) {
        if (pixels < 1 || sets < 2) {
            throw new IllegalArgumentException(
                    "sensitivity-n takes sets of at least 1 pixel, and at least 2 of them, found " + pixels + " and "
                            + sets);
        }
        this.pixels = pixels;
        this.sets = sets;
        this.seed = seed;
    }

    /**
     * With 100 sets, as the paper takes, and seed 1.
     *
     * @param pixels n, at least 1 and below the number of pixels of an image
     * @return the check
     * @throws IllegalArgumentException if it is less than 1
     */
    public static SensitivityN of(int pixels) {
        return new SensitivityN(pixels, 100, 1);
    }

    /**
     * With another number of sets.
     *
     * @param number at least 2
     * @return a new check
     * @throws IllegalArgumentException if it is less
     */
    public SensitivityN withSets(int number) {
        return new SensitivityN(pixels, number, seed);
    }

    /**
     * With another seed.
     *
     * @param value any number
     * @return a new check
     */
    public SensitivityN withSeed(long value) {
        return new SensitivityN(pixels, sets, value);
    }

    /**
     * Checks a map.
     *
     * @param network the network
     * @param image {@code [1, C, H, W]}
     * @param map its explanation {@code [1, h, w]}, enlarged to the image if it is smaller
     * @param classIndex the class explained
     * @return Pearson's correlation, in [-1,1]; 0 if the sums or the losses are all equal
     * @throws IllegalArgumentException if shapes do not fit, the image has no more than n pixels, or there is no such class
     */
    public double of(ExplainedNetwork network, INDArray image, INDArray map, int classIndex) {
        ImageMaps.requireOne(image, map);
        double[] values = ImageMaps.ofPixels(map, image)[0];
        if (pixels >= values.length) {
            throw new IllegalArgumentException(
                    "n must be below the " + values.length + " pixels of the image, found " + pixels);
        }
        double[] sums = new double[sets];
        Random random = new Random(seed);
        int[] order = new int[values.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        ChangedCopies copies = ChangedCopies.of(network, image, 0, classIndex);
        double[] scores = copies.scores(
                sets,
                set -> {
                    double[] kept = new double[values.length];
                    Arrays.fill(kept, 1);
                    for (int k = 0; k < pixels; k++) {
                        int other = k + random.nextInt(order.length - k);
                        int pixel = order[other];
                        order[other] = order[k];
                        order[k] = pixel;
                        kept[pixel] = 0;
                        sums[set] += values[pixel];
                    }
                    return copies.masked(kept);
                },
                PassProgress.NONE,
                1);
        double[] losses = new double[sets];
        for (int set = 0; set < sets; set++) {
            losses[set] = -scores[set]; // the score of the whole image is the same for all sets
        }
        return ImageMaps.correlation(sums, losses);
    }
}
