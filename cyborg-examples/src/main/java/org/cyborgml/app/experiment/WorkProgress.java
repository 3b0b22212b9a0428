package org.cyborgml.app.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * How far the work in a trial's folder is.
 *
 * @param epochs of its training that are over
 * @param files in the folder
 */
record WorkProgress(int epochs, int files) implements Comparable<WorkProgress> {

    private static final Comparator<WorkProgress> ORDER =
            Comparator.comparingInt(WorkProgress::epochs).thenComparingInt(WorkProgress::files);

    static WorkProgress of(Path folder) {
        try {
            int files = FolderSnapshot.files(folder).size();
            return new WorkProgress(TrialFolder.of(folder).training().log().epochs(), files);
        } catch (IOException | RuntimeException e) {
            return new WorkProgress(0, 0); // damaged, or gone meanwhile
        }
    }

    @Override
    public int compareTo(WorkProgress other) {
        return ORDER.compare(this, other);
    }
}
