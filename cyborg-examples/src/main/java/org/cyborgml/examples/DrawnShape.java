package org.cyborgml.examples;

import java.util.Random;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.Raster;

/**
 * A picture of a ring (class 0) or a cross (class 1) on an uneven ground, for programs that run without data.
 *
 * @param image of {@link #SIDE} x {@link #SIDE} pixels, RGB
 * @param label 0 or 1
 * @param x of the shape's middle, in pixels
 * @param y of the shape's middle, in pixels
 * @param radius of the shape, in pixels
 */
record DrawnShape(Raster image, int label, double x, double y, double radius) {

    /** Side of the picture, pixels. */
    static final int SIDE = 64;

    private static final double HALF_LINE = 2.5;

    /** Draws one with random colours, size and place. */
    static DrawnShape draw(int label, Random random) {
        double radius = 9 + 5 * random.nextDouble();
        double x = radius + 2 + (SIDE - 2 * radius - 4) * random.nextDouble();
        double y = radius + 2 + (SIDE - 2 * radius - 4) * random.nextDouble();
        double[] ground = colour(random, 40, 110);
        double[] slope = colour(random, -60, 60);
        double[] line = colour(random, 150, 255);
        byte[] samples = new byte[3 * SIDE * SIDE];
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                double dx = column - x;
                double dy = row - y;
                boolean isLine = label == 0
                        ? Math.abs(Math.hypot(dx, dy) - radius + HALF_LINE) < HALF_LINE
                        : Math.min(Math.abs(dx), Math.abs(dy)) < HALF_LINE
                                && Math.max(Math.abs(dx), Math.abs(dy)) < radius;
                for (int c = 0; c < 3; c++) {
                    double value = isLine ? line[c] : ground[c] + slope[c] * (row + column) / (2.0 * SIDE);
                    value += 12 * random.nextGaussian();
                    samples[3 * (row * SIDE + column) + c] = (byte) Math.round(Math.max(0, Math.min(255, value)));
                }
            }
        }
        return new DrawnShape(Raster.of(SIDE, SIDE, Channels.RGB, samples), label, x, y, radius);
    }

    private static double[] colour(Random random, double from, double to) {
        return random.doubles(3, from, to).toArray();
    }

    /** The share of a cell of a CAM grid that people who mark the shape would mark: 1 within it, else 0. */
    double marked(int row, int column, int grid) {
        double cell = (double) SIDE / grid;
        return Math.hypot((column + 0.5) * cell - x, (row + 0.5) * cell - y) < radius + cell / 2 ? 1 : 0;
    }
}
