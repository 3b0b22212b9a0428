package org.cyborgml.metrics;

import java.util.Arrays;
import java.util.List;

/**
 * Adds up numbers without rounding, so that the sum depends neither on their order nor on how they are shared out among
 * several sums. Only {@link #value} rounds, once.
 *
 * <p>The sum is held as parts of falling size that do not overlap (Shewchuk 1997), which are few where the numbers are of
 * like size. Not safe for use by several threads.
 *
 * @see <a href="https://doi.org/10.1007/PL00009321">Shewchuk, Adaptive precision floating-point arithmetic, 1997</a>
 */
public final class ExactSum {
    /** Smallest first, without zeros; each is smaller than the last bit of the next. */
    private double[] parts = new double[4];

    private int size;

    /** Makes the sum of no number, 0. */
    public ExactSum() {}

    /**
     * The sum of numbers, such as the {@link #parts} of another sum.
     *
     * @param numbers finite
     * @return their sum
     * @throws IllegalArgumentException if one is NaN or infinite
     */
    public static ExactSum of(List<Double> numbers) {
        ExactSum sum = new ExactSum();
        numbers.forEach(sum::add);
        return sum;
    }

    /**
     * Adds a number.
     *
     * @param number finite
     * @throws IllegalArgumentException if it is NaN or infinite
     * @throws ArithmeticException if the sum is beyond the largest double
     */
    public void add(double number) {
        double large = Arguments.finite("number", number);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            double sum = large + parts[i];
            double error = error(large, parts[i], sum);
            if (error != 0) {
                parts[kept++] = error;
            }
            large = sum;
        }
        if (!Double.isFinite(large)) {
            throw new ArithmeticException("a sum is beyond the largest double");
        }
        size = kept;
        if (large != 0) {
            if (size == parts.length) {
                parts = Arrays.copyOf(parts, 2 * size);
            }
            parts[size++] = large;
        }
    }

    /** The exact sum of two numbers less their rounded sum. */
    private static double error(double a, double b, double sum) {
        return Math.abs(a) >= Math.abs(b) ? b - (sum - a) : a - (sum - b);
    }

    /**
     * Adds all numbers of another sum.
     *
     * @param other is not changed
     */
    public void add(ExactSum other) {
        for (double part : Arrays.copyOf(other.parts, other.size)) {
            add(part);
        }
    }

    /**
     * The sum, rounded to the nearest double, of two equally near ones to the even one.
     *
     * @return finite; 0 for no numbers
     */
    public double value() {
        if (size == 0) {
            return 0;
        }
        int i = size - 1;
        double sum = parts[i];
        double error = 0;
        while (i > 0 && error == 0) {
            double large = sum;
            sum = large + parts[--i];
            error = parts[i] - (sum - large);
        }
        // Half of the last bit rounds to even, unless a smaller part says to which side it is more than a half.
        if (i > 0 && Math.signum(error) == Math.signum(parts[i - 1])) {
            double twice = 2 * error;
            double other = sum + twice;
            if (other - sum == twice) {
                return other;
            }
        }
        return sum;
    }

    /**
     * The numbers whose sum this is, for a file or another process.
     *
     * @return few, without zeros; {@link #of} makes an equal sum of them
     */
    public List<Double> parts() {
        return Arrays.stream(parts, 0, size).boxed().toList();
    }
}
