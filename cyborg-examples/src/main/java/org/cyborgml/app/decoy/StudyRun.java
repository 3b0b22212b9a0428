package org.cyborgml.app.decoy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cyborgml.app.console.Progress;
import org.cyborgml.saliency.file.FolderLock;

/**
 * Runs a study in its folder.
 *
 * @param settings of the study
 * @param data its images
 */
record StudyRun(StudySettings settings, StudyData data) {

    static StudyRun of(DecoySet set, StudyData data, int epochs) {
        return of(set, data, epochs, StudySettings.LEARNING_RATE);
    }

    static StudyRun of(DecoySet set, StudyData data, int epochs, double learningRate) {
        return new StudyRun(
                new StudySettings(
                        set,
                        data.sha256(),
                        data.train().size(),
                        data.validation().size(),
                        data.test().size(),
                        epochs,
                        50,
                        learningRate,
                        0.9,
                        1e-4),
                data);
    }

    /**
     * Does what is not done yet.
     *
     * @return the number of trainings
     * @throws IOException if the folder holds a study with other settings, or another process uses it
     */
    int run(Path out, List<Arm> arms, List<Long> seeds, Lanes lanes, Progress progress) throws IOException {
        try (FolderLock lock = FolderLock.take(out)) {
            StudyFiles files = StudyFiles.open(out, settings);
            progress.say(arms.size() + " arms, " + seeds.size() + " seeds, "
                    + files.trials().size() + " trainings done already");
            return new Study(settings, data, files, progress).run(arms, seeds, lanes);
        }
    }
}
