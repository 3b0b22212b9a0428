package org.cyborgml.app.report;

import com.google.common.base.Preconditions;
import java.util.stream.DoubleStream;

/**
 * An axis of a chart.
 *
 * @param label what is measured, with its unit
 * @param minimum lower end
 * @param maximum upper end, above the lower
 * @param numbers which numbers may stand along it
 */
public record Axis(String label, double minimum, double maximum, Scale numbers) {

    /** Which numbers may stand along an axis. */
    public enum Scale {
        /** Any. */
        ALL,
        /** Whole numbers only: what is counted has no halves. */
        WHOLE
    }

    /**
     * Checks the ends.
     *
     * @throws IllegalArgumentException if they are not finite and ascending
     */
    public Axis {
        Preconditions.checkArgument(
                maximum > minimum && !Double.isInfinite(maximum - minimum),
                "axis \"%s\" from %s to %s: must be finite and ascending",
                label,
                minimum,
                maximum);
    }

    /**
     * An axis with any numbers.
     *
     * @throws IllegalArgumentException if they are not finite and ascending
     */
    public Axis(String label, double minimum, double maximum) {
        this(label, minimum, maximum, Scale.ALL);
    }

    /**
     * The axis of a rate.
     *
     * @return from 0 to 1
     */
    public static Axis ofRate(String label) {
        return new Axis(label, 0, 1);
    }

    /**
     * An axis that holds all values, as far as they can be shown, and ends at round numbers.
     *
     * @throws IllegalArgumentException if there is no value or one is not finite
     */
    public static Axis covering(String label, double least, double most, DoubleStream values) {
        double[] all = values.toArray();
        Preconditions.checkArgument(all.length > 0, "axis \"%s\" of no value: at least 1 is needed", label);
        double low = DoubleStream.of(all).min().orElseThrow();
        double high = DoubleStream.of(all).max().orElseThrow();
        Preconditions.checkArgument(
                Double.isFinite(low) && Double.isFinite(high), "axis \"%s\": values must be finite", label);
        low = Math.min(most, Math.max(least, low));
        high = Math.min(most, Math.max(least, high));
        double pad = high > low ? 0.04 * (high - low) : Math.max(1e-3, Math.abs(high) * 0.05);
        low = Math.max(least, low - pad);
        high = Math.min(most, high + pad);
        Ticks ticks = Ticks.within(low, high, 5);
        double step = ticks.values().size() > 1
                ? ticks.values().get(1) - ticks.values().get(0)
                : high - low;
        return new Axis(
                label,
                Math.max(least, Math.floor(low / step + 1e-9) * step),
                Math.min(most, Math.ceil(high / step - 1e-9) * step));
    }

    /** Where a value lies between two places on the paper. */
    double place(double value, double from, double to) {
        return from + (value - minimum) / (maximum - minimum) * (to - from);
    }

    /** The axis's ticks. */
    Ticks ticks(int wished) {
        double range = maximum - minimum;
        return numbers == Scale.WHOLE && range < 2 * wished
                ? Ticks.whole(minimum, maximum, range < wished ? 1 : 2)
                : Ticks.within(minimum, maximum, wished);
    }
}
