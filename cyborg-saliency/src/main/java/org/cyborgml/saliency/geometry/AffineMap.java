package org.cyborgml.saliency.geometry;

import java.util.List;
import org.cyborgml.saliency.annotation.Point;

/**
 * An affine map of the plane that can be inverted: {@code (x, y)} goes to {@code (xx x + xy y + dx, yx x + yy y + dy)}. Coordinates are
 * those of {@link Point}: (0,0) is the upper left corner of the upper left pixel, whose centre is (0.5,0.5).
 *
 * @param xx share of x in the new x
 * @param xy share of y in the new x
 * @param dx added to the new x
 * @param yx share of x in the new y
 * @param yy share of y in the new y
 * @param dy added to the new y
 */
public record AffineMap(double xx, double xy, double dx, double yx, double yy, double dy) {

    private static final double LIMIT = 1e7;
    private static final double SMALLEST = 1e-6;

    /**
     * Checks the six numbers.
     *
     * @throws IllegalArgumentException if one is not from -1e7 to 1e7, or the map flattens the plane (areas shrink below a
     *     millionth of a millionth)
     */
    public AffineMap {
        for (double value : new double[] {xx, xy, dx, yx, yy, dy}) {
            if (!(Math.abs(value) <= LIMIT)) {
                throw new IllegalArgumentException("affine map's number " + value + ": must be from -1e7 to 1e7");
            }
        }
        if (!(Math.abs(xx * yy - xy * yx) >= SMALLEST * SMALLEST)) {
            throw new IllegalArgumentException("affine map [" + xx + " " + xy + "; " + yx + " " + yy
                    + "] flattens the plane: must have an inverse");
        }
    }

    /**
     * The similarity (rotation, one scale, translation, no mirror) that brings points closest to others: the sum of squared
     * distances is the least (Umeyama, "Least-squares estimation of transformation parameters", PAMI 1991).
     *
     * @param from at least two points, not all in one place
     * @param to as many
     * @return the similarity
     * @throws IllegalArgumentException if the numbers of points differ or are below two, or all points of a list are in one
     *     place
     */
    public static AffineMap similarity(List<Point> from, List<Point> to) {
        int count = from.size();
        if (count < 2 || to.size() != count) {
            throw new IllegalArgumentException(
                    count + " points to bring to " + to.size() + ": must be as many, at least two");
        }
        double fromX = from.stream().mapToDouble(Point::x).average().orElseThrow();
        double fromY = from.stream().mapToDouble(Point::y).average().orElseThrow();
        double toX = to.stream().mapToDouble(Point::x).average().orElseThrow();
        double toY = to.stream().mapToDouble(Point::y).average().orElseThrow();
        double along = 0;
        double across = 0;
        double spread = 0;
        for (int i = 0; i < count; i++) {
            double ax = from.get(i).x() - fromX;
            double ay = from.get(i).y() - fromY;
            double bx = to.get(i).x() - toX;
            double by = to.get(i).y() - toY;
            along += ax * bx + ay * by;
            across += ax * by - ay * bx;
            spread += ax * ax + ay * ay;
        }
        if (!(spread > 0)) {
            throw new IllegalArgumentException("points are all at " + from.get(0) + ": must be in two places at least");
        }
        double cosine = along / spread;
        double sine = across / spread;
        return new AffineMap(
                cosine,
                -sine,
                toX - (cosine * fromX - sine * fromY),
                sine,
                cosine,
                toY - (sine * fromX + cosine * fromY));
    }

    /**
     * The new x of a place.
     *
     * @param x old x
     * @param y old y
     * @return new x
     */
    public double x(double x, double y) {
        return xx * x + xy * y + dx;
    }

    /**
     * The new y of a place.
     *
     * @param x old x
     * @param y old y
     * @return new y
     */
    public double y(double x, double y) {
        return yx * x + yy * y + dy;
    }

    /**
     * Moves a point.
     *
     * @param point where it is
     * @return where it goes
     * @throws IllegalArgumentException if it goes beyond {@link Point#LIMIT}
     */
    public Point apply(Point point) {
        return new Point(x(point.x(), point.y()), y(point.x(), point.y()));
    }

    /**
     * The way back.
     *
     * @return the map that undoes this one
     * @throws IllegalArgumentException if a number of it is beyond 1e7
     */
    public AffineMap inverse() {
        double determinant = xx * yy - xy * yx;
        return new AffineMap(
                yy / determinant,
                -xy / determinant,
                (xy * dy - yy * dx) / determinant,
                -yx / determinant,
                xx / determinant,
                (yx * dx - xx * dy) / determinant);
    }

    /**
     * The factor by which lengths grow, of different ones their geometric mean.
     *
     * @return above 0
     */
    public double scale() {
        return Math.sqrt(Math.abs(xx * yy - xy * yx));
    }
}
