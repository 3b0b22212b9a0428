package org.cyborgml.optim;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A ComputationGraph that keeps its parameters as a vector {@code [P]} instead of a row {@code [1, P]}.
 *
 * <p>After each training step DL4J M2.1 sets the parameters that it has just changed in place. It sees that there is
 * nothing to do if {@code params()} is the very array that the network keeps. Of a row it makes a new view, and copies all
 * parameters onto themselves. In all else the two behave alike, and each reads the files of the other. (DL4J's training pages
 * know a graph by the end of its class's name.)
 */
public final class VectorComputationGraph extends ComputationGraph {

    private static final long serialVersionUID = 1L;

    /**
     * Makes a network that is not initialised yet.
     *
     * @param configuration its configuration
     */
    public VectorComputationGraph(ComputationGraphConfiguration configuration) {
        super(configuration);
    }

    @Override
    public void init(@Nullable INDArray parameters, boolean cloneParametersArray) {
        super.init(parameters, cloneParametersArray);
        flattenedParams = flattenedParams.reshape(flattenedParams.length());
    }
}
