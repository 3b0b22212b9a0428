package org.cyborgml.app.cli;

import org.cyborgml.app.console.OptionGroup;
import org.cyborgml.data.SampleOrder;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.Network;
import org.cyborgml.training.AugmentationChoice;
import org.cyborgml.training.LearningRateSchedule;
import org.cyborgml.training.Optimizer;
import org.cyborgml.training.TrainingSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the optimisation: epochs, batches, steps and what keeps a network from learning by heart. */
@OptionGroup("Optimisation")
final class OptimisationOptions {

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Epochs. Default: 50; with schedule plateau as many as that allows.")
    private @Nullable Integer epochs;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description =
                    "Images of a step. Default: 20; cnndetection 64; the efficientnets and xception_deepfake 32, 36"
                            + " with --triplets.")
    private @Nullable Integer batch;

    @Option(
            names = "--optimizer",
            paramLabel = "OPTIMIZER",
            description = "${COMPLETION-CANDIDATES}. Default: sgd; cnndetection, self_attention, the efficientnets and"
                    + " xception_deepfake adam.")
    private @Nullable Optimizer optimizer;

    @Option(
            names = "--lr",
            paramLabel = "RATE",
            description = "Learning rate of the first epoch. Default: 0.005; cnndetection and self_attention 1e-4, the"
                    + " efficientnets and xception_deepfake 1e-5.")
    private @Nullable Double learningRate;

    @Option(
            names = "--schedule",
            paramLabel = "SCHEDULE",
            description = "Of the learning rate: ${COMPLETION-CANDIDATES}. Default: step; self_attention constant;"
                    + " cnndetection, the efficientnets and xception_deepfake plateau.")
    private @Nullable LearningRateSchedule schedule;

    @Option(names = "--momentum", paramLabel = "M", description = "Classical momentum, of sgd. Default: 0.9.")
    private @Nullable Double momentum;

    @Option(
            names = "--weight-decay",
            paramLabel = "DECAY",
            description = "Added to the gradient of all parameters. Default: 1e-6; cnndetection, the efficientnets and"
                    + " xception_deepfake 0, self_attention 5e-4.")
    private @Nullable Double weightDecay;

    @Option(
            names = "--augment",
            paramLabel = "STEPS",
            description = "Random changes of training images and their maps: none, or steps such as"
                    + " flip=0.5,zoom=0.8,rotate=10,blur=0.5,jpeg=0.5, or cnndetection=0.5 or bonettini=0.5. Default: none;"
                    + " cnndetection its own with 0.5; the efficientnets and xception_deepfake bonettini=0.5.")
    private @Nullable AugmentationChoice augmentation;

    @Option(
            names = "--dropout",
            paramLabel = "SHARE",
            description =
                    "Share of feature maps dropped before the classifier, in [0,1). Default: 0.5 for inception_v3, 0 for the"
                            + " others, which have no dropout.")
    private @Nullable Double dropout;

    @Option(names = "--no-shuffle", description = "Visit the images in the file's order.")
    private boolean unshuffled;

    /** The settings with these options, where they are given. */
    TrainingSettings applyTo(TrainingSettings settings) {
        TrainingSettings s = settings.withOrder(unshuffled ? SampleOrder.AS_LISTED : settings.order());
        s = Given.apply(s, epochs, TrainingSettings::withEpochs);
        s = Given.apply(s, batch, TrainingSettings::withBatch);
        s = Given.apply(s, optimizer, TrainingSettings::withOptimizer);
        s = Given.apply(s, learningRate, TrainingSettings::withLearningRate);
        s = Given.apply(s, schedule, TrainingSettings::withSchedule);
        s = Given.apply(s, momentum, TrainingSettings::withMomentum);
        s = Given.apply(s, weightDecay, TrainingSettings::withWeightDecay);
        return Given.apply(s, augmentation, TrainingSettings::withAugmentation);
    }

    /** Sets the dropout of a network, if it is given and the network has one. */
    void setDropout(Network.Builder<?> builder, Architecture architecture) {
        if (dropout != null) {
            try {
                builder.dropout(dropout);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "--dropout " + dropout + ": " + architecture + " " + e.getMessage(), e);
            }
        }
    }

    /** The dropout, as params.json notes it. */
    String dropoutInWords() {
        return dropout == null ? "" : dropout.toString();
    }
}
