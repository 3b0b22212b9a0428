package org.cyborgml.training;

import java.io.IOException;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Tests the network of every epoch. */
@FunctionalInterface
public interface EpochTest {

    /** Tests nothing. */
    EpochTest NONE = (epoch, network) -> {};

    /**
     * Called when an epoch is over and validated, before its files are written. If the training is stopped before they are, a
     * resumed training calls this again for the same epoch, with the same network.
     *
     * @param epoch counted from 0
     * @param network to be used, not changed
     * @throws IOException if the test fails, which ends the training
     */
    void onEpoch(int epoch, ComputationGraph network) throws IOException;
}
