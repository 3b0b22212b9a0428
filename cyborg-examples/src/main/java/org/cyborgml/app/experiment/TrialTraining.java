package org.cyborgml.app.experiment;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.cyborgml.training.EpochTest;
import org.cyborgml.training.Trainer;
import org.cyborgml.training.TrainingLog;
import org.cyborgml.training.TrainingSamples;
import org.cyborgml.training.TrainingSettings;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/**
 * The training of a trial. What is there of it already is not done again: it continues after its last whole epoch.
 *
 * @param folder of its files
 * @param settings of the training
 * @param samples used, not closed
 * @param start makes the network with which it starts
 * @param notes on the network
 * @param test of every epoch's network
 * @param testWork images that go through the network in such a test
 */
public record TrialTraining(
        TrialFolder folder,
        TrainingSettings settings,
        TrainingSamples samples,
        Supplier<ComputationGraph> start,
        Map<String, ?> notes,
        EpochTest test,
        double testWork) {

    /**
     * A finished training.
     *
     * @param log of all epochs
     * @param network after the last one; null if the training was over before and that network is not kept any more
     */
    public record Trained(TrainingLog log, @Nullable ComputationGraph network) {}

    /**
     * The work of an epoch.
     *
     * @param train number of images to train on
     * @param validation number of images to validate with
     * @param tested number of images that the epoch's network is tested on
     * @return images through the network, those of a training step counted thrice
     */
    public static double workOfEpoch(int train, int validation, double tested) {
        return PlanClock.TRAINING_STEP * (double) train + validation + tested;
    }

    /**
     * Trains.
     *
     * @param monitor told how far the trial is
     * @param workAfter images that go through the trained network afterwards
     * @throws IOException as {@link Trainer#resume}
     */
    public Trained run(TrialMonitor monitor, double workAfter) throws IOException {
        double workOfEpoch = workOfEpoch(
                samples.train().samples().size(), samples.validation().samples().size(), testWork);
        AtomicReference<ComputationGraph> network = new AtomicReference<>();
        TrainingLog log = Trainer.builder(settings, folder.path())
                .samples(samples)
                .network(start)
                .notes(notes)
                .progress(monitor.training(folder, settings, workOfEpoch, workAfter, network::set))
                .epochTest(test)
                .build()
                .resume();
        return new Trained(log, network.get());
    }
}
