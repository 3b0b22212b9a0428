package org.cyborgml.saliency.face;

import java.util.Comparator;
import java.util.List;
import org.cyborgml.saliency.geometry.BoundingBox;
import org.cyborgml.saliency.image.ImageSize;

/** The faces of a photograph that are cropped. */
public enum FaceChoice {

    /** The face with the largest box. */
    LARGEST,

    /** The face whose box's middle is closest to the photograph's. */
    MOST_CENTRAL,

    /** All faces, the largest first. */
    ALL;

    /**
     * Chooses.
     *
     * @param faces on a photograph, in any order
     * @param photograph its size
     * @return one face, or all by size; of equal ones the first; none if there is none
     */
    public List<Face> of(List<Face> faces, ImageSize photograph) {
        Comparator<Face> bySize = Comparator.comparingDouble(
                face -> -face.extent().width() * face.extent().height());
        return switch (this) {
            case LARGEST -> faces.stream().sorted(bySize).limit(1).toList();
            case MOST_CENTRAL ->
                faces.stream()
                        .sorted(Comparator.comparingDouble(face -> fromMiddle(face.extent(), photograph)))
                        .limit(1)
                        .toList();
            case ALL -> faces.stream().sorted(bySize).toList();
        };
    }

    private static double fromMiddle(BoundingBox box, ImageSize photograph) {
        return Math.hypot(
                box.x() + box.width() / 2 - photograph.width() / 2.0,
                box.y() + box.height() / 2 - photograph.height() / 2.0);
    }
}
