package org.cyborgml.metrics;

import java.util.Locale;

/** The checks of this package's arguments and the one place of their error messages. */
final class Arguments {
    private static final String EMPTY = "%s must hold at least one value, found none";
    private static final String LENGTHS = "%s and %s must have equal lengths, found %d and %d";
    private static final String FINITE = "%s must be finite, found %s";
    private static final String FINITE_AT = "%s[%d] must be finite, found %s";
    private static final String NON_NEGATIVE_AT = "%s[%d] must not be negative, found %s";
    private static final String BINARY_LABEL = "labels[%d] must be 0 or 1, found %d";
    private static final String CLASS_LABEL = "%s[%d] must be in [0, %d), found %d";
    private static final String CLASS_INDEX = "class must be in [0, %d), found %d";
    private static final String BOTH_CLASSES = "labels must hold both classes, found %d positive and %d negative";
    private static final String CASES_PER_CLASS =
            "the DeLong variance needs at least 2 cases of each class, found %d positive and %d negative";
    private static final String CLASS_MISSING =
            "class %d must have cases inside and outside it for one-against-rest, found %d of %d in it";
    private static final String RANGE = "%s must be in [%s, %s], found %s";
    private static final String OPEN_RANGE = "%s must be in (%s, %s), found %s";
    private static final String ORDER = "%s must be below %s, found %s and %s";
    private static final String AT_LEAST = "%s must be at least %d, found %d";
    private static final String INCREASING = "%s must increase strictly, found %s before %s";
    private static final String ROW_LENGTH = "%s[%d] must have %d values as row 0, found %d";
    private static final String AREA = "%s must be height * width = %d * %d, found %d values";
    private static final String SHAPES = "%s and %s must have the same height and width, found %dx%d and %dx%d";
    private static final String NO_PIXEL = "%s must mark at least one pixel, found none of %d";
    private static final String NO_PIXEL_FREE = "%s must leave at least one pixel unmarked, found all %d marked";

    private static final String REPLICATES =
            "statistic of a replicate is NaN too often: %d draws for each of %d replicates gave only %d values";

    private Arguments() {}

    static IllegalArgumentException error(String template, Object... values) {
        return new IllegalArgumentException(String.format(Locale.ROOT, template, values));
    }

    static void notEmpty(String name, int length) {
        if (length == 0) {
            throw error(EMPTY, name);
        }
    }

    static void sameLength(String first, int firstLength, String second, int secondLength) {
        if (firstLength != secondLength) {
            throw error(LENGTHS, first, second, firstLength, secondLength);
        }
    }

    static double finite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw error(FINITE, name, value);
        }
        return value;
    }

    /** Refuses an empty array and any value that is NaN or infinite. */
    static void finite(String name, double[] values) {
        notEmpty(name, values.length);
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw error(FINITE_AT, name, i, values[i]);
            }
        }
    }

    static void notNegative(String name, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= 0)) {
                throw error(NON_NEGATIVE_AT, name, i, values[i]);
            }
        }
    }

    /** Turns labels 0 and 1 into false and true. */
    static boolean[] binaryLabels(int[] labels) {
        boolean[] positive = new boolean[labels.length];
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] != 0 && labels[i] != 1) {
                throw error(BINARY_LABEL, i, labels[i]);
            }
            positive[i] = labels[i] == 1;
        }
        return positive;
    }

    static void classLabels(String name, int[] labels, int classes) {
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw error(CLASS_LABEL, name, i, classes, labels[i]);
            }
        }
    }

    static int classIndex(int label, int classes) {
        if (label < 0 || label >= classes) {
            throw error(CLASS_INDEX, classes, label);
        }
        return label;
    }

    /** Checks the scores of labelled cases, [cases][C], and gives C. */
    static int classScores(int[] labels, double[][] scores) {
        sameLength("labels", labels.length, "scores", scores.length);
        notEmpty("scores", scores.length);
        int classes = classCount(scores[0].length);
        classLabels("labels", labels, classes);
        for (int i = 0; i < scores.length; i++) {
            rowLength("scores", i, classes, scores[i].length);
            for (double score : scores[i]) {
                if (!Double.isFinite(score)) {
                    finite("scores[" + i + "]", scores[i]);
                }
            }
        }
        return classes;
    }

    static int classCount(int classes) {
        return atLeast("number of classes", classes, 2);
    }

    static void bothClasses(int positives, int negatives) {
        if (positives == 0 || negatives == 0) {
            throw error(BOTH_CLASSES, positives, negatives);
        }
    }

    static void twoOfEachClass(int positives, int negatives) {
        if (positives < 2 || negatives < 2) {
            throw error(CASES_PER_CLASS, positives, negatives);
        }
    }

    static void classPresent(int label, int count, int total) {
        if (count == 0 || count == total) {
            throw error(CLASS_MISSING, label, count, total);
        }
    }

    /** Refuses a value outside the closed interval, NaN with it. */
    static double inRange(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw error(RANGE, name, least, most, value);
        }
        return value;
    }

    static double rate(String name, double value) {
        return inRange(name, value, 0, 1);
    }

    static double level(double value) {
        if (!(value > 0 && value < 1)) {
            throw error(OPEN_RANGE, "level", 0, 1, value);
        }
        return value;
    }

    static void ordered(String lowName, double low, String highName, double high) {
        if (!(low < high)) {
            throw error(ORDER, lowName, highName, low, high);
        }
    }

    static int atLeast(String name, int value, int least) {
        if (value < least) {
            throw error(AT_LEAST, name, least, value);
        }
        return value;
    }

    /** Refuses a grid of rates that leaves [0,1] or does not increase. */
    static void rateGrid(String name, double[] grid) {
        notEmpty(name, grid.length);
        for (int i = 0; i < grid.length; i++) {
            rate(name + "[" + i + "]", grid[i]);
            if (i > 0 && !(grid[i] > grid[i - 1])) {
                throw error(INCREASING, name, grid[i - 1], grid[i]);
            }
        }
    }

    static void rowLength(String name, int row, int expected, int found) {
        if (expected != found) {
            throw error(ROW_LENGTH, name, row, expected, found);
        }
    }

    static void area(String name, int height, int width, int values) {
        atLeast("height", height, 1);
        atLeast("width", width, 1);
        if ((long) height * width != values) {
            throw error(AREA, name, height, width, values);
        }
    }

    static void sameShape(String first, int height, int width, String second, int otherHeight, int otherWidth) {
        if (height != otherHeight || width != otherWidth) {
            throw error(SHAPES, first, second, height, width, otherHeight, otherWidth);
        }
    }

    static void someMarked(String name, int marked, int total) {
        if (marked == 0) {
            throw error(NO_PIXEL, name, total);
        }
    }

    static void someUnmarked(String name, int marked, int total) {
        if (marked == total) {
            throw error(NO_PIXEL_FREE, name, total);
        }
    }

    static void enoughReplicates(int found, int wanted, int drawsForEach) {
        if (found < wanted) {
            throw error(REPLICATES, drawsForEach, wanted, found);
        }
    }
}
