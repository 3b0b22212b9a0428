package org.cyborgml.training;

import com.google.common.base.Preconditions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.cyborgml.data.Batches;
import org.cyborgml.data.DataException;
import org.cyborgml.loss.GradientBalance;
import org.cyborgml.models.ClassMasks;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * The first steps of a training, run to see how strongly the two terms of its loss pull at the weights that they share.
 * Nothing is kept of them but the network's new weights.
 *
 * @param settings of the training; its alpha moves the weights from step to step, and does not count otherwise
 * @param samples used, not closed
 */
public record FirstSteps(TrainingSettings settings, TrainingSamples samples) {

    private static final ClassMasks MASKS = new ClassMasks();

    /**
     * Trains for some steps, and measures the balance of the gradients before each.
     *
     * @param network with which the training starts; it is trained
     * @param steps at least 1
     * @return the balance of each step whose batch has a map
     * @throws IOException if an image cannot be used, or no batch has a map
     * @throws IllegalArgumentException if there are no steps
     */
    public List<GradientBalance> balances(ComputationGraph network, int steps) throws IOException {
        Preconditions.checkArgument(steps >= 1, "steps must be at least 1, found %s", steps);
        List<GradientBalance> balances = new ArrayList<>();
        int done = 0;
        for (int epoch = 0; done < steps; epoch++) {
            Batches.Pass pass = samples.batches()
                    .epoch(samples.train(), settings.order(), settings.seed(), epoch, settings.batch());
            while (pass.hasNext() && done < steps) {
                MultiDataSet batch = pass.next();
                if (settings.mapTarget() == MapTarget.CLASS_MASKS) {
                    MASKS.preProcess(batch);
                }
                GradientBalance balance = GradientBalance.of(network, batch);
                if (balance.saliency() > 0) {
                    balances.add(balance);
                }
                network.fit(batch);
                done++;
            }
        }
        if (balances.isEmpty()) {
            throw new DataException("none of the images of " + steps
                    + " steps has a saliency map that is not constant, so" + " there is no balance of gradients");
        }
        return balances;
    }
}
