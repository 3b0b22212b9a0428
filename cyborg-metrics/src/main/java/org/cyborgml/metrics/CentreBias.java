package org.cyborgml.metrics;

/**
 * The centre bias: where people look in a picture before they know what it shows. A baseline for every measure of agreement, and
 * a map to be measured itself: a network's map that does no better knows no more than the middle.
 */
public final class CentreBias {

    private CentreBias() {}

    /**
     * A Gaussian around the middle, stretched with the picture as Judd et al. (2012) do.
     *
     * @param height rows, at least 1
     * @param width columns, at least 1
     * @param deviation standard deviation as a share of the height and of the width, above 0; 0.25 is usual
     * @return the map, 1 in the middle
     * @throws IllegalArgumentException if a number is out of range
     */
    public static SaliencyGrid gaussian(int height, int width, double deviation) {
        Arguments.inRange("deviation", deviation, Double.MIN_VALUE, Double.MAX_VALUE);
        double[] values = new double[Math.multiplyExact(height, width)];
        for (int i = 0; i < values.length; i++) {
            double y = offset(i / width, height) / deviation;
            double x = offset(i % width, width) / deviation;
            values[i] = Math.exp(-(y * y + x * x) / 2);
        }
        return SaliencyGrid.of(height, width, values);
    }

    /** From the middle, as a share of the side. */
    private static double offset(int cell, int side) {
        return (cell + 0.5) / side - 0.5;
    }
}
