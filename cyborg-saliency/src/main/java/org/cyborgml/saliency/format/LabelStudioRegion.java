package org.cyborgml.saliency.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cyborgml.saliency.annotation.Annotation;
import org.cyborgml.saliency.annotation.Point;
import org.cyborgml.saliency.image.ImageSize;

/** A region of Label Studio, whose coordinates are percentages of the image's width and height. */
final class LabelStudioRegion {

    /** Results that mark no place of their own: labels and texts of a region, or of the whole image. */
    private static final Set<String> NO_REGIONS = Set.of(
            "choices",
            "labels",
            "textarea",
            "rating",
            "number",
            "datetime",
            "taxonomy",
            "pairwise",
            "ranker",
            "relation");

    private LabelStudioRegion() {}

    static boolean isRegion(JsonNode result) {
        return !NO_REGIONS.contains(result.path("type").asText());
    }

    static Annotation of(JsonNode result, ImageSize image, AnnotationSource source) {
        String type = JsonFields.text(result, "type");
        ImageSize size = JsonFields.size(result, "original_width", "original_height");
        if (!size.equals(image)) {
            throw new IllegalArgumentException(
                    "is of an image of " + size + ", others are of " + image + ": sizes must be equal");
        }
        if (JsonFields.numberOr(result, "image_rotation", 0) % 360 != 0) {
            throw new IllegalArgumentException("was marked on the image turned by "
                    + JsonFields.number(result, "image_rotation") + " degrees: must be marked on the image as it is");
        }
        JsonNode value = result.path("value");
        return switch (type) {
            case "polygonlabels", "polygon" -> ForeignShapes.polygon(points(value, size));
            case "rectanglelabels", "rectangle" -> rectangle(value, size);
            case "ellipselabels", "ellipse" ->
                ForeignShapes.ellipse(
                        point(JsonFields.number(value, "x"), JsonFields.number(value, "y"), size),
                        percent(JsonFields.number(value, "radiusX"), size.width()),
                        percent(JsonFields.number(value, "radiusY"), size.height()),
                        JsonFields.numberOr(value, "rotation", 0));
            case "keypointlabels", "keypoint" -> keypoint(value, size, source);
            case "brushlabels", "brush" -> brush(value, size);
            default ->
                throw new IllegalArgumentException("region of the type " + JsonFields.quote(type)
                        + ": must be polygonlabels, rectanglelabels, ellipselabels, keypointlabels or brushlabels");
        };
    }

    private static double percent(double share, int length) {
        return share / 100 * length;
    }

    private static Point point(double x, double y, ImageSize size) {
        return new Point(percent(x, size.width()), percent(y, size.height()));
    }

    private static List<Point> points(JsonNode value, ImageSize size) {
        List<Point> points = new ArrayList<>();
        for (Point share : JsonFields.points(value, "points")) {
            points.add(point(share.x(), share.y(), size));
        }
        return points;
    }

    /** Turned about its upper left corner. */
    private static Annotation rectangle(JsonNode value, ImageSize size) {
        Point corner = point(JsonFields.number(value, "x"), JsonFields.number(value, "y"), size);
        return ForeignShapes.box(
                corner,
                percent(JsonFields.number(value, "width"), size.width()),
                percent(JsonFields.number(value, "height"), size.height()),
                JsonFields.numberOr(value, "rotation", 0),
                corner);
    }

    /** A disc of the size that the point has, in percent of the width, unless a radius is asked for. */
    private static Annotation keypoint(JsonNode value, ImageSize size, AnnotationSource source) {
        Point place = point(JsonFields.number(value, "x"), JsonFields.number(value, "y"), size);
        Double asked = source.options().brushRadius();
        double width = JsonFields.numberOr(value, "width", 0);
        return asked == null && width > 0
                ? new Annotation.Stroke(List.of(place), percent(width, size.width()) / 2)
                : ForeignShapes.stroke(List.of(place), source);
    }

    private static Annotation brush(JsonNode value, ImageSize size) {
        if (!value.path("format").asText("rle").equals("rle")) {
            throw JsonFields.wrong(value, "format", "\"rle\"");
        }
        double[] numbers = JsonFields.numbers(value, "rle");
        byte[] bytes = new byte[numbers.length];
        for (int i = 0; i < bytes.length; i++) {
            if (!(numbers[i] >= 0 && numbers[i] <= 255 && numbers[i] == Math.rint(numbers[i]))) {
                throw new IllegalArgumentException("\"rle\" has " + numbers[i] + ": must have bytes, 0 to 255");
            }
            bytes[i] = (byte) (int) numbers[i];
        }
        return new Annotation.Mask(BrushRuns.mask(bytes, size));
    }
}
