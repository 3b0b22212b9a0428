package org.cyborgml.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Objects;
import java.util.function.Consumer;
import org.cyborgml.data.SampleOrder;
import org.cyborgml.loss.ClassSelection;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.loss.FeatureTap;
import org.cyborgml.loss.SaliencyDistance;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.Network;
import org.cyborgml.models.kernel.KernelPrecision;
import org.cyborgml.models.kernel.Kernels;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Settings of a training, as {@code Logs/params.json} records them together with the files used. Start from {@link #reference}
 * and change some.
 *
 * @param alpha weight of the cross-entropy, in [0,1]; 1 is classical training
 * @param alphaSchedule of the saliency term's weight, 1 - alpha; null for {@link AlphaSchedule#CONSTANT}
 * @param distance of the maps
 * @param classSelection the class whose CAM is compared
 * @param tap feature maps that the CAM is made of
 * @param epochs number of epochs, at least 1
 * @param batch samples of a batch, at least 1
 * @param learningRate of the first epoch, above 0
 * @param schedule of the learning rate
 * @param momentum in [0,1)
 * @param weightDecay added to the gradient of every learned parameter, at least 0
 * @param order of the samples in an epoch
 * @param seed of the first weights and of the order, above 0
 * @param optimizer the rule that turns gradients into steps
 * @param augmentation random changes of the training images
 * @param mapTarget the targets that the network's maps are compared with
 * @param precision in which the network computes
 */
@JsonPropertyOrder(alphabetic = false)
public record TrainingSettings(
        @JsonProperty("alpha") double alpha,
        @JsonProperty("alpha_schedule")
                @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = AlphaSchedule.LeftOut.class)
                AlphaSchedule alphaSchedule,
        @JsonProperty("distance") SaliencyDistance distance,
        @JsonProperty("class_selection") ClassSelection classSelection,
        @JsonProperty("tap") FeatureTap tap,
        @JsonProperty("epochs") int epochs,
        @JsonProperty("batch") int batch,
        @JsonProperty("learning_rate") double learningRate,
        @JsonProperty("schedule") LearningRateSchedule schedule,
        @JsonProperty("momentum") double momentum,
        @JsonProperty("weight_decay") double weightDecay,
        @JsonProperty("order") SampleOrder order,
        @JsonProperty("seed") long seed,
        @JsonProperty("optimizer") Optimizer optimizer,
        @JsonProperty("augmentation") AugmentationChoice augmentation,
        @JsonProperty("map_target") MapTarget mapTarget,
        @JsonProperty("precision") KernelPrecision precision) {

    /** As CNNDetection's code has it; the plateau ends its trainings long before. */
    static final int MOST_EPOCHS = 10_000;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of range; it names the value
     */
    public TrainingSettings {
        require(alpha >= 0 && alpha <= 1, "alpha", "in [0,1]", alpha);
        alphaSchedule = Objects.requireNonNullElse(alphaSchedule, AlphaSchedule.CONSTANT);
        require(alpha < 1 || alphaSchedule == AlphaSchedule.CONSTANT, "alpha", "below 1 to have a schedule", alpha);
        require(epochs >= 1, "epochs", "at least 1", epochs);
        require(batch >= 1, "batch", "at least 1", batch);
        require(batch % order.step() == 0, "batch", "a multiple of " + order.step() + " for " + order, batch);
        require(learningRate > 0 && Double.isFinite(learningRate), "learning rate", "above 0", learningRate);
        require(momentum >= 0 && momentum < 1, "momentum", "in [0,1)", momentum);
        require(weightDecay >= 0 && Double.isFinite(weightDecay), "weight decay", "at least 0", weightDecay);
        require(seed >= 1, "seed", "at least 1", seed);
    }

    private static void require(boolean condition, String name, String rule, Number value) {
        if (!condition) {
            throw new IllegalArgumentException(name + " must be " + rule + ", found " + value);
        }
    }

    /**
     * The published CYBORG training.
     *
     * @return alpha 0.5, mean squared difference, predicted class, reference tap, 50 epochs, batch 20, learning rate 0.005
     *     in steps, momentum 0.9, weight decay 1e-6, shuffled, seed 1, in {@link Kernels#precision}
     */
    public static TrainingSettings reference() {
        return new TrainingSettings(
                0.5,
                AlphaSchedule.CONSTANT,
                SaliencyDistance.MSE,
                ClassSelection.PREDICTED,
                FeatureTap.REFERENCE,
                50,
                20,
                0.005,
                LearningRateSchedule.STEP,
                0.9,
                1e-6,
                SampleOrder.SHUFFLED,
                1,
                Optimizer.SGD,
                AugmentationChoice.none(),
                MapTarget.SALIENCY_MAPS,
                Kernels.precision());
    }

    /**
     * The settings with which the authors of a network trained it: {@link #reference()}, and for the baselines
     *
     * <ul>
     *   <li>CNNDetection (Wang et al., CVPR 2020): cross-entropy only, Adam with learning rate 1e-4 on a plateau schedule that
     *       ends the training, batch 64, no weight decay, its augmentation with probability 0.5;
     *   <li>Self-Attention (Dang et al., CVPR 2020): L1 distance of the map from class masks, Adam with learning rate 1e-4,
     *       weight decay 1e-3 (here 5e-4: our loss is half of theirs, and Adam does not see the difference);
     *   <li>the EfficientNets and Xception of Bonettini et al. (ICPR 2020): cross-entropy only, Adam with learning rate 1e-5,
     *       batch 32, no weight decay, their augmentation with probability 0.5. The plateau is CNNDetection's, by accuracy
     *       after whole epochs; theirs goes by the loss after every 500 steps.
     * </ul>
     *
     * @param architecture the network
     * @return its settings
     */
    public static TrainingSettings referenceFor(Architecture architecture) {
        return switch (architecture) {
            case MESO4, MESOINCEPTION4 ->
                throw new IllegalArgumentException(architecture + " is there to score with its published weights: it"
                        + " lacks its dropout, so it is not trained");
            case CNNDETECTION ->
                reference()
                        .withAlpha(1)
                        .withOptimizer(Optimizer.ADAM)
                        .withLearningRate(1e-4)
                        .withSchedule(LearningRateSchedule.PLATEAU)
                        .withEpochs(MOST_EPOCHS)
                        .withBatch(64)
                        .withWeightDecay(0)
                        .withAugmentation(AugmentationChoice.cnnDetection(0.5));
            case SELF_ATTENTION ->
                reference()
                        .withDistance(SaliencyDistance.L1)
                        .withOptimizer(Optimizer.ADAM)
                        .withLearningRate(1e-4)
                        .withSchedule(LearningRateSchedule.CONSTANT)
                        .withWeightDecay(5e-4)
                        .withMapTarget(MapTarget.CLASS_MASKS);
            case EFFICIENTNET_B4, EFFICIENTNET_B4_ATT, EFFICIENTNET_B4_ST, EFFICIENTNET_B4_ATT_ST, XCEPTION_DEEPFAKE ->
                reference()
                        .withAlpha(1)
                        .withOptimizer(Optimizer.ADAM)
                        .withLearningRate(1e-5)
                        .withSchedule(LearningRateSchedule.PLATEAU)
                        .withEpochs(MOST_EPOCHS)
                        .withBatch(32)
                        .withWeightDecay(0)
                        .withAugmentation(AugmentationChoice.bonettini(0.5));
            case RESNET50, DENSENET121, INCEPTION_V3, XCEPTION, SMALL_CNN -> reference();
        };
    }

    /**
     * The settings of the first stage of a siamese training (Bonettini et al., ICPR 2020), which learns features by triplets:
     * those of the detectors, batches of 12 triplets, and every image an anchor once an epoch. Losses and accuracies of
     * its log are the triplet loss and the share of triplets whose positive is nearer than their negative.
     *
     * @return the settings
     */
    public static TrainingSettings referenceForTriplets() {
        return referenceFor(Architecture.EFFICIENTNET_B4_ST)
                .withBatch(12 * SampleOrder.TRIPLETS.step())
                .withOrder(SampleOrder.TRIPLETS);
    }

    /**
     * The same settings with another alpha.
     *
     * @param value weight of the cross-entropy, in [0,1]; 1 is classical training
     * @return the changed settings
     */
    public TrainingSettings withAlpha(double value) {
        return with(values -> values.alpha = value);
    }

    /**
     * The same settings with another schedule of the saliency term's weight.
     *
     * @param value part of 1 - alpha by epoch
     * @return the changed settings
     */
    public TrainingSettings withAlphaSchedule(AlphaSchedule value) {
        return with(values -> values.alphaSchedule = value);
    }

    /**
     * The same settings with another distance.
     *
     * @param value of the maps
     * @return the changed settings
     */
    public TrainingSettings withDistance(SaliencyDistance value) {
        return with(values -> values.distance = value);
    }

    /**
     * The same settings with another class selection.
     *
     * @param value the class whose CAM is compared
     * @return the changed settings
     */
    public TrainingSettings withClassSelection(ClassSelection value) {
        return with(values -> values.classSelection = value);
    }

    /**
     * The same settings with another tap.
     *
     * @param value feature maps that the CAM is made of
     * @return the changed settings
     */
    public TrainingSettings withTap(FeatureTap value) {
        return with(values -> values.tap = value);
    }

    /**
     * The same settings with another number of epochs.
     *
     * @param value number of epochs, at least 1
     * @return the changed settings
     */
    public TrainingSettings withEpochs(int value) {
        return with(values -> values.epochs = value);
    }

    /**
     * The same settings with another batch size.
     *
     * @param value samples of a batch, at least 1
     * @return the changed settings
     */
    public TrainingSettings withBatch(int value) {
        return with(values -> values.batch = value);
    }

    /**
     * The same settings with another learning rate.
     *
     * @param value of the first epoch, above 0
     * @return the changed settings
     */
    public TrainingSettings withLearningRate(double value) {
        return with(values -> values.learningRate = value);
    }

    /**
     * The same settings with another schedule.
     *
     * @param value of the learning rate
     * @return the changed settings
     */
    public TrainingSettings withSchedule(LearningRateSchedule value) {
        return with(values -> values.schedule = value);
    }

    /**
     * The same settings with another momentum.
     *
     * @param value in [0,1); Adam does not use it
     * @return the changed settings
     */
    public TrainingSettings withMomentum(double value) {
        return with(values -> values.momentum = value);
    }

    /**
     * The same settings with another weight decay.
     *
     * @param value added to the gradient of every learned parameter, at least 0
     * @return the changed settings
     */
    public TrainingSettings withWeightDecay(double value) {
        return with(values -> values.weightDecay = value);
    }

    /**
     * The same settings with another order.
     *
     * @param value of the samples in an epoch
     * @return the changed settings
     */
    public TrainingSettings withOrder(SampleOrder value) {
        return with(values -> values.order = value);
    }

    /**
     * The same settings with another seed.
     *
     * @param value of the first weights, the order and the augmentation, above 0
     * @return the changed settings
     */
    public TrainingSettings withSeed(long value) {
        return with(values -> values.seed = value);
    }

    /**
     * The same settings with another optimizer.
     *
     * @param value the rule that turns gradients into steps
     * @return the changed settings
     */
    public TrainingSettings withOptimizer(Optimizer value) {
        return with(values -> values.optimizer = value);
    }

    /**
     * The same settings with another augmentation.
     *
     * @param value random changes of the training images
     * @return the changed settings
     */
    public TrainingSettings withAugmentation(AugmentationChoice value) {
        return with(values -> values.augmentation = value);
    }

    /**
     * The same settings with another map target.
     *
     * @param value the targets that the network's maps are compared with
     * @return the changed settings
     */
    public TrainingSettings withMapTarget(MapTarget value) {
        return with(values -> values.mapTarget = value);
    }

    /**
     * The same settings with another precision.
     *
     * @param value in which the network computes
     * @return the changed settings
     */
    public TrainingSettings withPrecision(KernelPrecision value) {
        return with(values -> values.precision = value);
    }

    private TrainingSettings with(Consumer<Values> change) {
        Values values = new Values(this);
        change.accept(values);
        return values.settings();
    }

    /** The settings while one of them is changed. */
    private static final class Values {

        private double alpha;
        private AlphaSchedule alphaSchedule;
        private SaliencyDistance distance;
        private ClassSelection classSelection;
        private FeatureTap tap;
        private int epochs;
        private int batch;
        private double learningRate;
        private LearningRateSchedule schedule;
        private double momentum;
        private double weightDecay;
        private SampleOrder order;
        private long seed;
        private Optimizer optimizer;
        private AugmentationChoice augmentation;
        private MapTarget mapTarget;
        private KernelPrecision precision;

        Values(TrainingSettings from) {
            alpha = from.alpha;
            alphaSchedule = from.alphaSchedule;
            distance = from.distance;
            classSelection = from.classSelection;
            tap = from.tap;
            epochs = from.epochs;
            batch = from.batch;
            learningRate = from.learningRate;
            schedule = from.schedule;
            momentum = from.momentum;
            weightDecay = from.weightDecay;
            order = from.order;
            seed = from.seed;
            optimizer = from.optimizer;
            augmentation = from.augmentation;
            mapTarget = from.mapTarget;
            precision = from.precision;
        }

        TrainingSettings settings() {
            return new TrainingSettings(
                    alpha,
                    alphaSchedule,
                    distance,
                    classSelection,
                    tap,
                    epochs,
                    batch,
                    learningRate,
                    schedule,
                    momentum,
                    weightDecay,
                    order,
                    seed,
                    optimizer,
                    augmentation,
                    mapTarget,
                    precision);
        }
    }

    /**
     * The loss of these settings.
     *
     * @return the loss
     */
    public CyborgLoss loss() {
        return CyborgLoss.reference()
                .withAlpha(alphaSchedule.of(alpha, epochs))
                .withDistance(distance)
                .withClassSelection(classSelection)
                .withTap(tap);
    }

    /**
     * The updater of these settings.
     *
     * @return the optimizer with the schedule
     */
    public IUpdater updater() {
        return optimizer.of(schedule.of(learningRate, epochs), momentum);
    }

    /**
     * Sets seed, loss, updater, weight decay and precision of a network.
     *
     * @param <B> the builder's type
     * @param network the network's builder, which is changed
     * @return the builder
     */
    public <B extends Network.Builder<B>> B applyTo(Network.Builder<B> network) {
        return network.seed(seed)
                .loss(loss())
                .updater(updater())
                .weightDecay(weightDecay)
                .precision(precision);
    }
}
