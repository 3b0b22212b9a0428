package org.cyborgml.app.files;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts Jackson's errors about a value of a plan into the plan's own words: Jackson names classes of this program. */
public final class YamlMistake {

    private static final Pattern MISSING = Pattern.compile("Missing required creator property '([^']*)'");
    private static final Pattern CLASS = Pattern.compile("`?(?:[a-z][a-z0-9]*\\.){2,}[A-Za-z0-9_$.<>\\[\\]]*`?");
    private static final int LONGEST = 160;

    private YamlMistake() {}

    /** The mistake, without the place where it is. */
    static String inWords(JacksonException e) {
        String said = e.getOriginalMessage().lines().findFirst().orElse("it is no YAML");
        Matcher missing = MISSING.matcher(said);
        if (missing.find()) {
            return "the key \"" + missing.group(1) + "\" is missing";
        }
        if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return rule(mismatch.getTargetType()) + found(mismatch);
        }
        return shortened(CLASS.matcher(said).replaceAll("value"));
    }

    /** The mistake behind the name of the setting that it is about. */
    public static String withName(JacksonException e) {
        List<JsonMappingException.Reference> path =
                e instanceof JsonMappingException mapping ? mapping.getPath() : List.of();
        String name = path.isEmpty() ? null : path.get(path.size() - 1).getFieldName();
        return (name == null ? "" : name + " ") + inWords(e);
    }

    private static String rule(Class<?> wanted) {
        if (wanted.isEnum()) {
            return "must be one of "
                    + Arrays.stream(wanted.getEnumConstants())
                            .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                            .toList();
        }
        if (wanted == int.class || wanted == long.class || wanted == Integer.class || wanted == Long.class) {
            return "must be a whole number";
        }
        if (wanted == double.class || wanted == Double.class || Number.class.isAssignableFrom(wanted)) {
            return "must be a number";
        }
        if (wanted == boolean.class || wanted == Boolean.class) {
            return "must be true or false";
        }
        if (wanted == String.class) {
            return "must be a text";
        }
        if (wanted.isArray() || Collection.class.isAssignableFrom(wanted)) {
            return "must be a list";
        }
        return Map.class.isAssignableFrom(wanted) || wanted.isRecord()
                ? "must have keys and values"
                : "must be another value";
    }

    private static String found(MismatchedInputException mismatch) {
        @Nullable Object value = mismatch instanceof InvalidFormatException format ? format.getValue() : null;
        return value == null
                ? ""
                : ", found " + shortened("\"" + value.toString().replaceAll("\\s+", " ") + "\"");
    }

    private static String shortened(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    }
}
