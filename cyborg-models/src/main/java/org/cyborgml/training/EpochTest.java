package org.cyborgml.training;

import java.io.IOException;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Tests the network of every epoch. */
@FunctionalInterface
public interface EpochTest {

    /** Tests nothing. */
    EpochTest NONE = (epoch, network) -> {};

    /**
     * An epoch is over and validated; its files are written when this returns. Of an epoch in which the training was
     * stopped this is called again, with the same network.
     *
     * @param epoch counted from 0
     * @param network to be used, not changed
     * @throws IOException if the test fails, which ends the training
     */
    void onEpoch(int epoch, ComputationGraph network) throws IOException;
}
