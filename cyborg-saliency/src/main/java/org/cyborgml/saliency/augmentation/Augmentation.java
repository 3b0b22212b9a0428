package org.cyborgml.saliency.augmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.cyborgml.saliency.image.Raster;

/**
 * A list of random changes of training images, which their saliency maps follow. Immutable and safe for use by several threads.
 *
 * <pre>{@code
 * Augmentation turnsAndFlips = Augmentation.none().then(new RandomRotation(10)).then(new HorizontalFlip(0.5));
 * }</pre>
 */
public final class Augmentation {

    private static final Augmentation NONE = new Augmentation(List.of());
    private static final double CNN_DETECTION_MARGIN = 256.0 / 224;
    private static final double CNN_DETECTION_SIGMA = 3;
    private static final int CNN_DETECTION_LOWEST_QUALITY = 30;

    private final List<AugmentationStep> steps;

    private Augmentation(List<AugmentationStep> steps) {
        this.steps = List.copyOf(steps);
    }

    /**
     * Nothing is changed, as in the published CYBORG training.
     *
     * @return no steps
     */
    public static Augmentation none() {
        return NONE;
    }

    /**
     * That of CNNDetection (Wang et al., CVPR 2020): shorter side to 256 pixels for a crop of 224 (in that proportion for
     * others); with a probability, Gaussian blur with sigma
     * from 0 to 3; with the same probability, JPEG of quality 30 to 100; random crop; horizontal flip of every second image.
     * The map is resized, cropped and flipped alike.
     *
     * @param probability of blur and of JPEG, in [0,1]; the authors publish networks with 0.5 and with 0.1
     * @param side of the crop in pixels, at least 1; 224 in their work
     * @return the five steps
     * @throws IllegalArgumentException if a value is out of range
     */
    public static Augmentation cnnDetection(double probability, int side) {
        return NONE.then(new ShorterSide((int) Math.rint(side * CNN_DETECTION_MARGIN)))
                .then(new RandomBlur(probability, CNN_DETECTION_SIGMA))
                .then(new RandomJpeg(probability, CNN_DETECTION_LOWEST_QUALITY, 100))
                .then(new RandomCrop(side))
                .then(new HorizontalFlip(0.5));
    }

    /**
     * That of the deepfake detectors of Bonettini et al. (ICPR 2020), each step with one probability: half the size and back,
     * horizontal flip, colours, noise, 0.7 to 0.9 of the size and back, JPEG of quality 50 to 99. Noise is Gaussian with a
     * standard deviation of 1 to 3 % of the range; half of theirs imitates a camera's, and is left out. The map is flipped alike.
     *
     * @param probability of each step, in [0,1]; 0.5 in their work
     * @return the six steps
     * @throws IllegalArgumentException if it is out of range
     */
    public static Augmentation bonettini(double probability) {
        return NONE.then(new RandomDownscale(probability, 0.5, 0.5))
                .then(new HorizontalFlip(probability))
                .then(new RandomColours(probability))
                .then(new RandomNoise(probability, 0.01 * 255, 0.03 * 255))
                .then(new RandomDownscale(probability, 0.7, 0.9))
                .then(new RandomJpeg(probability, 50, 99));
    }

    /**
     * Appends a step.
     *
     * @param step the step, which comes after the others
     * @return the longer augmentation
     */
    public Augmentation then(AugmentationStep step) {
        List<AugmentationStep> longer = new ArrayList<>(steps);
        longer.add(step);
        return new Augmentation(longer);
    }

    /**
     * Tells if images stay as they are.
     *
     * @return true if there are no steps
     */
    public boolean isNone() {
        return steps.isEmpty();
    }

    /**
     * The steps.
     *
     * @return in order
     */
    public List<AugmentationStep> steps() {
        return steps;
    }

    /**
     * Changes an image and its saliency map.
     *
     * @param image the image
     * @param map its map, of any size; empty if it has none
     * @param seed decides all that is random: the same image with the same seed is changed in the same way
     * @return the changed image, and its map of the same size
     */
    public ImageAndMap apply(Raster image, Optional<Raster> map, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        ImageAndMap pair = ImageAndMap.of(image, map);
        for (AugmentationStep step : steps) {
            pair = step.apply(pair, random);
        }
        return pair;
    }

    /**
     * The steps with their settings.
     *
     * @return one line
     */
    @Override
    public String toString() {
        return isNone() ? "none" : steps.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
