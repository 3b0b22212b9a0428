package org.cyborgml.loss;

import java.util.Arrays;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * One map scaled to [0,1], and the way back for gradients. The gradient flows through both extremes; cells that tie for
 * one share its part evenly, as PyTorch's {@code amin} and {@code amax} have it.
 */
final class MinMaxScaling {

    /** A range below this many units of rounding of the largest value is a constant map seen through rounding. */
    private static final double ROUNDING_UNITS = 16;

    private final double[] scaled;
    private final double range;

    /**
     * Scales a map.
     *
     * @param map finite values
     * @param type the precision that the map was computed in
     */
    MinMaxScaling(double[] map, DataType type) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (double v : map) {
            lowest = Math.min(lowest, v);
            highest = Math.max(highest, v);
        }
        double magnitude = Math.max(Math.abs(lowest), Math.abs(highest));
        double spread = highest - lowest;
        this.range = spread <= magnitude * ROUNDING_UNITS * roundingUnit(type) ? 0 : spread;
        this.scaled = new double[map.length];
        if (range > 0) {
            for (int i = 0; i < map.length; i++) {
                scaled[i] = (map[i] - lowest) / range;
            }
        }
    }

    /** The scaled map; zeros where the map is constant to rounding. Not a copy. */
    double[] scaled() {
        return scaled;
    }

    /** From the gradient for the scaled map to that for the map, in place. */
    void backward(double[] gradient) {
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

    /** The same for all maps of a batch as SameDiff defines it: [N,h,w] -> [N,h,w]. */
    static SDVariable define(SameDiff sd, SDVariable map) {
        SDVariable lowest = meanWhere(map, map.eq(map.min(true, 1, 2)));
        SDVariable highest = meanWhere(map, map.eq(map.max(true, 1, 2)));
        SDVariable range = highest.sub(lowest);
        SDVariable magnitude = sd.math().abs(map).max(true, 1, 2);
        SDVariable constant = range.lte(magnitude.mul(ROUNDING_UNITS * roundingUnit(map.dataType())))
                .castTo(map.dataType());
        SDVariable varies = constant.neg().add(1);
        return map.sub(lowest).div(range.add(constant)).mul(varies);
    }

    /**
     * The mean of the cells where a condition holds. Over the cells that tie for an extreme it is the extreme, and its
     * gradient is shared evenly by them; SameDiff's own min and max give all of it to one.
     */
    private static SDVariable meanWhere(SDVariable map, SDVariable condition) {
        SDVariable indicator = condition.castTo(map.dataType());
        return map.mul(indicator.div(indicator.sum(true, 1, 2))).sum(true, 1, 2);
    }

    private static double roundingUnit(DataType type) {
        return switch (type) {
            case DOUBLE -> Math.ulp(1.0);
            case FLOAT -> Math.ulp(1.0f);
            default -> 1e-3; // half precision
        };
    }
}
