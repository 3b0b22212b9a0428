package org.cyborgml.examples.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.cyborgml.examples.demo.DemoResults.Epoch;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.loss.FeatureTap;
import org.cyborgml.loss.LossTerms;
import org.cyborgml.optim.ClassicalMomentum;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

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
        return architecture.create(
                CyborgLoss.reference().withTap(FeatureTap.POOLED).withAlpha(alpha),
                new ClassicalMomentum(learningRate(settings), settings.momentum()),
                settings.weightDecay(),
                seed);
    }

    /** Half a cosine over the epochs. Not DL4J's PolySchedule, which in M2.1 rises where it should fall. */
    static ISchedule learningRate(DemoSettings settings) {
        Map<Integer, Double> rates = new TreeMap<>();
        for (int e = 0; e < settings.epochs(); e++) {
            rates.put(e, settings.learningRate() * (1 + Math.cos(Math.PI * e / settings.epochs())) / 2);
        }
        return new MapSchedule(ScheduleType.EPOCH, rates);
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
        double crossEntropy = 0;
        double saliency = 0;
        for (int from = 0; from < order.length; from += settings.batch()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("training was interrupted in epoch " + epoch);
            }
            int to = Math.min(order.length, from + settings.batch());
            network.fit(trainingSet.batch(order, from, to));
            LossTerms terms = LossTerms.of(network);
            if (!Double.isFinite(terms.total())) {
                throw new ArithmeticException(
                        "the loss is " + terms.total() + " in epoch " + epoch + " after " + from + " images: " + terms);
            }
            crossEntropy += terms.classification() * (to - from);
            saliency += terms.saliency() * (to - from);
            progress.advance(to - from);
        }
        network.incrementEpochCount();
        return new Epoch(
                epoch,
                crossEntropy / order.length,
                alpha == 1 ? null : saliency / order.length,
                accuracy(network, seen, progress),
                accuracy(network, validation, progress));
    }

    private double accuracy(ComputationGraph network, LabelledImages images, Progress progress) {
        return Predictions.of(network, images, trainingSet.scaling(), progress).accuracy(images);
    }
}
