package org.cyborgml.saliency.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.cyborgml.saliency.annotation.Point;
import org.cyborgml.saliency.image.ImageSize;
import org.jspecify.annotations.Nullable;

/** Reads fields of JSON objects. Values that cannot be meant end in an {@link IllegalArgumentException} that names the field. */
final class JsonFields {

    private static final int LONGEST_QUOTE = 60;

    private JsonFields() {}

    /** A value of the file, fit for a message: in quotes, on one line, cut when long. */
    static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length() && i < LONGEST_QUOTE; i++) {
            char c = text.charAt(i);
            quoted.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return quoted.append(text.length() > LONGEST_QUOTE ? "...\"" : "\"").toString();
    }

    private static String shown(JsonNode value) {
        if (value.isTextual()) {
            return quote(value.textValue());
        }
        return value.isArray()
                ? "a list"
                : value.isObject() ? "an object" : value.isMissingNode() ? "missing" : value.toString();
    }

    static IllegalArgumentException wrong(JsonNode node, String name, String rule) {
        return new IllegalArgumentException("\"" + name + "\" is " + shown(node.path(name)) + ": must be " + rule);
    }

    static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw wrong(node, name, "text");
        }
        return value.textValue();
    }

    /** The text of a field, null if it is missing, null or blank. */
    static @Nullable String optionalText(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode()
                || value.isNull()
                || (value.isTextual() && value.textValue().isBlank())) {
            return null;
        }
        if (!value.isValueNode()) {
            throw wrong(node, name, "text");
        }
        return value.asText();
    }

    static boolean has(JsonNode node, String name) {
        return node.hasNonNull(name);
    }

    static double number(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isNumber()) {
            throw wrong(node, name, "a number");
        }
        return value.doubleValue();
    }

    static double numberOr(JsonNode node, String name, double otherwise) {
        return has(node, name) ? number(node, name) : otherwise;
    }

    static int whole(JsonNode node, String name) {
        JsonNode value = node.path(name);
        double number = value.isNumber() ? value.doubleValue() : Double.NaN;
        if (!(number == Math.rint(number) && Math.abs(number) <= Integer.MAX_VALUE)) {
            throw wrong(node, name, "a whole number");
        }
        return (int) number;
    }

    static ImageSize size(JsonNode node, String width, String height) {
        return new ImageSize(whole(node, width), whole(node, height));
    }

    static JsonNode array(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isArray()) {
            throw wrong(node, name, "a list");
        }
        return value;
    }

    /** The numbers of a list. */
    static double[] numbers(JsonNode node, String name) {
        return numbersOf(array(node, name), "\"" + name + "\"");
    }

    /** The numbers of a list that a message names so. */
    static double[] numbersOf(JsonNode list, String what) {
        if (!list.isArray()) {
            throw new IllegalArgumentException(what + " is " + shown(list) + ": must be a list of numbers");
        }
        double[] numbers = new double[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!list.get(i).isNumber()) {
                throw new IllegalArgumentException(what + " has " + shown(list.get(i)) + ": must have numbers alone");
            }
            numbers[i] = list.get(i).doubleValue();
        }
        return numbers;
    }

    /** A list of [x, y]. */
    static List<Point> points(JsonNode node, String name) {
        List<Point> points = new ArrayList<>();
        for (JsonNode pair : array(node, name)) {
            double[] xy = numbersOf(pair, "a point of \"" + name + "\"");
            if (xy.length != 2) {
                throw new IllegalArgumentException(
                        "a point of \"" + name + "\" has " + xy.length + " numbers: must have 2");
            }
            points.add(new Point(xy[0], xy[1]));
        }
        return points;
    }
}
