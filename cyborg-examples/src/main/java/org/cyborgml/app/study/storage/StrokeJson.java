package org.cyborgml.app.study.storage;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cyborgml.app.study.HighlightStroke;
import org.cyborgml.app.study.StrokePoint;
import org.cyborgml.app.study.StrokeTool;

/**
 * Strokes as a database keeps them: {@code [{"image": 0, "tool": "brush", "size": 24, "points": [[x, y, ms], ...]}, ...]},
 * the image by its place from the left, numbers with at most 3 decimals.
 */
final class StrokeJson {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final double DECIMALS = 1000;

    private StrokeJson() {}

    static String write(List<HighlightStroke> strokes, List<String> imageIds) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = MAPPER.createGenerator(text)) {
            json.writeStartArray();
            for (HighlightStroke stroke : strokes) {
                json.writeStartObject();
                json.writeNumberField("image", imageIds.indexOf(stroke.image()));
                json.writeStringField("tool", stroke.tool().toString().toLowerCase(Locale.ROOT));
                json.writeFieldName("size");
                number(json, stroke.size());
                json.writeArrayFieldStart("points");
                for (StrokePoint point : stroke.points()) {
                    json.writeStartArray();
                    number(json, point.x());
                    number(json, point.y());
                    number(json, point.millis());
                    json.writeEndArray();
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        return text.toString();
    }

    /** The shortest text that is read as the number, rounded to 3 decimals. */
    private static void number(JsonGenerator json, double value) throws IOException {
        double rounded = Math.round(value * DECIMALS) / DECIMALS;
        if (rounded == Math.rint(rounded)) {
            json.writeNumber((long) rounded);
        } else {
            json.writeNumber(rounded);
        }
    }

    /** The strokes of each image from the left. */
    static List<List<HighlightStroke>> read(String text, List<String> imageIds) throws IOException {
        List<List<HighlightStroke>> byImage = new ArrayList<>();
        imageIds.forEach(id -> byImage.add(new ArrayList<>()));
        for (JsonNode stroke : MAPPER.readTree(text)) {
            int image = stroke.path("image").asInt();
            List<StrokePoint> points = new ArrayList<>();
            for (JsonNode point : stroke.path("points")) {
                points.add(new StrokePoint(
                        point.path(0).asDouble(),
                        point.path(1).asDouble(),
                        point.path(2).asDouble()));
            }
            byImage.get(image)
                    .add(new HighlightStroke(
                            imageIds.get(image),
                            StrokeTool.valueOf(stroke.path("tool").asText().toUpperCase(Locale.ROOT)),
                            stroke.path("size").asDouble(),
                            points));
        }
        return byImage;
    }
}
