package org.cyborgml.saliency.face;

import java.util.List;
import org.cyborgml.saliency.image.Raster;

/** Finds faces on photographs. Safe for use by several threads, which may have to take turns. */
public interface FaceDetector extends AutoCloseable {

    /**
     * Finds faces.
     *
     * @param photograph 8-bit RGB
     * @return the faces, the best score first; none is possible
     * @throws IllegalStateException if the detector was closed
     */
    List<Face> detect(Raster photograph);

    /**
     * The detector in words, for records of where crops come from.
     *
     * @return one line
     */
    String description();

    /** Frees the detector's native memory. */
    @Override
    void close();
}
