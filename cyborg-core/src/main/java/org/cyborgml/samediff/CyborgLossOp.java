package org.cyborgml.samediff;

import java.util.List;
import java.util.Objects;
import org.cyborgml.loss.ClassSelection;
import org.cyborgml.loss.CyborgLoss;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.schedule.FixedSchedule;

/**
 * Builds the CYBORG loss of a batch in a SameDiff graph: {@code mean of alpha * CE(label, logits) + (1 - alpha) * mask *
 * d(human map, scaled CAM)} over the N samples (Boyd et al., WACV 2023, section 3). Started by {@link CyborgOps#loss}.
 *
 * <p>{@link #add} adds these variables, under the name given to it and its extensions:
 *
 * <table>
 * <caption>Variables of a loss called {@code loss}</caption>
 * <tr><th>Name</th><th>Shape</th><th>Value</th></tr>
 * <tr><td>{@code loss}</td><td>scalar</td><td>the loss, marked as such for training</td></tr>
 * <tr><td>{@code loss/classification}</td><td>scalar</td><td>mean cross-entropy in nats, without alpha</td></tr>
 * <tr><td>{@code loss/saliency}</td><td>scalar</td><td>mean over the batch of mask times distance, without 1 - alpha</td></tr>
 * <tr><td>{@code loss/cam}</td><td>{@code [N, h, w]}</td><td>the scaled CAMs that are compared</td></tr>
 * </table>
 *
 * <p>A weight of 0 leaves a sample out of the saliency term, whatever its human map holds. All values and gradients are those
 * of {@link org.cyborgml.head.CyborgHead}; none is NaN for finite input.
 */
public final class CyborgLossOp {

    /** Extension of the name of the mean cross-entropy. */
    public static final String CLASSIFICATION = "/classification";

    /** Extension of the name of the mean distance. */
    public static final String SALIENCY = "/saliency";

    /** Extension of the name of the scaled CAMs. */
    public static final String CAM = "/cam";

    private final CyborgOps ops;
    private final CyborgLoss loss;
    private @Nullable SDVariable logits;
    private @Nullable SDVariable labels;
    private @Nullable SDVariable featureMaps;
    private @Nullable SDVariable weights;
    private @Nullable SDVariable humanMaps;
    private @Nullable SDVariable mask;
    private @Nullable SDVariable alpha;

    CyborgLossOp(CyborgOps ops, CyborgLoss loss) {
        this.ops = ops;
        this.loss = Objects.requireNonNull(loss, "loss");
    }

    /**
     * The logits of the batch; required.
     *
     * @param variable {@code [N, C]}, or {@code [N, 1]} with one logit; not probabilities
     * @return this
     * @throws IllegalArgumentException if its shape is known and does not fit
     */
    public CyborgLossOp logits(SDVariable variable) {
        this.logits = Shapes.require("logits", variable, Shapes.ANY, ops.logits());
        return this;
    }

    /**
     * The labels of the batch; required.
     *
     * @param variable one-hot (or soft) rows {@code [N, C]}; {@code [N, 1]} in [0,1] with one logit
     * @return this
     * @throws IllegalArgumentException if its shape is known and does not fit
     */
    public CyborgLossOp labels(SDVariable variable) {
        this.labels = Shapes.require("labels", variable, Shapes.ANY, ops.logits());
        return this;
    }

    /**
     * The feature maps that the CAM is made of, and the classifier's weights; required. The maps that are pooled for the
     * logits give the tap {@link org.cyborgml.loss.FeatureTap#POOLED}; the bare output of the last convolution gives
     * {@link org.cyborgml.loss.FeatureTap#REFERENCE}.
     *
     * @param maps {@code [N, F, h, w]}
     * @param classifierWeights {@code [C, F]}
     * @return this
     * @throws IllegalArgumentException if a shape is known and does not fit
     */
    public CyborgLossOp featureMaps(SDVariable maps, SDVariable classifierWeights) {
        this.featureMaps = maps;
        this.weights = classifierWeights;
        return this;
    }

    /**
     * The human saliency maps of the batch on the grid of the feature maps; required.
     *
     * @param variable {@code [N, h, w]} or {@code [N, 1, h, w]} in [0,1]
     * @return this
     * @throws IllegalArgumentException if its shape is known and does not fit
     */
    public CyborgLossOp humanMaps(SDVariable variable) {
        this.humanMaps = Shapes.require(
                "human maps", variable, List.of(new long[] {Shapes.ANY, Shapes.ANY, Shapes.ANY}, new long[] {
                    Shapes.ANY, 1, Shapes.ANY, Shapes.ANY
                }));
        return this;
    }

    /**
     * A weight for every sample in the saliency term, as a label mask: 0 for a sample without a human map. All ones if not
     * set.
     *
     * @param variable {@code [N]} or {@code [N, 1]}, at least 0
     * @return this
     * @throws IllegalArgumentException if its shape is known and does not fit
     */
    public CyborgLossOp mask(SDVariable variable) {
        this.mask = Shapes.require("mask", variable, List.of(new long[] {Shapes.ANY}, new long[] {Shapes.ANY, 1}));
        return this;
    }

    /**
     * A variable for the weight of the classification term, in place of the loss's own number: a placeholder, to feed a
     * value with every batch, or a variable or constant, to be set between epochs.
     *
     * @param variable a scalar in [0,1], or {@code [1]} or {@code [1, 1]}
     * @return this
     * @throws IllegalArgumentException if its shape is known and does not fit
     */
    public CyborgLossOp alpha(SDVariable variable) {
        this.alpha = Shapes.require("alpha", variable, List.of(new long[] {}, new long[] {1}, new long[] {1, 1}));
        return this;
    }

    /**
     * Adds the loss to the graph and marks it as a loss variable, so that training minimises it.
     *
     * @param name of the loss
     * @return the loss, a scalar
     * @throws IllegalStateException if a required variable is missing, or the loss's alpha follows a schedule and no variable
     *     was given for it
     */
    public SDVariable add(String name) {
        SDVariable scores = required(logits, "logits");
        SDVariable targets = likeShape(required(labels, "labels"), scores);
        Double fixedAlpha = alpha == null ? fixedAlpha() : null;
        SDVariable classMaps =
                ops.classMaps(name + "/maps", required(featureMaps, "featureMaps"), required(weights, "featureMaps"));
        SDVariable cam = loss.getClassSelection() == ClassSelection.TRUE
                ? ops.scaledCamOfLabelled(name + CAM, classMaps, targets)
                : ops.scaledCamOfPredicted(name + CAM, classMaps, scores);
        SDVariable classification = crossEntropy(scores, targets).mean().rename(name + CLASSIFICATION);
        SDVariable saliency = saliency(cam).mean().rename(name + SALIENCY);
        SDVariable total = total(classification, saliency, fixedAlpha).rename(name);
        total.markAsLoss();
        return total;
    }

    private SDVariable saliency(SDVariable cam) {
        SDVariable human = likeShape(required(humanMaps, "humanMaps"), cam);
        if (mask == null) {
            return distance(human, cam);
        }
        SameDiff sd = ops.graph();
        SDVariable weight = mask.castTo(cam.dataType()).reshape(-1);
        // A masked map may hold anything, NaN included, which no product with 0 would take out.
        SDVariable has = sd.zerosLike(cam).add(sd.reshape(weight, -1, 1, 1)).neq(0);
        SDVariable known = sd.where(human, sd.zerosLike(human), has);
        return distance(known, cam).mul(weight);
    }

    private SDVariable distance(SDVariable human, SDVariable cam) {
        return new DistanceOp(ops.graph()).between(loss.getDistance(), human, cam);
    }

    private SDVariable total(SDVariable classification, SDVariable saliency, @Nullable Double fixedAlpha) {
        if (fixedAlpha == null) {
            SDVariable share =
                    required(alpha, "alpha").castTo(classification.dataType()).sum();
            return share.mul(classification).add(share.neg().add(1).mul(saliency));
        }
        // A term without weight stays out of the graph that is trained, and so costs nothing.
        if (fixedAlpha == 1) {
            return classification.mul(1);
        }
        if (fixedAlpha == 0) {
            return saliency.mul(1);
        }
        return classification.mul(fixedAlpha).add(saliency.mul(1 - fixedAlpha));
    }

    private double fixedAlpha() {
        if (loss.getAlpha() instanceof FixedSchedule fixed) {
            return fixed.valueAt(0, 0);
        }
        throw new IllegalStateException("alpha follows " + loss.getAlpha()
                + ", but a graph knows no epochs; give a placeholder by alpha(...) and feed it the value");
    }

    /** Cross-entropy of each sample, [N]; written out, as the gradient of SameDiff's logSoftmax throws in M2.1. */
    private SDVariable crossEntropy(SDVariable scores, SDVariable targets) {
        if (ops.logits() > 1) {
            return crossEntropyOfRows(scores, targets);
        }
        // One logit z is the two-class problem with logits 0 and z: softmax gives sigmoid(z), without its overflow.
        SameDiff sd = ops.graph();
        SDVariable zero = scores.mul(0);
        SDVariable others = targets.neg().add(1);
        return crossEntropyOfRows(sd.concat(1, zero, scores), sd.concat(1, others, targets));
    }

    private SDVariable crossEntropyOfRows(SDVariable scores, SDVariable targets) {
        SameDiff sd = ops.graph();
        SDVariable shifted = scores.sub(scores.max(true, 1));
        SDVariable logSum = sd.math().log(sd.math().exp(shifted).sum(true, 1));
        return targets.mul(logSum.sub(shifted)).sum(1);
    }

    /** In the other's precision and shape. An array of another size fails here, where it would be broadcast silently. */
    private SDVariable likeShape(SDVariable given, SDVariable other) {
        DataType type = other.dataType();
        return ops.graph().reshape(given.castTo(type), other.shape());
    }

    private static SDVariable required(@Nullable SDVariable variable, String what) {
        if (variable == null) {
            throw new IllegalStateException("the CYBORG loss needs " + what + "(...)");
        }
        return variable;
    }
}
