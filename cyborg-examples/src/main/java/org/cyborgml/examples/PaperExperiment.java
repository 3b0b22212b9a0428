package org.cyborgml.examples;

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
 * Composes the paper's four scenarios for one backbone as objects: classical, classical on more data, CYBORG with human maps,
 * CYBORG with segmentation masks. Below the data folder: {@code split.csv} and {@code large.csv} (rows of
 * {@code split,label,path}), {@code images/}, {@code maps/}, {@code masks/}, {@code resnet50.pth} (ImageNet) and
 * {@code test.csv}.
 */
public final class PaperExperiment {

    private PaperExperiment() {}

    /**
     * Trains each scenario ten times and tests every network. Running it again resumes from the last finished epoch.
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
        TrainingData data =
                TrainingData.of("split.csv", "images").withMaps("human", "maps").withMaps("segmentation", "masks");
        return Experiment.named("CYBORG, one backbone", data)
                .with(Backbone.of(Architecture.RESNET50).withWeights("resnet50.pth"))
                .with(Scenario.classical("classical"))
                .with(Scenario.classical("classical_large").withCsv("large.csv"))
                .with(Scenario.cyborg("cyborg", "human"))
                .with(Scenario.cyborg("cyborg_segmentation", "segmentation"))
                .with(TestSet.ofCsv("test", "test.csv"));
    }
}
