package org.cyborgml.app.decoy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cyborgml.metrics.SettingChoice.Measure;

/** The study's main number as a measure by which settings are chosen: the accuracy with patch values drawn at random. */
public final class DecoyMeasure {

    private DecoyMeasure() {}

    /** Tells whether a folder is that of a decoy study. */
    public static boolean isStudy(Path folder) {
        return Files.exists(folder.resolve("settings.json"));
    }

    /**
     * The measure of a study.
     *
     * @param folder of the study
     * @return the values of all candidates that have a finished training, by seed
     * @throws IOException if a file cannot be read
     */
    public static Measure of(Path folder) throws IOException {
        Map<String, Map<Long, Double>> values = new LinkedHashMap<>();
        List<StudyTrial> trials = StudyFiles.read(folder);
        for (Arm candidate : Candidates.all()) {
            for (StudyTrial trial : trials) {
                if (trial.arm().equals(candidate.name())) {
                    values.computeIfAbsent(candidate.name(), name -> new HashMap<>())
                            .put(trial.seed(), trial.value(Column.RANDOM_VALUE));
                }
            }
        }
        return new Measure(folder.getFileName() + ": random patch value", values);
    }
}
