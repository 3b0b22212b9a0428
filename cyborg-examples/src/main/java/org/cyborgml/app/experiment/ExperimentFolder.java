package org.cyborgml.app.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.data.SplitFile;

/**
 * The folder of an experiment: {@code experiment.json}, {@code tests/<test set>.csv} and one folder for each trial,
 * {@code runs/<backbone>/<scenario>/run01/}. Every file is whole at any moment. Where several processes share the folder, there
 * are {@code leases/} too, and a trial that is under way is in a folder of its process, {@code .run01.<token>.part/}.
 */
public final class ExperimentFolder {

    private final Path folder;

    private ExperimentFolder(Path folder) {
        this.folder = folder;
    }

    /** The folder of an experiment; it is made when something is written. */
    public static ExperimentFolder of(Path folder) {
        return new ExperimentFolder(folder);
    }

    /** Where it is. */
    public Path path() {
        return folder;
    }

    private Path recordFile() {
        return folder.resolve("experiment.json");
    }

    /**
     * Tells whether an experiment was begun here.
     *
     * @return whether there is an {@code experiment.json}
     */
    public boolean isBegun() {
        return Files.exists(recordFile());
    }

    /**
     * Reads {@code experiment.json}.
     *
     * @throws IOException if it is not there or cannot be read
     */
    public ExperimentRecord read() throws IOException {
        return JsonFiles.read(recordFile(), ExperimentRecord.class);
    }

    /** Leases of the processes that share the folder; not there if it was never shared. */
    Path leases() {
        return folder.resolve("leases");
    }

    void write(ExperimentRecord experiment) throws IOException {
        JsonFiles.update(recordFile(), experiment);
    }

    /**
     * The folder of a trial.
     *
     * @param backbone its id
     * @param scenario its id
     * @param run counted from 1
     * @return the folder, which need not exist
     */
    public TrialFolder trial(String backbone, String scenario, int run) {
        return TrialFolder.of(folder.resolve("runs")
                .resolve(backbone)
                .resolve(scenario)
                .resolve(String.format(Locale.ROOT, "run%02d", run)));
    }

    TrialFolder trial(Trial trial) {
        return trial(trial.backbone(), trial.scenario().id(), trial.run());
    }

    Path testFile(String testSet) {
        return folder.resolve("tests").resolve(testSet + ".csv");
    }

    /**
     * The rows of a test set, in the order of its score files.
     *
     * @return the rows, all of the split {@code test}
     * @throws IOException if the file is not there or cannot be read
     */
    public SplitFile test(String testSet) throws IOException {
        return SplitFile.read(testFile(testSet));
    }
}
