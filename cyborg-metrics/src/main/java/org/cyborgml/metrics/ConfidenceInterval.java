package org.cyborgml.metrics;

/**
 * A two-sided confidence interval.
 *
 * @param lower the lower bound, at most the upper one
 * @param upper the upper bound
 * @param level the confidence level, in (0,1), such as 0.95
 */
public record ConfidenceInterval(double lower, double upper, double level) {
    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if a bound is NaN, the bounds are not in order or the level is outside (0,1)
     */
    public ConfidenceInterval {
        Arguments.inRange("upper", upper, lower, Double.POSITIVE_INFINITY);
        Arguments.level(level);
    }

    /**
     * Tells if the interval contains a value, bounds included.
     *
     * @param value any number
     * @return true if lower &lt;= value &lt;= upper
     */
    public boolean contains(double value) {
        return value >= lower && value <= upper;
    }
}
