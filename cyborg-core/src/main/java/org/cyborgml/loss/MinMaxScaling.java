package org.cyborgml.loss;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * One map scaled to [0,1], {@code (v - min) / (max - min)} over its cells, and its gradient: the one rule by which this
 * library scales class activation maps, in training and at inference.
 *
 * <p>A map that is constant to rounding becomes zeros, with zero gradient. The gradient flows through both extremes; cells
 * that tie for one share its part evenly, as PyTorch's {@code amin} and {@code amax} share it.
 */
public final class MinMaxScaling {

    /** A range below this many units of rounding of the largest value is a constant map seen through rounding. */
    private static final double ROUNDING_UNITS = 16;

    private final double[] scaled;
    private final double range;

    /**
     * Scales a map.
     *
     * @param map finite values, one per cell
     * @param type the precision that the map was computed in
     */
    public MinMaxScaling(double[] map, DataType type) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (double v : map) {
            lowest = Math.min(lowest, v);
            highest = Math.max(highest, v);
        }
        double magnitude = Math.max(Math.abs(lowest), Math.abs(highest));
        double spread = highest - lowest;
        this.range = spread <= magnitude * tolerance(type) ? 0 : spread;
        this.scaled = new double[map.length];
        if (range > 0) {
            for (int i = 0; i < map.length; i++) {
                scaled[i] = (map[i] - lowest) / range;
            }
        }
    }

    /**
     * The scaled map.
     *
     * @return values in [0,1], one per cell; all zeros if the map is constant to rounding. Not a copy
     */
    public double[] scaled() {
        return scaled;
    }

    /**
     * Turns the gradient for the scaled map into the gradient for the map, in place.
     *
     * @param gradient one value per cell
     */
    public void backward(double[] gradient) {
        if (range == 0) {
            Arrays.fill(gradient, 0);
            return;
        }
        double ofLowest = 0;
        double ofHighest = 0;
        int lowestCells = 0;
        int highestCells = 0;
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] /= range;
            ofLowest -= gradient[i] * (1 - scaled[i]);
            ofHighest -= gradient[i] * scaled[i];
            lowestCells += scaled[i] == 0 ? 1 : 0;
            highestCells += scaled[i] == 1 ? 1 : 0;
        }
        for (int i = 0; i < gradient.length; i++) {
            if (scaled[i] == 0) {
                gradient[i] += ofLowest / lowestCells;
            } else if (scaled[i] == 1) {
                gradient[i] += ofHighest / highestCells;
            }
        }
    }

    /**
     * The rounding that counts as none: a map is constant when its range is at most this share of its largest absolute
     * value.
     *
     * @param type the precision that the map was computed in
     * @return above 0
     */
    public static double tolerance(DataType type) {
        return ROUNDING_UNITS * roundingUnit(type);
    }

    private static double roundingUnit(DataType type) {
        return switch (type) {
            case DOUBLE -> Math.ulp(1.0);
            case FLOAT -> Math.ulp(1.0f);
            default -> 1e-3; // half precision
        };
    }
}
