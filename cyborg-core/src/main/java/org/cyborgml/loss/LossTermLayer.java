package org.cyborgml.loss;

import java.util.List;
import java.util.Objects;
import org.cyborgml.layer.ClosedFormOutputLayer;

/**
 * Configuration of an output layer that contributes one term of the {@link CyborgLoss}, and has no parameters.
 *
 * <p>DL4J adds up the scores of a network's outputs without weights, so each layer multiplies its term by alpha or 1 - alpha
 * for the present iteration and epoch. A label mask {@code [N, 1]} gives every sample a weight: 0 leaves it out of this term.
 * The score is the weighted sum over samples divided by N.
 */
public abstract class LossTermLayer extends ClosedFormOutputLayer {

    private CyborgLoss loss = CyborgLoss.reference();
    private int numClasses;

    /** For JSON. */
    LossTermLayer() {}

    LossTermLayer(Builder<?> builder) {
        this.loss = builder.loss;
        this.numClasses = builder.numClasses;
    }

    /**
     * The settings of the loss.
     *
     * @return the loss
     */
    public final CyborgLoss getLoss() {
        return loss;
    }

    /**
     * Sets the loss, for JSON.
     *
     * @param loss the loss
     */
    public final void setLoss(CyborgLoss loss) {
        this.loss = Objects.requireNonNull(loss, "loss");
    }

    /**
     * Number of logits: the number of classes, or 1 for two classes with a single logit.
     *
     * @return at least 1
     */
    public final int getNumClasses() {
        return numClasses;
    }

    /**
     * Sets the number of logits, for JSON.
     *
     * @param numClasses at least 1
     */
    public final void setNumClasses(int numClasses) {
        this.numClasses = numClasses;
    }

    /** The share of this term in the loss, in [0,1]. */
    abstract double share(int iteration, int epoch);

    @Override
    protected List<Object> settings() {
        return List.of(loss, numClasses);
    }

    /**
     * Builds an output layer of the CYBORG loss.
     *
     * @param <T> the builder itself
     */
    public abstract static class Builder<T extends Builder<T>> {

        private CyborgLoss loss = CyborgLoss.reference();
        private int numClasses;

        Builder() {}

        /**
         * The loss; {@link CyborgLoss#reference()} if not set.
         *
         * @param loss the loss
         * @return this
         */
        @SuppressWarnings("unchecked") // T is this builder's own type
        public T loss(CyborgLoss loss) {
            this.loss = Objects.requireNonNull(loss, "loss");
            return (T) this;
        }

        /**
         * Number of logits: the number of classes, or 1 for two classes with a single logit.
         *
         * @param numClasses at least 1
         * @return this
         */
        @SuppressWarnings("unchecked") // T is this builder's own type
        public T numClasses(int numClasses) {
            if (numClasses < 1) {
                throw new IllegalArgumentException("numClasses must be at least 1, found " + numClasses);
            }
            this.numClasses = numClasses;
            return (T) this;
        }

        final void requireClasses() {
            if (numClasses < 1) {
                throw new IllegalStateException("numClasses is not set");
            }
        }
    }
}
