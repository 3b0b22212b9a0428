package org.cyborgml.metrics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A saliency map to be measured: height x width finite numbers, row by row from the top left. Immutable.
 *
 * <p>Maps of CAMs and of people both fit; what a metric asks of the values (not negative, say) it states itself.
 */
public final class SaliencyGrid {
    private final int height;
    private final int width;
    private final double[] values;

    private SaliencyGrid(int height, int width, double[] values) {
        this.height = height;
        this.width = width;
        this.values = values;
    }

    /**
     * A map of row-major values.
     *
     * @param height rows, at least 1
     * @param width columns, at least 1
     * @param values height * width finite values
     * @return the map
     * @throws IllegalArgumentException if a side is below 1, the number of values does not fit or one is NaN or infinite
     */
    public static SaliencyGrid of(int height, int width, double... values) {
        Arguments.area("values", height, width, values.length);
        Arguments.finite("values", values);
        return new SaliencyGrid(height, width, values.clone());
    }

    /**
     * A map of row-major single-precision values.
     *
     * @param height rows, at least 1
     * @param width columns, at least 1
     * @param values height * width finite values
     * @return the map
     * @throws IllegalArgumentException if a side is below 1, the number of values does not fit or one is NaN or infinite
     */
    public static SaliencyGrid of(int height, int width, float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return of(height, width, wide);
    }

    /**
     * A map of rows.
     *
     * @param rows [height][width], finite
     * @return the map
     * @throws IllegalArgumentException if there is no row, rows differ in length or are empty, or a value is NaN or infinite
     */
    public static SaliencyGrid of(double[][] rows) {
        Arguments.notEmpty("rows", rows.length);
        int width = rows[0].length;
        double[] values = new double[rows.length * width];
        for (int y = 0; y < rows.length; y++) {
            Arguments.rowLength("rows", y, width, rows[y].length);
            System.arraycopy(rows[y], 0, values, y * width, width);
        }
        return of(rows.length, width, values);
    }

    /**
     * The number of rows.
     *
     * @return at least 1
     */
    public int height() {
        return height;
    }

    /**
     * The number of columns.
     *
     * @return at least 1
     */
    public int width() {
        return width;
    }

    /**
     * The number of pixels.
     *
     * @return height * width
     */
    public int size() {
        return values.length;
    }

    /**
     * The value of a pixel.
     *
     * @param pixel row * width + column
     * @return the value, finite
     * @throws IndexOutOfBoundsException if there is no such pixel
     */
    public double value(int pixel) {
        return values[pixel];
    }

    /**
     * The values, row by row.
     *
     * @return a new array of height * width values
     */
    public double[] toArray() {
        return values.clone();
    }

    /**
     * The map scaled to [0,1] by its own least and greatest value.
     *
     * @return (value - min) / (max - min) per pixel; all zeros if the map is constant
     */
    public SaliencyGrid scaled() {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        double[] scaled = new double[values.length];
        if (least < most) {
            for (int i = 0; i < scaled.length; i++) {
                // Halved first: the range of two finite doubles may overflow.
                scaled[i] = (values[i] / 2 - least / 2) / (most / 2 - least / 2);
            }
        }
        return new SaliencyGrid(height, width, scaled);
    }

    /**
     * The pixels at or above a threshold.
     *
     * @param threshold a finite number
     * @return the mask
     * @throws IllegalArgumentException if the threshold is NaN or infinite
     */
    public PixelMask atLeast(double threshold) {
        Arguments.finite("threshold", threshold);
        boolean[] marked = new boolean[values.length];
        for (int i = 0; i < marked.length; i++) {
            marked[i] = values[i] >= threshold;
        }
        return PixelMask.of(height, width, marked);
    }

    /**
     * The Shannon entropy of the map taken as a distribution over its pixels: -sum p log2 p with p = value / sum.
     *
     * @return the entropy in bits, in [0, log2(height * width)]; a constant map, all zeros included, has the highest
     * @throws IllegalArgumentException if a value is negative
     */
    public double entropy() {
        double entropy = 0;
        for (double p : distribution("map")) {
            entropy -= p > 0 ? p * Math.log(p) : 0;
        }
        return Math.max(0, entropy / Math.log(2));
    }

    /** The values over their sum; uniform when all are 0, as nothing is then known of where saliency lies. */
    double[] distribution(String name) {
        Arguments.notNegative(name, values);
        double most = 0;
        for (double value : values) {
            most = Math.max(most, value);
        }
        double[] shares = new double[values.length];
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            // Over the greatest first: the sum of finite doubles may overflow, and 0 / 0 is a uniform 1.
            shares[i] = most == 0 ? 1 : values[i] / most;
            sum += shares[i];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    /** The rank of each value from 1, equal ones with the mean of their ranks. */
    SaliencyGrid ranks() {
        Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        double[] ranks = new double[values.length];
        for (int from = 0; from < order.length; ) {
            int to = from;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + 1 + to) / 2.0;
            }
            from = to;
        }
        return new SaliencyGrid(height, width, ranks);
    }

    /** The values minus their mean over their population standard deviation; all zeros for a constant map. */
    double[] standardised() {
        // Scaled first: a constant map is then exactly zero, and squares cannot overflow.
        double[] standardised = scaled().values;
        double sum = 0;
        for (double value : standardised) {
            sum += value;
        }
        double mean = sum / standardised.length;
        double squares = 0;
        for (int i = 0; i < standardised.length; i++) {
            standardised[i] -= mean;
            squares += standardised[i] * standardised[i];
        }
        double deviation = Math.sqrt(squares / standardised.length);
        if (deviation > 0) {
            for (int i = 0; i < standardised.length; i++) {
                standardised[i] /= deviation;
            }
        }
        return standardised;
    }
}
