package org.cyborgml.saliency.map;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.cyborgml.saliency.annotation.AnnotatedImage;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.annotation.Rasterizer;
import org.cyborgml.saliency.image.FloatPlane;
import org.cyborgml.saliency.image.GaussianSmoothing;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.ImageSize;

/** The settings of a {@link SaliencyMapBuilder}, and the steps from annotations to a map. Never changed once a builder holds it. */
final class MapSteps {

    Function<String, Sigma> sigma = image -> Sigma.of(5);
    FixationMethod fixations = FixationMethod.DISCS;
    int maximumAnnotators = Integer.MAX_VALUE;
    OptionalInt side = OptionalInt.empty();
    Judgements judgements = Judgements.CORRECT_ONLY;
    Combination combination = Combination.SUM;
    Granularity granularity = Granularity.ALL_ANNOTATORS;
    int minimumAnnotators = 1;
    Map<String, Double> weights = Map.of();
    long seed;
    long maximumPixels = ImageDecoder.DEFAULT_MAXIMUM_PIXELS;
    Rasterizer rasterizer = Rasterizer.withDefaults();

    MapSteps copy() {
        MapSteps copy = new MapSteps();
        copy.sigma = sigma;
        copy.fixations = fixations;
        copy.maximumAnnotators = maximumAnnotators;
        copy.side = side;
        copy.judgements = judgements;
        copy.combination = combination;
        copy.granularity = granularity;
        copy.minimumAnnotators = minimumAnnotators;
        copy.weights = weights;
        copy.seed = seed;
        copy.maximumPixels = maximumPixels;
        copy.rasterizer = rasterizer;
        return copy;
    }

    BuiltMap build(AnnotatedImage image) throws ImageFileException {
        if (image.size().pixels() > maximumPixels) {
            throw new IllegalArgumentException("image " + image.image() + " is " + image.size() + ": at most "
                    + maximumPixels + " pixels are allowed");
        }
        List<AnnotationRecord> used = used(image);
        SaliencyMap map = fixations == FixationMethod.DENSITY ? density(image, used) : ofMarks(image, used);
        List<String> annotators = used.stream().map(AnnotationRecord::annotator).toList();
        List<String> leftOut = image.records().stream()
                .map(AnnotationRecord::annotator)
                .filter(annotator -> !annotators.contains(annotator))
                .toList();
        return new BuiltMap(image.image(), map, annotators, leftOut);
    }

    private SaliencyMap ofMarks(AnnotatedImage image, List<AnnotationRecord> used) throws ImageFileException {
        FloatPlane combined = combine(used, image.size());
        if (granularity == Granularity.BOX) {
            combined = FilledBox.around(combined);
        } else if (granularity == Granularity.HULL) {
            combined = FilledHull.around(combined);
        }
        // A constant array stays so: its blur is constant only within rounding, which scaling would make a map of
        // noise.
        if (combined.minimum() < combined.maximum()) {
            Sigma width = sigma.apply(image.image());
            combined = GaussianSmoothing.blur(combined, width.x(), width.y());
        }
        SaliencyMap map = SaliencyMap.scaledFrom(combined);
        ImageSize size = mapSize(image.size());
        return map.size().equals(size) ? map : map.resizedTo(size.width(), size.height());
    }

    private SaliencyMap density(AnnotatedImage image, List<AnnotationRecord> used) {
        if (combination != Combination.SUM || granularity == Granularity.BOX || granularity == Granularity.HULL) {
            throw new IllegalArgumentException("combination " + combination + ", granularity " + granularity
                    + ": a density of fixations is a sum, without box and hull");
        }
        FixationDensity density = new FixationDensity(image.size(), mapSize(image.size()), sigma.apply(image.image()));
        used.forEach(entry -> density.add(entry, weight(entry)));
        return density.map();
    }

    private ImageSize mapSize(ImageSize image) {
        if (side.isEmpty()) {
            return image;
        }
        double scale = (double) side.getAsInt() / Math.max(image.width(), image.height());
        return new ImageSize(Math.max(1, (int) Math.rint(image.width() * scale)), Math.max(1, (int)
                Math.rint(image.height() * scale)));
    }

    private List<AnnotationRecord> used(AnnotatedImage image) {
        List<AnnotationRecord> admitted = image.records().stream()
                .filter(entry -> judgements.admits(entry.isCorrect()) && weight(entry) > 0)
                .toList();
        if (admitted.size() < minimumAnnotators) {
            throw new TooFewAnnotatorsException("image " + image.image() + " has " + admitted.size() + " of "
                    + image.records().size() + " annotators admitted by " + judgements
                    + " and weights: at least "
                    + minimumAnnotators + " are needed");
        }
        int most = granularity == Granularity.SINGLE_ANNOTATOR ? 1 : maximumAnnotators;
        if (admitted.size() <= most) {
            return admitted;
        }
        long draw = Hashing.sipHash24(seed, 0)
                .hashString(image.image(), StandardCharsets.UTF_8)
                .asLong();
        int first = (int) Math.floorMod(draw, (long) admitted.size());
        return IntStream.range(first, first + most)
                .mapToObj(i -> admitted.get(i % admitted.size()))
                .toList();
    }

    private double weight(AnnotationRecord entry) {
        return weights.getOrDefault(entry.annotator(), 1.0);
    }

    private FloatPlane combine(List<AnnotationRecord> used, ImageSize size) throws ImageFileException {
        float[] sum = new float[size.pixels()];
        Arrays.fill(sum, combination.start());
        for (AnnotationRecord entry : used) {
            float[] values = rasterizer.weights(entry).toArray();
            double weight = weight(entry);
            for (int i = 0; i < sum.length; i++) {
                sum[i] = combination.combine(sum[i], values[i], weight);
            }
        }
        return FloatPlane.wrap(size, sum);
    }
}
