package org.cyborgml.scoring;

import java.io.IOException;
import java.util.List;
import org.cyborgml.cam.ClassActivationMaps;

/** Given the class activation maps of the images that are scored, in order. */
public interface CamReceiver {

    /**
     * How many rows of an earlier scoring that was stopped may stay: those whose CAMs are still known. The images of the
     * others are scored again.
     *
     * @param rows how many there are
     * @return in [0, rows]
     */
    int keep(int rows);

    /**
     * A batch was scored, its rows are written.
     *
     * @param paths of the images
     * @param maps of the images, in the same order
     * @param rows how many the score file has now
     * @throws IOException if something cannot be noted
     */
    void onBatch(List<String> paths, ClassActivationMaps maps, int rows) throws IOException;
}
