package org.cyborgml.explain;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Deletion and insertion (Petsiuk et al., RISE, BMVC 2018): checks an explanation by the class's probability while pixels go,
 * the highest of the map first, or come back into a blurred image. A good explanation has a small area under the deletion
 * curve and a large one under the insertion curve.
 *
 * <p>A pixel that goes becomes 0, the mean colour of normalised images. Pixels of equal value go in rows from the top left.
 * Immutable.
 */
public final class PixelCurve {

    private enum Change {
        DELETION,
        INSERTION
    }

    private final Change change;
    private final int steps;
    private final int radius;
    private final double sigma;

    private PixelCurve(Change change, int steps, int radius, double sigma) {
        if (steps < 1 || radius < 1 || !(sigma > 0)) {
            throw new IllegalArgumentException(
                    "a curve takes at least 1 step, and blur by a radius of at least 1 and a sigma above 0, found "
                            + steps + ", " + radius + " and " + sigma);
        }
        this.change = change;
        this.steps = steps;
        this.radius = radius;
        this.sigma = sigma;
    }

    /**
     * Deletion, in 32 steps.
     *
     * @return the check
     */
    public static PixelCurve deletion() {
        return new PixelCurve(Change.DELETION, 32, 5, 5);
    }

    /**
     * Insertion, in 32 steps, into the image blurred by the authors' Gaussian of 11 pixels a side with sigma 5, edges repeated.
     *
     * @return the check
     */
    public static PixelCurve insertion() {
        return new PixelCurve(Change.INSERTION, 32, 5, 5);
    }

    /**
     * With another number of steps.
     *
     * @param number at least 1
     * @return a new check
     * @throws IllegalArgumentException if it is less
     */
    public PixelCurve withSteps(int number) {
        return new PixelCurve(change, number, radius, sigma);
    }

    /**
     * With another blur, which insertion starts from.
     *
     * @param pixels radius at which the Gaussian is cut off, at least 1
     * @param deviation its sigma in pixels, above 0
     * @return a new check
     * @throws IllegalArgumentException if a number is less
     */
    public PixelCurve withBlur(int pixels, double deviation) {
        return new PixelCurve(change, steps, pixels, deviation);
    }

    /**
     * Checks a map.
     *
     * @param network the network
     * @param image {@code [1, C, H, W]}
     * @param map its explanation {@code [1, h, w]}, enlarged to the image if it is smaller
     * @param classIndex the class explained
     * @return the curve, of steps + 1 points
     * @throws IllegalArgumentException if shapes do not fit, or there is no such class
     */
    public ScoreCurve of(ExplainedNetwork network, INDArray image, INDArray map, int classIndex) {
        ImageMaps.requireOne(image, map);
        double[] values = ImageMaps.ofPixels(map, image)[0];
        Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(pixel -> -values[pixel]));
        ChangedCopies copies = ChangedCopies.of(network, image, 0, classIndex);
        double[] start = numbers(copies.image());
        double[] end = new double[start.length];
        if (change == Change.INSERTION) {
            end = start;
            start = blurred(start, (int) image.size(2), (int) image.size(3));
        }
        double[] now = start.clone();
        double[] last = end;
        double[] probabilities = new double[steps + 1];
        int[] changed = new int[1];
        copies.inBatches(
                steps + 1,
                step -> {
                    int until = (int) ((long) step * order.length / steps);
                    for (; changed[0] < until; changed[0]++) {
                        for (int at = order[changed[0]]; at < now.length; at += order.length) {
                            now[at] = last[at];
                        }
                    }
                    return Nd4j.createFromArray(now).reshape(copies.image().shape());
                },
                PassProgress.NONE,
                1,
                (first, batch) ->
                        System.arraycopy(copies.probabilities(batch), 0, probabilities, first, (int) batch.size(0)));
        return new ScoreCurve(Arrays.stream(probabilities).boxed().toList());
    }

    private static double[] numbers(INDArray image) {
        return image.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    }

    private double[] blurred(double[] image, int height, int width) {
        double[] weights = new double[2 * radius + 1];
        for (int i = -radius; i <= radius; i++) {
            weights[radius + i] = Math.exp(-i * i / (2 * sigma * sigma));
        }
        double sum = Arrays.stream(weights).sum();
        double[] unit = Arrays.stream(weights).map(w -> w / sum).toArray();
        return alongOne(alongOne(image, unit, height, width, 1, 0), unit, height, width, 0, 1);
    }

    private double[] alongOne(double[] image, double[] weights, int height, int width, int down, int right) {
        double[] result = new double[image.length];
        int cells = height * width;
        for (int i = 0; i < image.length; i++) {
            int y = i % cells / width;
            int x = i % width;
            int start = i - i % cells;
            for (int k = -radius; k <= radius; k++) {
                int row = Math.max(0, Math.min(height - 1, y + k * down));
                int column = Math.max(0, Math.min(width - 1, x + k * right));
                result[i] += weights[radius + k] * image[start + row * width + column];
            }
        }
        return result;
    }
}
