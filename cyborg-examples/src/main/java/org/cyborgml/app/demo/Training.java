package org.cyborgml.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.cyborgml.app.console.Progress;
import org.cyborgml.app.decoy.LabelledImages;
import org.cyborgml.app.decoy.PixelScaling;
import org.cyborgml.app.decoy.Predictions;
import org.cyborgml.app.decoy.Seeds;
import org.cyborgml.app.decoy.TrainingPass;
import org.cyborgml.app.decoy.TrainingSet;
import org.cyborgml.app.demo.DemoResults.Epoch;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.loss.FeatureTap;
import org.cyborgml.models.Network;
import org.cyborgml.optim.ClassicalMomentum;
import org.cyborgml.training.CosineAnnealing;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Trains networks. The initial weights and the order of the batches come from the run's seed alone, so that both scenarios of
 * a seed begin and proceed alike.
 */
final class Training {

    private final DemoSettings settings;
    private final TrainingSet trainingSet;
    private final LabelledImages seen;
    private final LabelledImages validation;

    /** The accuracies after every epoch are those on the seen images, which are of the training set, and on validation's. */
    Training(DemoSettings settings, TrainingSet trainingSet, LabelledImages seen, LabelledImages validation) {
        this.settings = settings;
        this.trainingSet = trainingSet;
        this.seen = seen;
        this.validation = validation;
    }

    PixelScaling scaling() {
        return trainingSet.scaling();
    }

    /** Images that go through a network in an epoch. */
    long imagesPerEpoch() {
        return (long) trainingSet.images().size() + seen.size() + validation.size();
    }

    /** An untrained network. One at a time: ND4J draws the weights of all from one generator. */
    static synchronized ComputationGraph fresh(
            Architecture architecture, DemoSettings settings, double alpha, long seed) {
        return network(architecture, settings, alpha, seed).init();
    }

    /** The same network before it has weights. */
    static Network network(Architecture architecture, DemoSettings settings, double alpha, long seed) {
        return architecture.network(
                CyborgLoss.reference().withTap(FeatureTap.POOLED).withAlpha(alpha),
                new ClassicalMomentum(
                        CosineAnnealing.from(settings.learningRate(), settings.epochs()), settings.momentum()),
                settings.weightDecay(),
                seed);
    }

    /** Trains a fresh network by the order of batches that the seed gives; what it returns is epoch by epoch. */
    List<Epoch> train(ComputationGraph network, double alpha, long seed, Progress progress) {
        SplittableRandom orders = Seeds.stream(seed, "batches");
        List<Epoch> epochs = new ArrayList<>();
        for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
            epochs.add(epoch(network, epoch, alpha, trainingSet.order(orders), progress));
        }
        return epochs;
    }

    private Epoch epoch(ComputationGraph network, int epoch, double alpha, int[] order, Progress progress) {
        TrainingPass pass = TrainingPass.run(network, trainingSet, order, settings.batch(), progress);
        return new Epoch(
                epoch,
                pass.crossEntropy(),
                alpha == 1 ? null : pass.saliency(),
                accuracy(network, seen, progress),
                accuracy(network, validation, progress));
    }

    private double accuracy(ComputationGraph network, LabelledImages images, Progress progress) {
        return Predictions.of(network, images, trainingSet.scaling(), progress).accuracy(images);
    }
}
