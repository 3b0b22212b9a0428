package org.cyborgml.saliency.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.Iterators;
import com.google.common.collect.Lists;
import java.util.List;
import java.util.stream.Collectors;

/** Messages on files as a whole. */
final class AnnotationFormatMessages {

    private static final int LONGEST = 200;
    private static final int NAMED = 6;

    private AnnotationFormatMessages() {}

    /** Text of a parser without line breaks, cut when long. */
    static String oneLine(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }

    /** The form is unknown: what the file looks like, and the forms that are known. */
    static String unknown(AnnotationSource source, List<AnnotationFormat> formats) {
        return source.file() + ": is of no known form: found " + found(source) + ". Known forms (--format names one): "
                + formats.stream()
                        .map(format -> format.name() + " (" + format.description() + ")")
                        .collect(Collectors.joining("; "))
                + "; or a folder of such files, or a folder of mask images per annotator";
    }

    private static String found(AnnotationSource source) {
        return source.json().map(AnnotationFormatMessages::found).orElseGet(() -> {
            if (source.text().isBlank()) {
                return "an empty file";
            }
            String first = source.text().strip().lines().findFirst().orElse("");
            return (source.begins('<') ? "XML that begins with " : "text that begins with ") + JsonFields.quote(first);
        });
    }

    private static String found(JsonNode json) {
        if (json.isArray()) {
            return json.isEmpty()
                    ? "an empty JSON list"
                    : "a JSON list of " + json.size() + ", the first "
                            + (json.get(0).isObject() ? found(json.get(0)) : "no object");
        }
        List<String> names = Lists.newArrayList(Iterators.limit(json.fieldNames(), NAMED));
        return "a JSON object with "
                + (names.isEmpty()
                        ? "no fields"
                        : "the fields " + names.stream().map(JsonFields::quote).collect(Collectors.joining(", "))
                                + (json.size() > NAMED ? ", ..." : ""));
    }
}
