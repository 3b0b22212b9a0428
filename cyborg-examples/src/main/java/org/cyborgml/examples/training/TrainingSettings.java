package org.cyborgml.examples.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.cyborgml.examples.data.SampleOrder;
import org.cyborgml.loss.ClassSelection;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.loss.FeatureTap;
import org.cyborgml.loss.SaliencyDistance;
import org.cyborgml.optim.ClassicalMomentum;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * How a network is trained; what {@code Logs/params.json} records, together with the files used. Start from
 * {@link #published} and change what is wanted.
 *
 * @param alpha weight of the cross-entropy, in [0,1]; 1 is classical training
 * @param distance of the maps
 * @param classSelection whose CAM is compared
 * @param tap which feature maps the CAM is made of
 * @param epochs how many, at least 1
 * @param batch samples of a batch, at least 1
 * @param learningRate of the first epoch, above 0
 * @param schedule of the learning rate
 * @param momentum in [0,1)
 * @param weightDecay added to the gradient of every learned parameter, at least 0
 * @param order of the samples in an epoch
 * @param seed of the first weights and of the order, above 0
 */
@JsonPropertyOrder(alphabetic = false)
public record TrainingSettings(
        @JsonProperty("alpha") double alpha,
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
        @JsonProperty("seed") long seed) {

    /**
     * Checks the ranges.
     *
     * @param alpha weight of the cross-entropy, in [0,1]; 1 is classical training
     * @param distance of the maps
     * @param classSelection whose CAM is compared
     * @param tap which feature maps the CAM is made of
     * @param epochs how many, at least 1
     * @param batch samples of a batch, at least 1
     * @param learningRate of the first epoch, above 0
     * @param schedule of the learning rate
     * @param momentum in [0,1)
     * @param weightDecay added to the gradient of every learned parameter, at least 0
     * @param order of the samples in an epoch
     * @param seed of the first weights and of the order, above 0
     * @throws IllegalArgumentException if a value is out of range; it names the value
     */
    public TrainingSettings {
        require(alpha >= 0 && alpha <= 1, "alpha", "in [0,1]", alpha);
        require(epochs >= 1, "epochs", "at least 1", epochs);
        require(batch >= 1, "batch", "at least 1", batch);
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
     *     in steps, momentum 0.9, weight decay 1e-6, shuffled, seed 1
     */
    public static TrainingSettings published() {
        return new TrainingSettings(
                0.5,
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
                1);
    }

    /**
     * The same settings with another seed.
     *
     * @param value at least 1
     * @return the changed settings
     */
    public TrainingSettings withSeed(long value) {
        return new TrainingSettings(
                alpha,
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
                value);
    }

    /**
     * The loss of these settings.
     *
     * @return the loss
     */
    public CyborgLoss loss() {
        return CyborgLoss.reference()
                .withAlpha(alpha)
                .withDistance(distance)
                .withClassSelection(classSelection)
                .withTap(tap);
    }

    /**
     * The updater of these settings.
     *
     * @return classical momentum with the schedule
     */
    public IUpdater updater() {
        return new ClassicalMomentum(schedule.of(learningRate, epochs), momentum);
    }
}
