package org.cyborgml.saliency.annotation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cyborgml.saliency.image.ImageSize;
import org.jspecify.annotations.Nullable;

/** The JSON form of annotations, as the package's overview defines it. */
final class JsonAnnotations {

    private static final String FORMAT = "cyborg-annotations";
    private static final int VERSION = 1;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonAnnotations() {}

    static ParsedAnnotations read(byte[] content, Path file, Path folder) throws IOException {
        JsonNode root = root(content, file);
        if (!root.path("format").asText().equals(FORMAT) || root.path("version").asInt() != VERSION) {
            throw new AnnotationFormatException(file + ": format " + found(root, "format") + " version "
                    + found(root, "version") + ": must be \"" + FORMAT + "\" version " + VERSION);
        }
        JsonNode list = root.path("records");
        if (!list.isArray()) {
            throw new AnnotationFormatException(file + ": \"records\" must be an array");
        }
        List<AnnotationRecord> records = new ArrayList<>();
        List<AnnotationProblem> problems = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            JsonNode node = list.get(i);
            try {
                records.add(entry(node, folder));
            } catch (IllegalArgumentException e) {
                problems.add(new AnnotationProblem(
                        node.path("image").asText(), "records[" + i + "]", String.valueOf(e.getMessage())));
            }
        }
        return new ParsedAnnotations(file, records, problems);
    }

    private static String found(JsonNode root, String name) {
        return root.has(name) ? root.get(name).toString() : "none";
    }

    private static JsonNode root(byte[] content, Path file) throws IOException {
        try {
            return MAPPER.readTree(content);
        } catch (JsonProcessingException e) {
            AnnotationFormatException failure =
                    new AnnotationFormatException(file + ": is not valid JSON: " + e.getOriginalMessage() + " at line "
                            + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()));
            failure.initCause(e);
            throw failure;
        }
    }

    private static AnnotationRecord entry(JsonNode node, Path folder) {
        ImageSize size = new ImageSize(whole(node, "width"), whole(node, "height"));
        List<Annotation> regions = new ArrayList<>();
        JsonNode list = node.path("regions");
        if (!list.isArray()) {
            throw new IllegalArgumentException("\"regions\" must be an array");
        }
        for (int i = 0; i < list.size(); i++) {
            try {
                regions.add(fields(list.get(i)).toAnnotation(size, folder));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("regions[" + i + "]: " + e.getMessage(), e);
            }
        }
        return new AnnotationRecord(
                text(node, "image"),
                size,
                text(node, "annotator"),
                optionalText(node, "decision"),
                optionalText(node, "truth"),
                regions);
    }

    private static RegionFields fields(JsonNode node) {
        String type = text(node, "type");
        int rowLength = RegionFields.rowLength(type);
        String optionName = RegionFields.optionName(type);
        String option = null;
        if (optionName != null && node.hasNonNull(optionName)) {
            option = node.get(optionName).asText();
        }
        List<List<Double>> rows = new ArrayList<>();
        if (RegionFields.hasManyRows(type)) {
            for (JsonNode row : array(node, "points")) {
                rows.add(numbers(row));
            }
        } else if (rowLength >= 0) {
            rows.add(numbers(array(node, rowLength == 0 ? "runs" : "values")));
        }
        return new RegionFields(type, option, rows, optionalText(node, "file"));
    }

    private static JsonNode array(JsonNode node, String name) {
        JsonNode list = node.path(name);
        if (!list.isArray()) {
            throw new IllegalArgumentException("\"" + name + "\" must be an array");
        }
        return list;
    }

    private static List<Double> numbers(JsonNode list) {
        if (!list.isArray()) {
            throw new IllegalArgumentException("found " + list + ": must be an array of numbers");
        }
        List<Double> numbers = new ArrayList<>(list.size());
        for (JsonNode value : list) {
            if (!value.isNumber()) {
                throw new IllegalArgumentException("found " + value + ": must be a number");
            }
            numbers.add(value.doubleValue());
        }
        return numbers;
    }

    private static int whole(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode()) {
            throw new IllegalArgumentException("\"" + name + "\" is missing");
        }
        if (!value.isInt()) {
            throw new IllegalArgumentException("\"" + name + "\" is " + value + ": must be a whole number");
        }
        return value.intValue();
    }

    private static String text(JsonNode node, String name) {
        String text = optionalText(node, name);
        if (text == null) {
            throw new IllegalArgumentException("\"" + name + "\" is missing");
        }
        return text;
    }

    private static @Nullable String optionalText(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new IllegalArgumentException("\"" + name + "\" is " + value + ": must be text");
        }
        return value.textValue();
    }

    static byte[] write(List<AnnotationRecord> records, Path folder) throws IOException {
        ObjectNode root = MAPPER.createObjectNode().put("format", FORMAT).put("version", VERSION);
        ArrayNode list = root.putArray("records");
        for (AnnotationRecord entry : records) {
            ObjectNode node = list.addObject()
                    .put("image", entry.image())
                    .put("width", entry.size().width())
                    .put("height", entry.size().height())
                    .put("annotator", entry.annotator())
                    .put("decision", entry.decision())
                    .put("truth", entry.truth());
            ArrayNode regions = node.putArray("regions");
            for (Annotation region : entry.regions()) {
                write(RegionFields.of(region, folder), regions.addObject());
            }
        }
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    }

    private static void write(RegionFields fields, ObjectNode node) {
        node.put("type", fields.type());
        String optionName = RegionFields.optionName(fields.type());
        String option = fields.option();
        if (optionName != null && option != null) {
            node.set(
                    optionName,
                    optionName.equals("fill") ? TextNode.valueOf(option) : number(Double.parseDouble(option)));
        }
        if (fields.file() != null) {
            node.put("file", fields.file());
        } else if (RegionFields.hasManyRows(fields.type())) {
            ArrayNode points = node.putArray("points");
            fields.rows().forEach(row -> numbers(points.addArray(), row));
        } else {
            numbers(
                    node.putArray(RegionFields.rowLength(fields.type()) == 0 ? "runs" : "values"),
                    fields.rows().get(0));
        }
    }

    private static void numbers(ArrayNode array, List<Double> values) {
        values.forEach(value -> array.add(number(value)));
    }

    private static NumericNode number(double value) {
        return RegionFields.isWhole(value) ? IntNode.valueOf((int) value) : DoubleNode.valueOf(value);
    }
}
