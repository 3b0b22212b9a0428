package org.cyborgml.app.experiment;

/** Which epochs' networks go through the test sets. */
public enum TestedEpochs {

    /** The one that validation chose. */
    BEST,

    /**
     * All of them as well, each with the weights that it ended with: {@code epoch_tests.json} of every trial. With those the
     * report compares scenarios at equal training loss; no choice is made by them. Every epoch takes the time of a pass over
     * the test sets more, whose images are kept in memory decoded.
     */
    ALL
}
