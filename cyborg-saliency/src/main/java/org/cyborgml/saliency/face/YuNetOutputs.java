package org.cyborgml.saliency.face;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cyborgml.saliency.annotation.Point;
import org.cyborgml.saliency.geometry.BoundingBox;

/**
 * The faces in YuNet's raw outputs (Wu, Peng, Yu, "YuNet: A Tiny Millisecond-level Face Detector", 2023). Of the cell in row r and
 * column c of stride s, with box (dx, dy, lw, lh) and landmarks (px, py): centre ((c + dx) s, (r + dy) s), size (exp(lw) s,
 * exp(lh) s), landmark ((c + px) s, (r + py) s), score the square root of cls times obj. A box goes if its intersection over
 * union with a better one is greater than the overlap.
 */
final class YuNetOutputs {

    static final int[] STRIDES = {8, 16, 32};

    private final Map<String, float[]> outputs;
    private final int width;
    private final int height;

    /**
     * Outputs of one image.
     *
     * @param outputs {@code cls_s}, {@code obj_s} [n], {@code bbox_s} [n, 4], {@code kps_s} [n, 10] for s = 8, 16, 32 and
     *     n = (height / s)(width / s) cells, row by row
     * @param width of the network's input, a multiple of 32
     * @param height of the network's input, a multiple of 32
     */
    YuNetOutputs(Map<String, float[]> outputs, int width, int height) {
        this.outputs = outputs;
        this.width = width;
        this.height = height;
    }

    /** The faces of a score at least the threshold, best first, in pixels of the network's input. */
    List<Face> faces(double threshold, double overlap) {
        List<Face> found = new ArrayList<>();
        for (int stride : STRIDES) {
            addCells(found, stride, threshold);
        }
        found.sort(Comparator.comparingDouble(face -> -face.score()));
        List<Face> kept = new ArrayList<>();
        for (Face face : found) {
            if (kept.stream().noneMatch(better -> isOverlapping(better.extent(), face.extent(), overlap))) {
                kept.add(face);
            }
        }
        return kept;
    }

    private void addCells(List<Face> found, int stride, double threshold) {
        int columns = width / stride;
        int cells = columns * (height / stride);
        float[] classes = output("cls_" + stride, cells);
        float[] objects = output("obj_" + stride, cells);
        float[] boxes = output("bbox_" + stride, 4 * cells);
        float[] points = output("kps_" + stride, 2 * Landmarks.COUNT * cells);
        for (int cell = 0; cell < cells; cell++) {
            double score = Math.sqrt(clamped(classes[cell]) * clamped(objects[cell]));
            if (score >= threshold) {
                found.add(face(boxes, points, cell, columns, stride, score));
            }
        }
    }

    private static Face face(float[] boxes, float[] points, int cell, int columns, int stride, double score) {
        int column = cell % columns;
        int row = cell / columns;
        double faceWidth = Math.exp(boxes[4 * cell + 2]) * stride;
        double faceHeight = Math.exp(boxes[4 * cell + 3]) * stride;
        double left = (column + (double) boxes[4 * cell]) * stride - faceWidth / 2;
        double top = (row + (double) boxes[4 * cell + 1]) * stride - faceHeight / 2;
        List<Point> places = new ArrayList<>();
        for (int i = 0; i < Landmarks.COUNT; i++) {
            int at = 2 * (Landmarks.COUNT * cell + i);
            places.add(new Point((column + (double) points[at]) * stride, (row + (double) points[at + 1]) * stride));
        }
        return new Face(
                Optional.of(new BoundingBox(left, top, faceWidth, faceHeight)),
                Optional.of(Landmarks.of(places)),
                score);
    }

    private static double clamped(double value) {
        return Math.max(0, Math.min(1, value));
    }

    private float[] output(String name, int length) {
        float[] output = outputs.get(name);
        if (output == null || output.length != length) {
            throw new IllegalArgumentException("output " + name + " of "
                    + (output == null ? "no" : String.valueOf(output.length)) + " values: must be " + length
                    + " for an input of " + width + "x" + height);
        }
        return output;
    }

    private static boolean isOverlapping(BoundingBox one, BoundingBox other, double overlap) {
        double width = Math.min(one.x() + one.width(), other.x() + other.width()) - Math.max(one.x(), other.x());
        double height = Math.min(one.y() + one.height(), other.y() + other.height()) - Math.max(one.y(), other.y());
        double both = Math.max(0, width) * Math.max(0, height);
        double either = one.width() * one.height() + other.width() * other.height() - both;
        return both > overlap * either;
    }
}
