package org.cyborgml.app.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cyborgml.data.LabelledImage;
import org.cyborgml.data.Split;
import org.jspecify.annotations.Nullable;

/**
 * Images that go through every trained network: a test set, or the training images, whose CAMs are measured by the human
 * maps in every scenario alike.
 *
 * @param id the test set's, or {@value TrialResult#TRAIN}
 * @param test the test set; empty for the training images
 * @param csv the experiment's split file
 */
record ImageSet(String id, Optional<TestSet> test, String csv) {

    /** All of an experiment: the training images if there are maps to measure by, then the test sets. */
    static List<ImageSet> of(Experiment experiment) {
        List<ImageSet> sets = new ArrayList<>();
        String csv = experiment.data().csv();
        if (experiment.data().agreementMaps() != null) {
            sets.add(new ImageSet(TrialResult.TRAIN, Optional.empty(), csv));
        }
        experiment.testSets().forEach(test -> sets.add(new ImageSet(test.id(), Optional.of(test), csv)));
        return sets;
    }

    List<LabelledImage> images(ExperimentFiles files) throws IOException {
        return test.isPresent() ? files.images(test.get()) : files.images(csv, Split.TRAIN);
    }

    Path root(ExperimentFiles files) {
        return test.map(files::imageRoot).orElseGet(files::imageRoot);
    }

    /** The folder of human maps, as the plan names it; null for none. */
    @Nullable
    String maps(Experiment experiment) {
        String maps = test.isPresent() ? test.get().maps() : experiment.data().agreementMaps();
        return maps == null ? null : experiment.data().folder(maps);
    }
}
