package org.cyborgml.saliency.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.cyborgml.saliency.annotation.Annotation;
import org.cyborgml.saliency.annotation.ParsedAnnotations;
import org.cyborgml.saliency.annotation.Point;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.ImageSize;
import org.jspecify.annotations.Nullable;

/** LabelMe's JSON, one file per image. The flag that alone is set is the decision. */
final class LabelMeFormat implements AnnotationFormat {

    @Override
    public String name() {
        return "labelme";
    }

    @Override
    public String description() {
        return "LabelMe: JSON with \"shapes\" and \"imagePath\"";
    }

    @Override
    public boolean recognises(AnnotationSource source) {
        return source.json()
                .filter(json -> json.path("shapes").isArray()
                        && (json.has("imagePath") || json.has("imageHeight") || json.has("imageData")))
                .isPresent();
    }

    @Override
    public ParsedAnnotations read(AnnotationSource source) throws IOException {
        JsonNode root = JsonRoot.of(source);
        RecordCollector collector = new RecordCollector(source);
        String[] image = {""};
        collector.attempt("", "imagePath", () -> image[0] = ImageNames.relative(JsonFields.text(root, "imagePath")));
        if (!image[0].isEmpty()) {
            collector.attempt(image[0], "the file", () -> read(root, image[0], source, collector));
        }
        return collector.parsed("it has no shapes");
    }

    private static void read(JsonNode root, String image, AnnotationSource source, RecordCollector collector) {
        RecordCollector.Draft draft = collector.draft(image, source.annotatorOr("labelme"), size(root, image, source));
        JsonNode shapes = JsonFields.array(root, "shapes");
        for (int i = 0; i < shapes.size(); i++) {
            JsonNode shape = shapes.get(i);
            collector.attempt(image, "shapes[" + i + "]", () -> draft.add(region(shape, draft.size(), source)));
        }
        draft.decision(decision(root.path("flags"), source));
        draft.truth(JsonFields.optionalText(root.path("flags"), source.options().truth()));
    }

    private static ImageSize size(JsonNode root, String image, AnnotationSource source) {
        if (JsonFields.has(root, "imageWidth") || JsonFields.has(root, "imageHeight")) {
            return JsonFields.size(root, "imageWidth", "imageHeight");
        }
        return source.sizeOf(image);
    }

    private static @Nullable String decision(JsonNode flags, AnnotationSource source) {
        String named = flags.path(source.options().decision()).isTextual()
                ? flags.path(source.options().decision()).textValue()
                : null;
        if (named != null) {
            return named;
        }
        List<String> set = new ArrayList<>();
        for (Map.Entry<String, JsonNode> flag : flags.properties()) {
            if (flag.getValue().isBoolean() && flag.getValue().booleanValue()) {
                set.add(flag.getKey());
            }
        }
        return set.size() == 1 ? set.get(0) : null;
    }

    private static Annotation region(JsonNode shape, ImageSize size, AnnotationSource source) {
        // Files before version 3.3 have polygons only, and say nothing of the type.
        String named = JsonFields.optionalText(shape, "shape_type");
        String type = named == null ? "polygon" : named;
        List<Point> points = JsonFields.points(shape, "points");
        return switch (type) {
            case "polygon", "rotation", "oriented_rectangle" -> ForeignShapes.polygon(points);
            case "rectangle" -> rectangle(points);
            case "circle" -> {
                require(type, points, 2);
                Point rim = points.get(1);
                Point centre = points.get(0);
                yield ForeignShapes.circle(centre, Math.hypot(rim.x() - centre.x(), rim.y() - centre.y()));
            }
            case "line", "linestrip" -> ForeignShapes.stroke(points, source);
            case "point" -> {
                require(type, points, 1);
                yield ForeignShapes.stroke(points, source);
            }
            case "points" ->
                throw new IllegalArgumentException("shape of the type \"points\": mark each as a \"point\" instead");
            case "mask" -> mask(shape, points, size, source);
            default ->
                throw new IllegalArgumentException("shape of the type " + JsonFields.quote(type)
                        + ": must be polygon, rectangle, circle, line, linestrip, point or mask");
        };
    }

    private static Annotation rectangle(List<Point> points) {
        // Some tools that write this form give all four corners.
        if (points.size() == 4) {
            return ForeignShapes.polygon(points);
        }
        require("rectangle", points, 2);
        return ForeignShapes.box(points.get(0), points.get(1));
    }

    private static void require(String type, List<Point> points, int count) {
        if (points.size() != count) {
            throw new IllegalArgumentException(type + " has " + points.size() + " points: must have " + count);
        }
    }

    /** A PNG for the box between two points, both included; what is not 0 is marked. */
    private static Annotation mask(JsonNode shape, List<Point> points, ImageSize size, AnnotationSource source) {
        require("mask", points, 2);
        BinaryMask part;
        try {
            byte[] png = Base64.getDecoder().decode(JsonFields.text(shape, "mask"));
            part = BinaryMask.above(ImageDecoder.withDefaults().decode(png, "\"mask\""), 0);
        } catch (ImageFileException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        int left = (int) Math.round(Math.min(points.get(0).x(), points.get(1).x()));
        int top = (int) Math.round(Math.min(points.get(0).y(), points.get(1).y()));
        double width = Math.abs(points.get(0).x() - points.get(1).x()) + 1;
        double height = Math.abs(points.get(0).y() - points.get(1).y()) + 1;
        if (Math.abs(part.size().width() - width) > 1 || Math.abs(part.size().height() - height) > 1) {
            throw new IllegalArgumentException("mask is of " + part.size() + ": must fill the box between its points, "
                    + Math.round(width) + "x" + Math.round(height));
        }
        return PlacedMask.at(part, left, top, size, source.options().outside());
    }
}
