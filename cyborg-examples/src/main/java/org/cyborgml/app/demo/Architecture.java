package org.cyborgml.app.demo;

import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.models.Network;
import org.cyborgml.models.SmallCnn;
import org.nd4j.linalg.learning.config.IUpdater;

/** Describes the networks that the demo trains: on grey images of 28x28 pixels, with a CYBORG head for ten classes. */
@FunctionalInterface
interface Architecture {

    /** The demo's network. */
    Architecture SMALL_CNN = (loss, updater, weightDecay, seed) -> SmallCnn.builder()
            .numClasses(FashionMnist.CLASSES.size())
            .channels(1)
            .inputSide(FashionMnist.SIDE)
            .seed(seed)
            .loss(loss)
            .updater(updater)
            .weightDecay(weightDecay)
            .build();

    /** A network that is still to be made; the same seed gives it the same weights, whatever the loss. */
    Network network(CyborgLoss loss, IUpdater updater, double weightDecay, long seed);
}
