package org.cyborgml.models.onnx;

/**
 * The operators that compute one type of layer or vertex at inference.
 *
 * @param <T> the configuration of the layer or vertex
 */
@FunctionalInterface
interface OnnxRule<T> {

    /**
     * Adds the operators of one layer or vertex.
     *
     * @param layer its configuration
     * @param vertex its inputs and parameters, and the graph
     * @return the name of the operator's output that is the layer's output
     * @throws IllegalArgumentException if no operators compute it with these settings; the message names the layer and the rule
     */
    String write(T layer, OnnxVertex vertex);
}
