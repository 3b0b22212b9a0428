package org.cyborgml.spark.experiment;

import java.io.IOException;
import java.io.Serializable;

/** Does a trial of some name in an executor. */
@FunctionalInterface
interface TrialFunction extends Serializable {

    /**
     * Does it.
     *
     * @throws IOException if it could not be finished here, and may be elsewhere
     */
    TrialReport run(String trial) throws IOException;
}
