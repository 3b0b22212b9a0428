package org.cyborgml.app.study;

import java.util.ArrayList;
import java.util.List;
import org.cyborgml.saliency.annotation.Annotation;
import org.cyborgml.saliency.annotation.FillRule;
import org.cyborgml.saliency.annotation.Point;
import org.cyborgml.saliency.annotation.Rasterizer;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.image.FloatPlane;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.ImageSize;

/**
 * Turns the strokes on an image into shapes of the annotation format. Without an eraser each stroke is a shape. With one, all
 * are a mask: in their order, strokes add the pixels that they cover and an eraser takes its pixels away.
 */
public final class StrokeShapes {

    private static final double HALF = 0.5;

    private StrokeShapes() {}

    /**
     * The shapes of strokes.
     *
     * @param strokes on one image, in their order
     * @param size of the image
     * @return shapes that cover the same pixels; none if nothing is left covered
     */
    public static List<Annotation> of(List<HighlightStroke> strokes, ImageSize size) {
        if (strokes.stream().noneMatch(stroke -> stroke.tool() == StrokeTool.ERASER)) {
            return strokes.stream().map(StrokeShapes::shape).toList();
        }
        boolean[] marked = new boolean[size.pixels()];
        for (HighlightStroke stroke : strokes) {
            boolean[] covered = covered(stroke, size);
            boolean adds = stroke.tool() != StrokeTool.ERASER;
            for (int i = 0; i < marked.length; i++) {
                if (covered[i]) {
                    marked[i] = adds;
                }
            }
        }
        BinaryMask mask = BinaryMask.of(size.width(), size.height(), marked);
        return mask.count() == 0 ? List.of() : List.of(new Annotation.Mask(mask));
    }

    private static boolean[] covered(HighlightStroke stroke, ImageSize size) {
        try {
            FloatPlane plane = Rasterizer.withDefaults().weights(List.of(shape(stroke)), size);
            return BinaryMask.above(plane, 0).toArray();
        } catch (ImageFileException e) {
            throw new IllegalStateException("a shape is in no file", e);
        }
    }

    private static Annotation shape(HighlightStroke stroke) {
        List<Point> points = new ArrayList<>();
        stroke.points().forEach(point -> points.add(new Point(point.x(), point.y())));
        return switch (stroke.tool()) {
            case BRUSH, ERASER -> new Annotation.Stroke(points, stroke.size() * HALF);
            case POLYGON -> new Annotation.Polygon(points, FillRule.EVEN_ODD);
            case RECTANGLE -> {
                Point corner = upperLeft(points);
                yield new Annotation.Box(corner, width(points), height(points));
            }
            case ELLIPSE -> {
                Point corner = upperLeft(points);
                double radiusX = width(points) * HALF;
                double radiusY = height(points) * HALF;
                yield new Annotation.Ellipse(
                        new Point(corner.x() + radiusX, corner.y() + radiusY), radiusX, radiusY, 0);
            }
        };
    }

    private static Point upperLeft(List<Point> corners) {
        return new Point(
                Math.min(corners.get(0).x(), corners.get(1).x()),
                Math.min(corners.get(0).y(), corners.get(1).y()));
    }

    private static double width(List<Point> corners) {
        return Math.abs(corners.get(0).x() - corners.get(1).x());
    }

    private static double height(List<Point> corners) {
        return Math.abs(corners.get(0).y() - corners.get(1).y());
    }
}
