package org.cyborgml.loss;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Settings of the CYBORG loss, {@code alpha * mean CE(label, logits) + (1 - alpha) * mean d(human map, model's map)} (Boyd et
 * al., WACV 2023, section 3). The model's map is the min-max scaled class activation map.
 *
 * <p>Immutable. Start from {@link #reference()}, the authors' code, which made the paper's numbers, or from
 * {@link #paper()}, the paper's text, and change settings with the {@code with} methods.
 */
public final class CyborgLoss implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final double PUBLISHED_ALPHA = 0.5;

    private final ISchedule alpha;
    private final SaliencyDistance distance;
    private final ClassSelection classSelection;
    private final FeatureTap tap;

    @JsonCreator
    private CyborgLoss(
            @JsonProperty("alpha") ISchedule alpha,
            @JsonProperty("distance") SaliencyDistance distance,
            @JsonProperty("classSelection") ClassSelection classSelection,
            @JsonProperty("tap") FeatureTap tap) {
        this.alpha = Objects.requireNonNull(alpha, "alpha");
        this.distance = Objects.requireNonNull(distance, "distance");
        this.classSelection = Objects.requireNonNull(classSelection, "classSelection");
        this.tap = Objects.requireNonNull(tap, "tap");
    }

    /**
     * The authors' published code: alpha 0.5, mean squared difference, predicted class, the reference tap.
     *
     * @return the preset
     */
    public static CyborgLoss reference() {
        return new CyborgLoss(
                new FixedSchedule(PUBLISHED_ALPHA),
                SaliencyDistance.MSE,
                ClassSelection.PREDICTED,
                FeatureTap.REFERENCE);
    }

    /**
     * The paper's text: alpha 0.5, Euclidean norm, the true class, the pooled tap.
     *
     * @return the preset
     */
    public static CyborgLoss paper() {
        return new CyborgLoss(
                new FixedSchedule(PUBLISHED_ALPHA), SaliencyDistance.EUCLIDEAN, ClassSelection.TRUE, FeatureTap.POOLED);
    }

    /**
     * The same loss with a fixed weight of the classification term.
     *
     * @param value in [0,1]: 1 is plain cross-entropy, 0 saliency alone
     * @return the changed loss
     * @throws IllegalArgumentException if the value is outside [0,1]
     */
    public CyborgLoss withAlpha(double value) {
        return withAlpha(new FixedSchedule(checked(value)));
    }

    /**
     * The same loss with a weight of the classification term that changes over epochs or iterations.
     *
     * @param schedule gives values in [0,1] for every epoch that is trained
     * @return the changed loss
     */
    public CyborgLoss withAlpha(ISchedule schedule) {
        return new CyborgLoss(schedule, distance, classSelection, tap);
    }

    /**
     * The same loss with another distance of maps.
     *
     * @param value the distance
     * @return the changed loss
     */
    public CyborgLoss withDistance(SaliencyDistance value) {
        return new CyborgLoss(alpha, value, classSelection, tap);
    }

    /**
     * The same loss with the CAM of another class.
     *
     * @param value the selection
     * @return the changed loss
     */
    public CyborgLoss withClassSelection(ClassSelection value) {
        return new CyborgLoss(alpha, distance, value, tap);
    }

    /**
     * The same loss with the CAM made of other feature maps.
     *
     * @param value the tap
     * @return the changed loss
     */
    public CyborgLoss withTap(FeatureTap value) {
        return new CyborgLoss(alpha, distance, classSelection, value);
    }

    /**
     * The weight of the classification term.
     *
     * @return the schedule
     */
    public ISchedule getAlpha() {
        return alpha;
    }

    /**
     * The weight of the classification term at a point of the training.
     *
     * @param iteration counted from 0
     * @param epoch counted from 0
     * @return alpha in [0,1]
     * @throws IllegalArgumentException if the schedule's value is outside [0,1]
     */
    public double alphaAt(int iteration, int epoch) {
        return checked(alpha.valueAt(iteration, epoch));
    }

    /**
     * The distance of maps.
     *
     * @return the distance
     */
    public SaliencyDistance getDistance() {
        return distance;
    }

    /**
     * The class whose CAM is compared with the human map.
     *
     * @return the selection
     */
    public ClassSelection getClassSelection() {
        return classSelection;
    }

    /**
     * The feature maps that the CAM is made of.
     *
     * @return the tap
     */
    public FeatureTap getTap() {
        return tap;
    }

    private static double checked(double alpha) {
        if (!(alpha >= 0 && alpha <= 1)) {
            throw new IllegalArgumentException("alpha must be in [0,1], found " + alpha);
        }
        return alpha;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof CyborgLoss other
                && alpha.equals(other.alpha)
                && distance == other.distance
                && classSelection == other.classSelection
                && tap == other.tap;
    }

    @Override
    public int hashCode() {
        return Objects.hash(alpha, distance, classSelection, tap);
    }

    @Override
    public String toString() {
        return "CyborgLoss[alpha=" + alpha + ", distance=" + distance + ", classSelection=" + classSelection + ", tap="
                + tap + "]";
    }
}
