package org.cyborgml.examples.scenarios;

import java.io.IOException;
import java.nio.file.Path;
import org.cyborgml.app.experiment.Backbone;
import org.cyborgml.app.experiment.Experiment;
import org.cyborgml.app.experiment.ExperimentRun;
import org.cyborgml.app.experiment.Scenario;
import org.cyborgml.app.experiment.TestSet;
import org.cyborgml.app.experiment.TrainingData;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.kernel.NativeRuntime;

/**
 * Scenario 3 with masks of face segmentation in the place of human maps.
 * Below the data folder: {@code split.csv} (rows of {@code split,label,path}), {@code images/}, {@code masks/},
 * {@code resnet50.pth} (ImageNet) and {@code test.csv}.
 */
public final class SegmentationCyborgTraining {

    private SegmentationCyborgTraining() {}

    /**
     * Trains ten times and tests each; goes on where it was stopped.
     *
     * @param arguments the data folder and the folder for the results
     * @throws IOException if the data cannot be used or a file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        NativeRuntime.prepare();
        ExperimentRun.of(experiment(), Path.of(arguments[0]), Path.of(arguments[1]))
                .run();
    }

    static Experiment experiment() {
        return Experiment.named(
                        "CYBORG, segmentation masks",
                        TrainingData.of("split.csv", "images").withMaps("segmentation", "masks"))
                .with(Backbone.of(Architecture.RESNET50).withWeights("resnet50.pth"))
                .with(Scenario.cyborg("cyborg_segmentation", "segmentation"))
                .with(TestSet.ofCsv("test", "test.csv"));
    }
}
