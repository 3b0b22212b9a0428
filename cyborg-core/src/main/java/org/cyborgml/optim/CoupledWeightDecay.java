package org.cyborgml.optim;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.Axpy;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Weight decay as in PyTorch's optimisers: {@code g = g + decay * w} before the updater sees the gradient. It is L2
 * regularisation that does not show in the reported loss.
 *
 * <p>{@code builder.regularization(CoupledWeightDecay.of(1e-6)).regularizationBias(CoupledWeightDecay.of(1e-6))} decays
 * every parameter of a network, as {@code SGD(model.parameters(), weight_decay=1e-6)} does.
 */
public final class CoupledWeightDecay implements Regularization {

    private static final long serialVersionUID = 1L;

    private final double decay;

    /**
     * A decay.
     *
     * @param decay at least 0; the paper's is 1e-6
     * @throws IllegalArgumentException if the decay is negative, infinite or NaN
     */
    @JsonCreator
    public CoupledWeightDecay(@JsonProperty("decay") double decay) {
        if (!(decay >= 0) || Double.isInfinite(decay)) {
            throw new IllegalArgumentException("weight decay must be at least 0 and finite, found " + decay);
        }
        this.decay = decay;
    }

    /**
     * A decay in the form that DL4J's builders take.
     *
     * @param decay at least 0
     * @return a list of one, or of none where the decay is 0
     */
    public static List<Regularization> of(double decay) {
        CoupledWeightDecay one = new CoupledWeightDecay(decay);
        return decay == 0 ? new java.util.ArrayList<>() : new java.util.ArrayList<>(List.of(one));
    }

    /**
     * The decay.
     *
     * @return at least 0
     */
    public double getDecay() {
        return decay;
    }

    @Override
    public ApplyStep applyStep() {
        return ApplyStep.BEFORE_UPDATER;
    }

    @Override
    public void apply(INDArray param, INDArray gradView, double lr, int iteration, int epoch) {
        Nd4j.exec(new Axpy(param, gradView, gradView, decay));
    }

    @Override
    public double score(INDArray param, int iteration, int epoch) {
        return 0;
    }

    @Override
    public Regularization clone() {
        return new CoupledWeightDecay(decay);
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof CoupledWeightDecay other && decay == other.decay;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(decay);
    }

    @Override
    public String toString() {
        return "CoupledWeightDecay[" + decay + "]";
    }
}
