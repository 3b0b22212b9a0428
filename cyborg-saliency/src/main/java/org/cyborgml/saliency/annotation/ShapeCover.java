package org.cyborgml.saliency.annotation;

import java.util.Arrays;
import java.util.List;
import org.cyborgml.saliency.image.ImageSize;

/** Finds the pixels whose centres geometric shapes cover, looking only at rows and columns that a shape can reach. */
final class ShapeCover {

    private final ImageSize size;
    private final float[] plane;
    private final float value;

    private ShapeCover(ImageSize size, float[] plane, float value) {
        this.size = size;
        this.plane = plane;
        this.value = value;
    }

    /** Writes the value, where it is larger, on the pixels that the shape covers. */
    static void draw(Annotation shape, ImageSize size, float[] plane, float value) {
        ShapeCover cover = new ShapeCover(size, plane, value);
        if (shape instanceof Annotation.Polygon polygon) {
            cover.polygon(polygon);
        } else if (shape instanceof Annotation.Stroke stroke) {
            cover.stroke(stroke);
        } else if (shape instanceof Annotation.Box box) {
            cover.box(box);
        } else if (shape instanceof Annotation.Ellipse ellipse) {
            cover.ellipse(ellipse);
        } else {
            throw new IllegalArgumentException(shape.getClass().getSimpleName() + " is no geometric shape");
        }
    }

    /** The first pixel whose centre is at or after a coordinate. */
    private static int firstAt(double coordinate, int length) {
        return (int) Math.max(0, Math.min(length, Math.ceil(coordinate - 0.5)));
    }

    /** One after the last pixel whose centre is at or before a coordinate. */
    private static int endAt(double coordinate, int length) {
        return (int) Math.max(0, Math.min(length, Math.floor(coordinate - 0.5) + 1));
    }

    private void mark(int x, int y) {
        int at = y * size.width() + x;
        plane[at] = Math.max(plane[at], value);
    }

    private void box(Annotation.Box box) {
        double left = box.corner().x();
        double top = box.corner().y();
        for (int y = firstAt(top, size.height()); y < firstAt(top + box.height(), size.height()); y++) {
            for (int x = firstAt(left, size.width()); x < firstAt(left + box.width(), size.width()); x++) {
                mark(x, y);
            }
        }
    }

    private void ellipse(Annotation.Ellipse ellipse) {
        double angle = Math.toRadians(ellipse.degrees());
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        Point centre = ellipse.centre();
        double reach = Math.max(ellipse.radiusX(), ellipse.radiusY());
        for (int y = firstAt(centre.y() - reach, size.height()); y < endAt(centre.y() + reach, size.height()); y++) {
            for (int x = firstAt(centre.x() - reach, size.width()); x < endAt(centre.x() + reach, size.width()); x++) {
                double dx = x + 0.5 - centre.x();
                double dy = y + 0.5 - centre.y();
                double u = (dx * cos + dy * sin) / ellipse.radiusX();
                double v = (dy * cos - dx * sin) / ellipse.radiusY();
                if (u * u + v * v <= 1) {
                    mark(x, y);
                }
            }
        }
    }

    private void stroke(Annotation.Stroke stroke) {
        List<Point> points = stroke.points();
        for (int i = 0; i < Math.max(1, points.size() - 1); i++) {
            segment(points.get(i), points.get(Math.min(i + 1, points.size() - 1)), stroke.radius());
        }
    }

    private void segment(Point from, Point to, double radius) {
        double dx = to.x() - from.x();
        double dy = to.y() - from.y();
        double squaredLength = dx * dx + dy * dy;
        int top = firstAt(Math.min(from.y(), to.y()) - radius, size.height());
        int bottom = endAt(Math.max(from.y(), to.y()) + radius, size.height());
        int left = firstAt(Math.min(from.x(), to.x()) - radius, size.width());
        int right = endAt(Math.max(from.x(), to.x()) + radius, size.width());
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                double px = x + 0.5 - from.x();
                double py = y + 0.5 - from.y();
                double along = squaredLength > 0 ? Math.max(0, Math.min(1, (px * dx + py * dy) / squaredLength)) : 0;
                double ex = px - along * dx;
                double ey = py - along * dy;
                if (ex * ex + ey * ey <= radius * radius) {
                    mark(x, y);
                }
            }
        }
    }

    /** Scan conversion: crossings of the line through a row's centres, sorted, with a running winding number between them. */
    private void polygon(Annotation.Polygon polygon) {
        List<Point> corners = polygon.corners();
        double top = corners.stream().mapToDouble(Point::y).min().orElseThrow();
        double bottom = corners.stream().mapToDouble(Point::y).max().orElseThrow();
        Crossing[] crossings = new Crossing[corners.size()];
        for (int y = firstAt(top, size.height()); y < endAt(bottom, size.height()); y++) {
            int count = crossings(corners, y + 0.5, crossings);
            Arrays.sort(crossings, 0, count);
            int winding = 0;
            for (int i = 0; i + 1 < count; i++) {
                winding += crossings[i].direction();
                boolean inside =
                        switch (polygon.fill()) {
                            case EVEN_ODD -> i % 2 == 0;
                            case NON_ZERO -> winding != 0;
                        };
                if (inside) {
                    int end = firstAt(crossings[i + 1].x(), size.width());
                    for (int x = firstAt(crossings[i].x(), size.width()); x < end; x++) {
                        mark(x, y);
                    }
                }
            }
        }
    }

    private static int crossings(List<Point> corners, double y, Crossing[] into) {
        int count = 0;
        for (int i = 0; i < corners.size(); i++) {
            Point from = corners.get(i);
            Point to = corners.get((i + 1) % corners.size());
            // Half open, so that a corner on the line counts once.
            if ((from.y() <= y) != (to.y() <= y)) {
                double x = from.x() + (y - from.y()) / (to.y() - from.y()) * (to.x() - from.x());
                into[count++] = new Crossing(x, to.y() > from.y() ? 1 : -1);
            }
        }
        return count;
    }

    private record Crossing(double x, int direction) implements Comparable<Crossing> {
        @Override
        public int compareTo(Crossing other) {
            return Double.compare(x, other.x);
        }
    }
}
