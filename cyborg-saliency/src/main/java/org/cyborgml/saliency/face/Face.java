package org.cyborgml.saliency.face;

import java.util.Optional;
import org.cyborgml.saliency.annotation.Point;
import org.cyborgml.saliency.geometry.BoundingBox;

/**
 * A face on a photograph: its box, its landmarks, or both.
 *
 * @param box around it, in pixels of the photograph; may reach over the border; empty if only the landmarks are known
 * @param landmarks empty if only the box is known
 * @param score the detector's confidence, in [0,1]; 1 where there is none
 */
public record Face(Optional<BoundingBox> box, Optional<Landmarks> landmarks, double score) {

    /**
     * Checks that there is a place, and the score.
     *
     * @throws IllegalArgumentException if both box and landmarks are empty, or the score is not in [0,1]
     */
    public Face {
        if (box.isEmpty() && landmarks.isEmpty()) {
            throw new IllegalArgumentException("a face without box and landmarks: must have one of them");
        }
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("score " + score + " of a face: must be from 0 to 1");
        }
    }

    /**
     * The part of the photograph that the face takes up: its box, else the smallest box around its landmarks.
     *
     * @return a box
     */
    public BoundingBox extent() {
        return box.orElseGet(() -> around(landmarks.orElseThrow()));
    }

    private static BoundingBox around(Landmarks landmarks) {
        double left = landmarks.points().stream().mapToDouble(Point::x).min().orElseThrow();
        double right = landmarks.points().stream().mapToDouble(Point::x).max().orElseThrow();
        double top = landmarks.points().stream().mapToDouble(Point::y).min().orElseThrow();
        double bottom = landmarks.points().stream().mapToDouble(Point::y).max().orElseThrow();
        return new BoundingBox(left, top, Math.max(right - left, 1), Math.max(bottom - top, 1));
    }
}
