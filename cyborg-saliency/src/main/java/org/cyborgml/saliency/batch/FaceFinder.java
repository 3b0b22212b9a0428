package org.cyborgml.saliency.batch;

import java.util.List;
import org.cyborgml.saliency.face.Face;
import org.cyborgml.saliency.face.FaceDetector;
import org.cyborgml.saliency.face.FaceTable;
import org.cyborgml.saliency.image.Raster;

/** Tells where the faces of a photograph are: a detector, or a table. Implementations are safe for use by several threads. */
@FunctionalInterface
public interface FaceFinder {

    /**
     * Finds the faces of a photograph.
     *
     * @param path of the photograph below the folder of photographs
     * @param photograph 8-bit RGB
     * @return its faces; none is possible
     */
    List<Face> faces(String path, Raster photograph);

    /**
     * A detector.
     *
     * @param detector looks at the pixels
     * @return the finder
     */
    static FaceFinder of(FaceDetector detector) {
        return (path, photograph) -> detector.detect(photograph);
    }

    /**
     * A table.
     *
     * @param table has the faces by the photographs' paths
     * @return the finder
     */
    static FaceFinder of(FaceTable table) {
        return (path, photograph) -> table.faces(path);
    }
}
