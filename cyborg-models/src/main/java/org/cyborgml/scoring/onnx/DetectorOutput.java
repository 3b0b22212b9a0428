package org.cyborgml.scoring.onnx;

import java.util.Arrays;
import java.util.Locale;

/** The values that a detector gives for an image. */
public enum DetectorOutput {
    /** One logit, or one of each of two classes. */
    LOGITS,

    /** One probability, or one of each of two classes. */
    PROBABILITIES;

    /** Stands for the logit of a probability of exactly 1; the logit of the smallest double is -744. */
    public static final double SATURATED = 800;

    private static final double SUM_TOLERANCE = 1e-3;

    /**
     * The logit of a probability.
     *
     * @param probability in [0,1]
     * @return {@code ln(p / (1 - p))}; -{@value #SATURATED} for 0 and {@value #SATURATED} for 1
     */
    public static double logit(double probability) {
        return probability == 0
                ? -SATURATED
                : probability == 1 ? SATURATED : Math.log(probability) - Math.log1p(-probability);
    }

    /**
     * The logit of the class that the last value is of: of two values, that of their softmax.
     *
     * @param values one or two
     * @return the logit
     * @throws IllegalArgumentException if they cannot be what they should
     */
    double lastLogit(double[] values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("gives " + value + ", which is no number");
            }
        }
        double last = values[values.length - 1];
        if (this == LOGITS) {
            return values.length == 1 ? last : last - values[0];
        }
        for (double value : values) {
            require(value >= 0 && value <= 1, values);
        }
        require(values.length == 1 || Math.abs(values[0] + last - 1) < SUM_TOLERANCE, values);
        // The smaller of two has more digits than 1 minus the larger.
        return values.length == 1 || last < values[0] ? logit(last) : -logit(values[0]);
    }

    private static void require(boolean condition, double[] values) {
        if (!condition) {
            throw new IllegalArgumentException(
                    "gives " + Arrays.toString(values) + ", which are no probabilities: its output may be logits");
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
