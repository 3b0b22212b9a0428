package org.cyborgml.optim;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Applies {@link BiasCorrectedAdam} to a block of the network's gradient. */
final class BiasCorrectedAdamUpdater implements GradientUpdater<BiasCorrectedAdam> {

    private static final String FIRST_MOMENT = "M";
    private static final String SECOND_MOMENT = "V";

    private final BiasCorrectedAdam config;
    private @Nullable INDArray firstMoment;
    private @Nullable INDArray secondMoment;

    BiasCorrectedAdamUpdater(BiasCorrectedAdam config) {
        this.config = config;
    }

    @Override
    public BiasCorrectedAdam getConfig() {
        return config;
    }

    @Override
    public void setState(Map<String, INDArray> stateMap, boolean initialize) {
        if (!stateMap.keySet().equals(Map.of(FIRST_MOMENT, 0, SECOND_MOMENT, 0).keySet())) {
            throw new IllegalArgumentException("updater state must have the keys " + FIRST_MOMENT + " and "
                    + SECOND_MOMENT + ", found " + stateMap.keySet());
        }
        this.firstMoment = Objects.requireNonNull(stateMap.get(FIRST_MOMENT));
        this.secondMoment = Objects.requireNonNull(stateMap.get(SECOND_MOMENT));
        if (initialize) {
            firstMoment.assign(0);
            secondMoment.assign(0);
        }
    }

    @Override
    public Map<String, INDArray> getState() {
        return Map.of(FIRST_MOMENT, set(firstMoment), SECOND_MOMENT, set(secondMoment));
    }

    @Override
    public void setStateViewArray(INDArray viewArray, long[] gradientShape, char gradientOrder, boolean initialize) {
        INDArray view = viewArray.reshape(viewArray.length());
        if (initialize) {
            view.assign(0);
        }
        long half = view.length() / 2;
        this.firstMoment = view.get(NDArrayIndex.interval(0, half)).reshape(gradientOrder, gradientShape);
        this.secondMoment = view.get(NDArrayIndex.interval(half, 2 * half)).reshape(gradientOrder, gradientShape);
    }

    /** DL4J subtracts from the parameters whatever is left in the gradient array. */
    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
        INDArray m = set(firstMoment);
        INDArray v = set(secondMoment);
        INDArray g = gradient.reshape(m.ordering(), m.shape());
        m.muli(BiasCorrectedAdam.FIRST_DECAY).addi(g.mul(1 - BiasCorrectedAdam.FIRST_DECAY));
        v.muli(BiasCorrectedAdam.SECOND_DECAY).addi(g.mul(g).muli(1 - BiasCorrectedAdam.SECOND_DECAY));
        int step = iteration + 1;
        double rate = config.getLearningRate(iteration, epoch) / (1 - Math.pow(BiasCorrectedAdam.FIRST_DECAY, step));
        double deviation = Math.sqrt(1 - Math.pow(BiasCorrectedAdam.SECOND_DECAY, step));
        INDArray denominator = Transforms.sqrt(v, true).divi(deviation).addi(config.getEpsilon());
        gradient.assign(m.mul(rate).divi(denominator).reshape(gradient.ordering(), gradient.shape()));
    }

    private static INDArray set(@Nullable INDArray state) {
        if (state == null) {
            throw new IllegalStateException("the updater has no state view yet");
        }
        return state;
    }
}
