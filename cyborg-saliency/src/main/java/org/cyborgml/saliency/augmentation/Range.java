package org.cyborgml.saliency.augmentation;

/** Checks the settings of steps. */
final class Range {

    private Range() {}

    static void require(String name, double value, double lowest, double highest) {
        if (!(value >= lowest && value <= highest)) {
            throw new IllegalArgumentException(
                    name + " must be in [" + number(lowest) + "," + number(highest) + "], found " + number(value));
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }
}
