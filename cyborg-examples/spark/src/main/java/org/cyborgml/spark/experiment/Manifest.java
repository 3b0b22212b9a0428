package org.cyborgml.spark.experiment;

import com.google.common.collect.ImmutableMap;
import java.util.Comparator;
import java.util.Map;

/**
 * The files of a trial at some moment, as an attempt at it published them.
 *
 * @param stage how far the trial is
 * @param epochs of its training that are over
 * @param files names below the trial's folder to their content
 */
record Manifest(Stage stage, int epochs, Map<String, Content> files) {

    /** The furthest is the greatest. */
    static final Comparator<Manifest> ORDER = Comparator.comparing(Manifest::stage)
            .thenComparingInt(Manifest::epochs)
            .thenComparingInt(manifest -> manifest.files().size());

    /** Stages of a trial. */
    enum Stage {
        /** There is something to do. */
        UNDER_WAY,
        /** Nothing is left to do. */
        FINISHED
    }

    /**
     * The content of a file.
     *
     * @param sha256 in hexadecimal digits
     * @param bytes its size
     */
    record Content(String sha256, long bytes) {}

    Manifest {
        files = ImmutableMap.copyOf(files);
    }
}
