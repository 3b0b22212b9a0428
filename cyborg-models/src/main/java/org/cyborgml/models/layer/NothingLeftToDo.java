package org.cyborgml.models.layer;

import java.util.function.BooleanSupplier;
import org.deeplearning4j.optimize.api.StepFunction;
import org.deeplearning4j.optimize.solvers.accumulation.GradientsAccumulator;
import org.deeplearning4j.optimize.solvers.accumulation.IndexedTail;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Takes the place of DL4J's subtraction from the host's parameters where an updater has made the step already. */
final class NothingLeftToDo implements GradientsAccumulator {

    private static final long serialVersionUID = 1L;

    private final transient BooleanSupplier isDone;

    /**
     * Makes no step itself.
     *
     * @param isDone whether the network still has the updater that makes them
     */
    NothingLeftToDo(BooleanSupplier isDone) {
        this.isDone = isDone;
    }

    private void check() {
        if (!isDone.getAsBoolean()) {
            throw new IllegalStateException(
                    "the updater that NetworkUpdater.use has set was replaced, so nothing would make" + " this step");
        }
    }

    @Override
    public void setExternalSource(IndexedTail source) {
        // none is taken
    }

    @Override
    public @Nullable IndexedTail getExternalSource() {
        return null;
    }

    @Override
    public void applyUpdate(StepFunction function, INDArray params, INDArray updates, boolean isFinalStep) {
        check();
    }

    @Override
    public void applyUpdate(StepFunction function, INDArray params, INDArray updates, double alpha) {
        check();
    }

    @Override
    public void storeUpdate(INDArray array, int iterationNumber, int epochNumber) {
        // the updater has it
    }

    @Override
    public void receiveUpdate(INDArray array) {
        // none comes
    }

    @Override
    public void markExternalUpdates(boolean updatesAvailable) {
        // none comes
    }

    @Override
    public void reset() {
        // no state
    }

    @Override
    public void touch() {
        // no state
    }

    @Override
    public boolean hasAnything() {
        return false;
    }
}
