package org.cyborgml.examples.demo;

import org.cyborgml.loss.CyborgLoss;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.IUpdater;

/** Builds the networks that the demo trains: on images [N, 1, 28, 28], with a CYBORG head for ten classes. */
interface Architecture {

    /** A fresh network; the same seed gives the same weights, whatever the loss. */
    ComputationGraph create(CyborgLoss loss, IUpdater updater, double weightDecay, long seed);

    /** Its name in the report. */
    String name();
}
