package org.cyborgml.data;

import org.cyborgml.saliency.batch.BatchProgress;

/** Counts the images and maps that a check has looked at, from several threads, for one listener. */
final class CheckCount {

    private final BatchProgress progress;
    private final int total;
    private int done;

    CheckCount(int total, BatchProgress progress) {
        this.total = total;
        this.progress = progress;
    }

    /** One more is looked at. */
    synchronized void looked(String path) {
        done++;
        progress.finished(done, total, path);
    }
}
