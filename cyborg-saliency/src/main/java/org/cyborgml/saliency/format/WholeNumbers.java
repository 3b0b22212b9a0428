package org.cyborgml.saliency.format;

/** Numbers of a file that must be whole. */
final class WholeNumbers {

    private WholeNumbers() {}

    static int[] of(double[] numbers, String what) {
        int[] whole = new int[numbers.length];
        for (int i = 0; i < whole.length; i++) {
            if (!(numbers[i] >= 0 && numbers[i] <= Integer.MAX_VALUE && numbers[i] == Math.rint(numbers[i]))) {
                throw new IllegalArgumentException(
                        what + " has " + numbers[i] + ": must have whole numbers from 0 to " + Integer.MAX_VALUE);
            }
            whole[i] = (int) numbers[i];
        }
        return whole;
    }
}
