package org.cyborgml.scoring;

import java.io.IOException;
import java.util.List;
import org.cyborgml.cam.ClassActivationMaps;

/** Receives the class activation maps of the images that a {@link Scorer} scores, in order. */
public interface CamReceiver {

    /**
     * Decides how many rows of an interrupted scoring stay: those whose CAMs are still known to this receiver. The images of
     * the other rows are scored again.
     *
     * @param rows the number of whole rows in the score file
     * @return in [0, rows]
     */
    int keep(int rows);

    /**
     * Receives a batch, whose rows are written.
     *
     * @param paths of the images
     * @param maps of the images, in the same order
     * @param rows the number of rows that the score file has now
     * @throws IOException if a file cannot be written, which ends the scoring
     */
    void onBatch(List<String> paths, ClassActivationMaps maps, int rows) throws IOException;
}
