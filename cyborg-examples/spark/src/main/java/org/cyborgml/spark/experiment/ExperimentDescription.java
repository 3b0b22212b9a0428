package org.cyborgml.spark.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files that describe an experiment, and the places of its trials, in the cluster's storage and on machines alike. */
final class ExperimentDescription {

    private static final String RECORD = "experiment.json";
    private static final String TESTS = "tests";

    private ExperimentDescription() {}

    /** Copies the files that are there. */
    static void copy(Path from, Path to) throws IOException {
        for (Path file : Copies.files(from.resolve(TESTS))) {
            Copies.copyWhole(file, to.resolve(from.relativize(file).toString()));
        }
        // Its presence says that the experiment is begun.
        if (Files.exists(from.resolve(RECORD))) {
            Copies.copyWhole(from.resolve(RECORD), to.resolve(RECORD));
        }
    }

    /** The place of a trial's results. */
    static Path place(Path folder, String trial) {
        return folder.resolve("runs").resolve(trial);
    }
}
