package org.cyborgml.saliency.format;

import java.util.ArrayList;
import java.util.List;
import org.cyborgml.saliency.annotation.Annotation;
import org.cyborgml.saliency.annotation.FillRule;
import org.cyborgml.saliency.annotation.Point;

/** The shapes of other tools as annotations. */
final class ForeignShapes {

    private ForeignShapes() {}

    /** An outline; its rule for crossings is that of the tools' own canvases, even-odd. */
    static Annotation polygon(List<Point> corners) {
        return new Annotation.Polygon(corners, FillRule.EVEN_ODD);
    }

    /** An outline of coordinates x, y, x, y. */
    static Annotation polygon(double[] flat) {
        if (flat.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "a polygon has " + flat.length + " numbers: must have an x and a y for each corner");
        }
        List<Point> corners = new ArrayList<>();
        for (int i = 0; i < flat.length; i += 2) {
            corners.add(new Point(flat[i], flat[i + 1]));
        }
        return polygon(corners);
    }

    /** An upright rectangle between two opposite corners, in any order. */
    static Annotation box(Point a, Point b) {
        return new Annotation.Box(
                new Point(Math.min(a.x(), b.x()), Math.min(a.y(), b.y())),
                Math.abs(a.x() - b.x()),
                Math.abs(a.y() - b.y()));
    }

    /** A rectangle turned clockwise by some degrees about a point. */
    static Annotation box(Point corner, double width, double height, double degrees, Point pivot) {
        // Refuses sides that are not above 0, turned or not.
        Annotation upright = new Annotation.Box(corner, width, height);
        if (degrees == 0) {
            return upright;
        }
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        List<Point> corners = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            double dx = corner.x() + (i == 1 || i == 2 ? width : 0) - pivot.x();
            double dy = corner.y() + (i >= 2 ? height : 0) - pivot.y();
            corners.add(new Point(pivot.x() + dx * cos - dy * sin, pivot.y() + dx * sin + dy * cos));
        }
        return polygon(corners);
    }

    static Annotation circle(Point centre, double radius) {
        return new Annotation.Ellipse(centre, radius, radius, 0);
    }

    /** An ellipse whose angle may be any number of turns. */
    static Annotation ellipse(Point centre, double radiusX, double radiusY, double degrees) {
        return new Annotation.Ellipse(centre, radiusX, radiusY, degrees % 360);
    }

    /** A line through points, or one point. */
    static Annotation stroke(List<Point> points, AnnotationSource source) {
        return new Annotation.Stroke(points, source.options().strokeRadius());
    }
}
