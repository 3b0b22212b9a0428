package org.cyborgml.saliency.annotation;

import java.util.List;

/** Checks of the parts of an annotation, and their error messages. */
final class Rules {

    private static final int LONGEST_MESSAGE = 2000;

    private Rules() {}

    /** A message on one line, cut when long: files can hold values of any length. */
    static String message(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() > LONGEST_MESSAGE ? line.substring(0, LONGEST_MESSAGE) + "..." : line;
    }

    static void requireCoordinate(String name, double value) {
        if (!(Math.abs(value) <= Point.LIMIT)) {
            throw new IllegalArgumentException(name + " " + value + ": must be a number from -1e7 to 1e7");
        }
    }

    static void requireLength(String name, double value) {
        if (!(value > 0 && value <= Point.LIMIT)) {
            throw new IllegalArgumentException(name + " " + value + ": must be above 0 and at most 1e7");
        }
    }

    static void requireAtLeast(String things, int minimum, List<?> values) {
        if (values.size() < minimum) {
            throw new IllegalArgumentException(values.size() + " " + things + ": at least " + minimum + " are needed");
        }
    }

    static void requireText(String name, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " \"" + value + "\": must not be blank");
        }
    }
}
