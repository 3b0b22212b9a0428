package org.cyborgml.app.report;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Locale;

/**
 * Round numbers along an axis: multiples of 1, 2 or 5 times a power of ten.
 *
 * @param values the numbers within the axis, ascending
 * @param decimals as many as the step needs, 0 for whole numbers
 */
public record Ticks(List<Double> values, int decimals) {

    /** Copies the values. */
    public Ticks {
        values = List.copyOf(values);
    }

    /**
     * Ticks of an interval, both ends included where they are round.
     *
     * @param minimum lower end
     * @param maximum upper end, above the lower
     * @param wished about how many, at least 2; between half and twice as many come
     * @return the ticks
     * @throws IllegalArgumentException if an argument is out of range or not finite
     */
    public static Ticks within(double minimum, double maximum, int wished) {
        if (!(maximum > minimum) || Double.isInfinite(maximum - minimum)) {
            throw new IllegalArgumentException(
                    "axis from " + minimum + " to " + maximum + ": must be finite and ascending");
        }
        if (wished < 2) {
            throw new IllegalArgumentException("number of ticks " + wished + ": must be at least 2");
        }
        double rough = (maximum - minimum) / wished;
        int exponent = (int) Math.floor(Math.log10(rough));
        double mantissa = rough / Math.pow(10, exponent);
        int step = mantissa <= 1.5 ? 1 : mantissa <= 3.5 ? 2 : mantissa <= 7.5 ? 5 : 10;
        if (step == 10) {
            step = 1;
            exponent++;
        }
        // A tick is a whole multiple over or times a power of ten, so that 0.3 comes out as 0.3.
        double power = Math.pow(10, Math.abs(exponent));
        double size = exponent < 0 ? step / power : step * power;
        ImmutableList.Builder<Double> values = ImmutableList.builder();
        long last = (long) Math.floor(maximum / size + 1e-9);
        for (long i = (long) Math.ceil(minimum / size - 1e-9); i <= last; i++) {
            values.add(exponent < 0 ? i * step / power : i * step * power);
        }
        return new Ticks(values.build(), Math.max(0, -exponent));
    }

    /** Every whole number, or every second one and so on, counted from the first. */
    static Ticks whole(double minimum, double maximum, int step) {
        ImmutableList.Builder<Double> values = ImmutableList.builder();
        for (double value = Math.ceil(minimum); value <= maximum; value += step) {
            values.add(value);
        }
        return new Ticks(values.build(), 0);
    }

    /**
     * A tick as text.
     *
     * @return with the decimals of all, and a real minus sign
     */
    public String label(double value) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value + 0.0).replace('-', '\u2212');
    }
}
