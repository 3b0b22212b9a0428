package org.cyborgml.app.experiment;

import java.io.IOException;
import java.nio.file.Files;
import org.cyborgml.app.files.JsonFiles;

/** A trial that this process is to do, until it is closed. */
abstract class TrialClaim implements AutoCloseable {

    private final TrialFolder place;

    /**
     * A claim.
     *
     * @param place the folder where others look for the trial's results
     */
    TrialClaim(TrialFolder place) {
        this.place = place;
    }

    /** A trial that no other process can do, and that is done where its results belong. */
    static TrialClaim alone(TrialFolder place) {
        return new TrialClaim(place) {
            @Override
            TrialFolder folder() {
                return place;
            }
        };
    }

    /** The folder where others look for the trial's results. */
    TrialFolder place() {
        return place;
    }

    /** The folder of the trial's files while it is under way. */
    abstract TrialFolder folder();

    /** Makes the folder, and takes away the note of an earlier failure. */
    void begin() throws IOException {
        Files.createDirectories(folder().path());
        Files.deleteIfExists(folder().failureFile());
        Files.deleteIfExists(place.failureFile());
    }

    /**
     * Requires that no other process has taken the trial over, as far as this one knows.
     *
     * @throws org.cyborgml.app.sharing.LeaseLostException if one has
     */
    void requireHeld() {}

    /** Looks whether another process has taken the trial over. */
    boolean isTakenOver() {
        return false;
    }

    /** Says to other processes how far the trial is. */
    void tell(String words) {}

    /** The trial is finished: brings its folder to its place. */
    void finish() throws IOException {}

    /** The trial cannot be finished. */
    void fail(String reason) throws IOException {
        JsonFiles.write(place.failureFile(), new TrialFailure(reason, null));
    }

    /** Leaves the trial to others, unless it is finished or failed. */
    @Override
    public void close() throws IOException {}
}
