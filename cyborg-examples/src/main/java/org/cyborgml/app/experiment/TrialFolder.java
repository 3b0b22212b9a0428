package org.cyborgml.app.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.training.RunFolder;

/**
 * The folder of one trial of an experiment: a training's {@code Logs/}, {@code scores/} and {@code cams/} by test set,
 * {@code result.json} once it is finished, {@code failed.json} where it could not be.
 */
public final class TrialFolder {

    private final Path folder;

    private TrialFolder(Path folder) {
        this.folder = folder;
    }

    /** The folder of a trial; it is made when something is written. */
    public static TrialFolder of(Path folder) {
        return new TrialFolder(folder);
    }

    /**
     * Where it is.
     *
     * @return the folder, which need not exist
     */
    public Path path() {
        return folder;
    }

    /**
     * The training's files.
     *
     * @return what holds {@code Logs/}
     */
    public RunFolder training() {
        return RunFolder.of(folder);
    }

    /**
     * The scores of a test set.
     *
     * @return a file as {@code score --logits} writes it; it need not exist
     */
    public Path scores(String testSet) {
        return folder.resolve("scores").resolve(testSet + ".csv");
    }

    Path camFile(String images) {
        return folder.resolve("cams").resolve(images + ".json");
    }

    Path resultFile() {
        return folder.resolve("result.json");
    }

    Path failureFile() {
        return folder.resolve("failed.json");
    }

    /** The maps that a teacher made for this trial. */
    Path taughtMaps() {
        return folder.resolve("maps");
    }

    /** The origin of these maps. */
    Path taughtMapsFile() {
        return folder.resolve("maps.json");
    }

    Path epochTimesFile() {
        return folder.resolve("epoch_seconds.json");
    }

    private Path epochTestsFile() {
        return folder.resolve("epoch_tests.json");
    }

    void write(EpochTests tests) throws IOException {
        JsonFiles.write(epochTestsFile(), tests);
    }

    /**
     * Test results of the network after each epoch.
     *
     * @return empty if this was not to be tested
     * @throws IOException if the file cannot be read
     */
    public Optional<EpochTests> epochTests() throws IOException {
        return JsonFiles.readIfThere(
                epochTestsFile(), EpochTests.class, "delete the folder " + folder + " to do this trial again");
    }

    /**
     * The CAMs over some images.
     *
     * @param images a test set's id, or {@value TrialResult#TRAIN}
     * @return their mean and agreement; empty if they are not there
     * @throws IOException if the file cannot be read
     */
    public Optional<CamFile> cams(String images) throws IOException {
        return JsonFiles.readIfThere(camFile(images), CamFile.class);
    }

    /**
     * The result of the trial.
     *
     * @return empty if the trial is not finished
     * @throws IOException if the file cannot be read
     */
    public Optional<TrialResult> result() throws IOException {
        return JsonFiles.readIfThere(resultFile(), TrialResult.class);
    }

    /**
     * The reason for which the trial could not be finished.
     *
     * @return empty if it was, or has not been tried to its end
     * @throws IOException if the file cannot be read
     */
    public Optional<TrialFailure> failure() throws IOException {
        return JsonFiles.readIfThere(failureFile(), TrialFailure.class);
    }

    /**
     * The result, if there is one that can be read. One that is damaged is made again.
     *
     * @throws IOException if the file cannot be opened
     */
    Optional<TrialResult> usableResult() throws IOException {
        return JsonFiles.readIfUsable(resultFile(), TrialResult.class);
    }

    /**
     * Tells whether the trial was begun, here or in the folder of one of several processes.
     *
     * @return true if there is a folder of it
     * @throws IOException if the folders beside it cannot be listed
     */
    public boolean isBegun() throws IOException {
        return Files.isDirectory(folder) || !new WorkFolders(folder).left().isEmpty();
    }
}
