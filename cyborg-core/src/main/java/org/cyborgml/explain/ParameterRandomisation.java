package org.cyborgml.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Model-parameter randomisation (Adebayo et al., Sanity Checks for Saliency Maps, NeurIPS 2018): the explanations of a copy of
 * the network whose layers lose what they learnt, from the classifier down to the image. Where they stay like the trained
 * network's (compare them by {@code MapAgreement.RANK_CORRELATION} of {@code cyborg-metrics}), they do not depend on what was
 * learnt.
 *
 * <p>A layer is randomised by shuffling the values of each of its parameters, so that their sizes stay. Immutable.
 */
public final class ParameterRandomisation {

    private final int steps;
    private final long seed;

    private ParameterRandomisation(int steps, long seed) {
        if (steps < 1) {
            throw new IllegalArgumentException("randomisation takes at least 1 step, found " + steps);
        }
        this.steps = steps;
        this.seed = seed;
    }

    /**
     * In four steps, each of a quarter of the layers; seed 1.
     *
     * @return the check
     */
    public static ParameterRandomisation withDefaults() {
        return new ParameterRandomisation(4, 1);
    }

    /**
     * With another number of steps; more than there are layers with parameters count as that many.
     *
     * @param number at least 1, which randomises all layers at once
     * @return a new check
     * @throws IllegalArgumentException if it is less
     */
    public ParameterRandomisation withSteps(int number) {
        return new ParameterRandomisation(number, seed);
    }

    /**
     * With another seed.
     *
     * @param value any number
     * @return a new check
     */
    public ParameterRandomisation withSeed(long value) {
        return new ParameterRandomisation(steps, value);
    }

    /**
     * Explanations after a step.
     *
     * @param layer the last layer that was randomised, with all between it and the classifier
     * @param maps {@code [N, h, w]}
     */
    public record Step(String layer, INDArray maps) {}

    /**
     * Randomises a copy of a network step by step.
     *
     * @param network the trained network, which stays as it is
     * @param method the method to check
     * @param images {@code [N, C, H, W]}
     * @param classes the class to explain of each image
     * @return the explanations after each step
     * @throws IllegalArgumentException if the network has no parameters, or the method cannot explain it
     */
    public List<Step> of(ExplainedNetwork network, ExplanationMethod method, INDArray images, int[] classes) {
        ExplainedNetwork copy = network.copy();
        List<String> layers = layersFromTheEnd(copy.network());
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("the network has no parameters to randomise");
        }
        Random random = new Random(seed);
        int count = Math.min(steps, layers.size());
        List<Step> done = new ArrayList<>();
        int from = 0;
        for (int step = 1; step <= count; step++) {
            int to = step * layers.size() / count;
            for (String layer : layers.subList(from, to)) {
                copy.network().getVertex(layer).paramTable(false).values().forEach(p -> shuffle(p, random));
            }
            done.add(new Step(layers.get(to - 1), method.explain(copy, images, classes)));
            from = to;
        }
        return done;
    }

    private static List<String> layersFromTheEnd(ComputationGraph network) {
        List<String> layers = new ArrayList<>();
        int[] order = network.topologicalSortOrder();
        for (int i = order.length - 1; i >= 0; i--) {
            GraphVertex vertex = network.getVertices()[order[i]];
            if (vertex.hasLayer() && vertex.getLayer().numParams() > 0) {
                layers.add(vertex.getVertexName());
            }
        }
        return layers;
    }

    private static void shuffle(INDArray parameter, Random random) {
        double[] values = parameter.castTo(DataType.DOUBLE).dup('c').data().asDouble();
        for (int i = values.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            double value = values[i];
            values[i] = values[other];
            values[other] = value;
        }
        parameter.assign(
                Nd4j.createFromArray(values).reshape('c', parameter.shape()).castTo(parameter.dataType()));
    }
}
