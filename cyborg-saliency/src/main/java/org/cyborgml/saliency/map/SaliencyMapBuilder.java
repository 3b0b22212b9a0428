package org.cyborgml.saliency.map;

import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cyborgml.saliency.annotation.AnnotatedImage;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.ImageFileException;

/**
 * Builds the saliency map of an image from its annotations. {@link #paper()} follows Boyd et al. (WACV 2023, sections 4.3
 * and 6): the arrays of the annotators who judged the image correctly are added with equal weight, blurred with a
 * Gaussian of sigma 5 pixels of the annotated image, and min-max scaled to [0,1]. Every step has an alternative.
 *
 * <p>The blur is OpenCV's {@code GaussianBlur} in floats with the kernel that OpenCV picks for floats, the odd number next to
 * 8 sigma + 1 (41x41 for sigma 5), and mirrored borders ({@code BORDER_REFLECT_101}).
 *
 * <p>Immutable: {@code withX} gives a changed copy. Safe for use by several threads.
 */
public final class SaliencyMapBuilder {

    private final MapSteps options;

    private SaliencyMapBuilder(MapSteps options) {
        this.options = options;
    }

    /**
     * The paper's builder: correct judgements only, equal weights, sum, sigma 5, at least one annotator.
     *
     * @return the builder
     */
    public static SaliencyMapBuilder paper() {
        return new SaliencyMapBuilder(new MapSteps());
    }

    /**
     * Sets the standard deviation of the blur.
     *
     * @param sigma standard deviation in pixels of the annotated image, 0 (none) to 1000
     * @return a builder with it
     * @throws IllegalArgumentException if sigma is out of range
     */
    public SaliencyMapBuilder withSigma(double sigma) {
        Sigma ofAll = Sigma.of(sigma);
        return withSigmas(image -> ofAll);
    }

    /**
     * Sets the standard deviation of the blur for each image.
     *
     * @param sigmas gives the width of the Gaussian for an image's path, in pixels of the annotated image
     * @return a builder with them
     */
    public SaliencyMapBuilder withSigmas(Function<String, Sigma> sigmas) {
        return with(o -> o.sigma = sigmas);
    }

    /**
     * Sets the way in which fixations are turned into a map.
     *
     * @param method as marks, or as a density; a density is of fixations alone, with the sum for combination and without box and hull
     * @return a builder with it
     */
    public SaliencyMapBuilder withFixations(FixationMethod method) {
        return with(o -> o.fixations = method);
    }

    /**
     * Sets the size of maps. Without it a map has the size of the annotated image.
     *
     * @param pixels the longer side of each map, at least 1; the shorter one is in proportion, rounded to the nearest (ties to even)
     * @return a builder with it
     * @throws IllegalArgumentException if it is below 1
     */
    public SaliencyMapBuilder withSide(int pixels) {
        if (pixels < 1) {
            throw new IllegalArgumentException("side " + pixels + " of maps: must be at least 1 pixel");
        }
        return with(o -> o.side = OptionalInt.of(pixels));
    }

    /**
     * Selects annotators by their judgement.
     *
     * @param judgements selects the annotators whose arrays are used
     * @return a builder with them
     */
    public SaliencyMapBuilder withJudgements(Judgements judgements) {
        return with(o -> o.judgements = judgements);
    }

    /**
     * Sets the way in which arrays are combined.
     *
     * @param combination the way to combine arrays
     * @return a builder with it
     */
    public SaliencyMapBuilder withCombination(Combination combination) {
        return with(o -> o.combination = combination);
    }

    /**
     * Sets the detail of the map.
     *
     * @param granularity the detail of the map
     * @return a builder with it
     */
    public SaliencyMapBuilder withGranularity(Granularity granularity) {
        return with(o -> o.granularity = granularity);
    }

    /**
     * Sets the number of annotators that an image needs.
     *
     * @param minimum the number of annotators that an image needs to get a map, at least 1
     * @return a builder with it
     * @throws IllegalArgumentException if it is below 1
     */
    public SaliencyMapBuilder withMinimumAnnotators(int minimum) {
        if (minimum < 1) {
            throw new IllegalArgumentException("minimum annotators " + minimum + ": must be at least 1");
        }
        return with(o -> o.minimumAnnotators = minimum);
    }

    /**
     * Sets the number of annotators whose arrays are used at most. Of an image that has more, they are drawn by the builder's seed and the
     * image's name. A smaller number's annotators are among a greater one's, and the only one is that of
     * {@link Granularity#SINGLE_ANNOTATOR}.
     *
     * @param maximum at least 1
     * @return a builder with it
     * @throws IllegalArgumentException if it is below 1
     */
    public SaliencyMapBuilder withMaximumAnnotators(int maximum) {
        if (maximum < 1) {
            throw new IllegalArgumentException("maximum annotators " + maximum + ": must be at least 1");
        }
        return with(o -> o.maximumAnnotators = maximum);
    }

    /**
     * Sets the weights of annotators.
     *
     * @param weights per annotator, at least 0 and finite; 0 leaves the annotator out; annotators without an entry have 1
     * @return a builder with them
     * @throws IllegalArgumentException if a weight is negative or not finite
     */
    public SaliencyMapBuilder withWeights(Map<String, Double> weights) {
        weights.forEach((annotator, weight) -> {
            if (!(weight >= 0 && weight <= 1e6)) {
                throw new IllegalArgumentException(
                        "weight " + weight + " of annotator " + annotator + ": must be from 0 to 1e6");
            }
        });
        return with(o -> o.weights = Map.copyOf(weights));
    }

    /**
     * Sets the seed that draws the annotator of {@link Granularity#SINGLE_ANNOTATOR}, and those of {@link #withMaximumAnnotators}.
     *
     * @param seed any number
     * @return a builder with it
     */
    public SaliencyMapBuilder withSeed(long seed) {
        return with(o -> o.seed = seed);
    }

    /**
     * Sets the limit on the size of annotated images and of mask files. The default is
     * {@link ImageDecoder#DEFAULT_MAXIMUM_PIXELS}.
     *
     * @param pixels the largest width times height, at least 1
     * @return a builder with it
     * @throws IllegalArgumentException if it is below 1
     */
    public SaliencyMapBuilder withMaximumPixels(long pixels) {
        ImageDecoder decoder = ImageDecoder.withDefaults().withMaximumPixels(pixels);
        return with(o -> {
            o.maximumPixels = pixels;
            o.rasterizer = o.rasterizer.withDecoder(decoder);
        });
    }

    private SaliencyMapBuilder with(Consumer<MapSteps> change) {
        MapSteps copy = options.copy();
        change.accept(copy);
        return new SaliencyMapBuilder(copy);
    }

    /**
     * Builds the map of an image.
     *
     * @param image the image's annotations
     * @return the map and its annotators; constant (all zeros) if nobody admitted marked anything, or everything was
     *     marked alike
     * @throws TooFewAnnotatorsException if fewer annotators are admitted than needed
     * @throws ImageFileException if a mask file cannot be used
     * @throws IllegalArgumentException if the image has more pixels than the limit, or there cannot be a density
     */
    public BuiltMap build(AnnotatedImage image) throws ImageFileException {
        return options.build(image);
    }
}
