package org.cyborgml.saliency.face;

import java.util.List;
import org.cyborgml.saliency.annotation.Point;

/**
 * Five places on a face, in pixels of its photograph. Left and right are the viewer's: on an upright face the left eye is the
 * one further to the left.
 *
 * @param leftEye centre of the left eye
 * @param rightEye centre of the right eye
 * @param nose tip of the nose
 * @param leftMouth left corner of the mouth
 * @param rightMouth right corner of the mouth
 */
public record Landmarks(Point leftEye, Point rightEye, Point nose, Point leftMouth, Point rightMouth) {

    /** Number of places. */
    public static final int COUNT = 5;

    /**
     * Landmarks of a program that may call the subject's own right eye the right one: on a face, however it is turned, the
     * mouth is to the right of the way from the left eye to the right one; where both pairs say otherwise they change places.
     *
     * @param leftEye one eye
     * @param rightEye the other
     * @param nose tip of the nose
     * @param leftMouth the corner of the mouth below the first eye
     * @param rightMouth the corner below the other
     * @return the landmarks by the viewer's left and right
     */
    public static Landmarks ofEitherSide(Point leftEye, Point rightEye, Point nose, Point leftMouth, Point rightMouth) {
        double downX = (leftMouth.x() + rightMouth.x() - leftEye.x() - rightEye.x()) / 2;
        double downY = (leftMouth.y() + rightMouth.y() - leftEye.y() - rightEye.y()) / 2;
        double eyes = (rightEye.x() - leftEye.x()) * downY - (rightEye.y() - leftEye.y()) * downX;
        double mouth = (rightMouth.x() - leftMouth.x()) * downY - (rightMouth.y() - leftMouth.y()) * downX;
        return eyes < 0 && mouth < 0
                ? new Landmarks(rightEye, leftEye, nose, rightMouth, leftMouth)
                : new Landmarks(leftEye, rightEye, nose, leftMouth, rightMouth);
    }

    /**
     * All places.
     *
     * @return left eye, right eye, nose, left and right corner of the mouth
     */
    public List<Point> points() {
        return List.of(leftEye, rightEye, nose, leftMouth, rightMouth);
    }

    /**
     * Landmarks of a list.
     *
     * @param points left eye, right eye, nose, left and right corner of the mouth
     * @return the landmarks
     * @throws IllegalArgumentException if there are not five
     */
    public static Landmarks of(List<Point> points) {
        if (points.size() != COUNT) {
            throw new IllegalArgumentException(points.size() + " landmarks: must be " + COUNT);
        }
        return new Landmarks(points.get(0), points.get(1), points.get(2), points.get(3), points.get(4));
    }

    /** The middle between two places. */
    static Point middle(Point one, Point other) {
        return new Point((one.x() + other.x()) / 2, (one.y() + other.y()) / 2);
    }
}
