package org.cyborgml.app.study;

import java.util.List;
import java.util.Locale;

/**
 * One stroke of a highlight, in the image's own pixels; (0,0) is the upper left corner of the upper left pixel. A brush or
 * eraser has the points of its way; a rectangle or ellipse two opposite corners of its upright box; a polygon its corners.
 *
 * @param image opaque id of the image as it was shown in the trial
 * @param tool drew it
 * @param size width of a brush or eraser in pixels, 1 to 2000; 0 for other tools
 * @param points in the order in which they were drawn
 */
public record HighlightStroke(String image, StrokeTool tool, double size, List<StrokePoint> points) {

    private static final double WIDEST = 2000;

    /**
     * Checks size and points, and copies the points.
     *
     * @throws IllegalArgumentException if the tool cannot have this size or number of points, a rectangle or ellipse has no
     *     area, or times fall
     */
    public HighlightStroke {
        points = List.copyOf(points);
        boolean isLine = tool == StrokeTool.BRUSH || tool == StrokeTool.ERASER;
        if (isLine && !(size >= 1 && size <= WIDEST)) {
            throw new IllegalArgumentException(name(tool) + " of size " + size + ": must be from 1 to 2000 pixels");
        }
        if (!isLine && size != 0) {
            throw new IllegalArgumentException(name(tool) + " of size " + size + ": must be 0");
        }
        requirePoints(tool, points);
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i).millis() < points.get(i - 1).millis()) {
                throw new IllegalArgumentException("times of a " + name(tool) + " fall from "
                        + points.get(i - 1).millis() + " to " + points.get(i).millis() + " ms: must not fall");
            }
        }
    }

    private static void requirePoints(StrokeTool tool, List<StrokePoint> points) {
        int count = points.size();
        switch (tool) {
            case BRUSH, ERASER -> require(count >= 1, tool, count, "at least 1");
            case POLYGON -> require(count >= 3, tool, count, "at least 3");
            case RECTANGLE, ELLIPSE -> {
                require(count == 2, tool, count, "2");
                StrokePoint from = points.get(0);
                StrokePoint to = points.get(1);
                if (from.x() == to.x() || from.y() == to.y()) {
                    throw new IllegalArgumentException(name(tool) + " from (" + from.x() + ", " + from.y() + ") to ("
                            + to.x() + ", " + to.y() + "): must have a width and a height");
                }
            }
        }
    }

    private static void require(boolean holds, StrokeTool tool, int count, String needed) {
        if (!holds) {
            throw new IllegalArgumentException(name(tool) + " of " + count + " points: needs " + needed);
        }
    }

    private static String name(StrokeTool tool) {
        return tool.toString().toLowerCase(Locale.ROOT);
    }
}
