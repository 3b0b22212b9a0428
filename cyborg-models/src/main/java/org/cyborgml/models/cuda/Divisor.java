package org.cyborgml.models.cuda;

/**
 * Struct Divisor of kernels.cu: quotients of numbers below 2^31 by a product and a shift (Granlund and Montgomery,
 * "Division by invariant integers using multiplication", PLDI 1994).
 *
 * @param number the divisor, at least 1
 */
public record Divisor(int number) implements Struct {

    private static final int BITS = 32;

    /**
     * A divisor.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public Divisor {
        if (number < 1) {
            throw new IllegalArgumentException("a divisor must be at least 1, found " + number);
        }
    }

    /**
     * A divisor.
     *
     * @param number at least 1
     * @return the divisor
     * @throws ArithmeticException if it does not fit into 31 bits
     */
    public static Divisor of(long number) {
        return new Divisor(Math.toIntExact(number));
    }

    @Override
    public int[] fields() {
        if (number == 1) {
            return new int[] {1, 0, 0};
        }
        int log = BITS - Integer.numberOfLeadingZeros(number - 1);
        int bits = BITS - 1 + log;
        long multiplier = ((1L << bits) + number - 1) / number;
        return new int[] {number, (int) multiplier, bits - BITS};
    }
}
