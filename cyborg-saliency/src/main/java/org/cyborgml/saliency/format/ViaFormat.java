package org.cyborgml.saliency.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cyborgml.saliency.annotation.Annotation;
import org.cyborgml.saliency.annotation.AnnotationFormatException;
import org.cyborgml.saliency.annotation.ParsedAnnotations;
import org.cyborgml.saliency.annotation.Point;
import org.cyborgml.saliency.image.ImageSize;

/**
 * VGG Image Annotator, version 2 (and 1): project, annotations as JSON, annotations as CSV. The form does not state sizes, so the
 * images are needed. File attributes named as the decision and the truth are read as such.
 */
final class ViaFormat implements AnnotationFormat {

    private static final String PROJECT = "_via_img_metadata";
    private static final String SHAPE = "region_shape_attributes";

    @Override
    public String name() {
        return "via";
    }

    @Override
    public String description() {
        return "VGG Image Annotator 2: JSON with \"_via_img_metadata\", or \"filename\" and \"regions\" in each entry, or CSV"
                + " with the columns filename and region_shape_attributes";
    }

    @Override
    public boolean recognises(AnnotationSource source) {
        return source.json().map(ViaFormat::isVia).orElseGet(() -> isVia(HeaderedTable.of(source)));
    }

    private static boolean isVia(JsonNode json) {
        if (json.path(PROJECT).isObject()) {
            return true;
        }
        boolean isOne = json.isObject() && !json.isEmpty();
        for (JsonNode entry : json) {
            isOne &= entry.has("filename") && entry.has("regions");
        }
        return isOne;
    }

    private static boolean isVia(HeaderedTable table) {
        return fileColumn(table) >= 0 && table.indexOf(SHAPE) >= 0;
    }

    /** Version 1 writes its header like a comment. */
    private static int fileColumn(HeaderedTable table) {
        return Math.max(table.indexOf("filename"), table.indexOf("#filename"));
    }

    @Override
    public ParsedAnnotations read(AnnotationSource source) throws IOException {
        RecordCollector collector = new RecordCollector(source);
        if (source.json().isPresent()) {
            readJson(source, collector);
        } else {
            readCsv(source, collector);
        }
        return collector.parsed("no image has a region");
    }

    private static void readJson(AnnotationSource source, RecordCollector collector) throws IOException {
        JsonNode root = JsonRoot.of(source);
        JsonNode entries = root.path(PROJECT).isObject() ? root.path(PROJECT) : root;
        if (!entries.isObject()) {
            throw new AnnotationFormatException(source.file() + ": must be a JSON object of images");
        }
        for (Map.Entry<String, JsonNode> entry : entries.properties()) {
            JsonNode image = entry.getValue();
            String written = image.path("filename").asText();
            String key = JsonFields.quote(entry.getKey());
            JsonNode regions = image.path("regions");
            if (regions.isEmpty() && regions.isContainerNode()) {
                continue;
            }
            collector.attempt(written, key, () -> {
                String name = imageName(JsonFields.text(image, "filename"));
                collector.attempt(name, key, () -> {
                    if (!regions.isContainerNode()) {
                        throw JsonFields.wrong(image, "regions", "a list");
                    }
                    RecordCollector.Draft draft = draft(name, source, collector, image.path("file_attributes"));
                    int number = 0;
                    for (JsonNode region : regions) {
                        collector.attempt(
                                name,
                                key + " regions[" + number++ + "]",
                                () -> draft.add(region(region.path("shape_attributes"), source)));
                    }
                });
            });
        }
    }

    private static void readCsv(AnnotationSource source, RecordCollector collector) throws IOException {
        HeaderedTable table = HeaderedTable.of(source);
        int file = fileColumn(table);
        int shape = table.indexOf(SHAPE);
        int attributes = table.indexOf("file_attributes");
        if (file < 0 || shape < 0) {
            throw new AnnotationFormatException(source.file() + ": columns " + table.columns()
                    + ": must have filename and region_shape_attributes");
        }
        table.forEach(collector, (row, line) -> {
            String place = "line " + line;
            collector.attempt(row.get(file), place, () -> {
                String name = imageName(row.get(file));
                collector.attempt(name, place, () -> {
                    JsonNode region = AnnotationSource.parse(row.get(shape));
                    if (region.isObject() && region.isEmpty()) {
                        return;
                    }
                    JsonNode judged = AnnotationSource.parse(attributes < 0 ? "{}" : row.get(attributes));
                    draft(name, source, collector, judged).add(region(region, source));
                });
            });
        });
    }

    private static String imageName(String written) {
        return written.contains("://") ? ImageNames.ofUrl(written) : ImageNames.relative(written);
    }

    private static RecordCollector.Draft draft(
            String image, AnnotationSource source, RecordCollector collector, JsonNode attributes) {
        ImageSize size = source.sizeOf(image);
        RecordCollector.Draft draft = collector.draft(image, source.annotatorOr(source.stem()), size);
        draft.decision(JsonFields.optionalText(attributes, source.options().decision()));
        draft.truth(JsonFields.optionalText(attributes, source.options().truth()));
        return draft;
    }

    private static Annotation region(JsonNode shape, AnnotationSource source) {
        String type = JsonFields.text(shape, "name");
        return switch (type) {
            case "polygon" -> ForeignShapes.polygon(points(shape));
            case "polyline" -> ForeignShapes.stroke(points(shape), source);
            case "point" -> ForeignShapes.stroke(List.of(centre(shape)), source);
            case "circle" -> ForeignShapes.circle(centre(shape), JsonFields.number(shape, "r"));
            case "ellipse" ->
                ForeignShapes.ellipse(
                        centre(shape),
                        JsonFields.number(shape, "rx"),
                        JsonFields.number(shape, "ry"),
                        Math.toDegrees(JsonFields.numberOr(shape, "theta", 0)));
            case "rect" ->
                new Annotation.Box(
                        new Point(JsonFields.number(shape, "x"), JsonFields.number(shape, "y")),
                        JsonFields.number(shape, "width"),
                        JsonFields.number(shape, "height"));
            default ->
                throw new IllegalArgumentException("shape of the type " + JsonFields.quote(type)
                        + ": must be polygon, polyline, point, circle, ellipse or rect");
        };
    }

    private static Point centre(JsonNode shape) {
        return new Point(JsonFields.number(shape, "cx"), JsonFields.number(shape, "cy"));
    }

    private static List<Point> points(JsonNode shape) {
        double[] x = JsonFields.numbers(shape, "all_points_x");
        double[] y = JsonFields.numbers(shape, "all_points_y");
        if (x.length != y.length) {
            throw new IllegalArgumentException("\"all_points_x\" has " + x.length + " numbers and \"all_points_y\" "
                    + y.length + ": must be equally many");
        }
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            points.add(new Point(x[i], y[i]));
        }
        return points;
    }
}
