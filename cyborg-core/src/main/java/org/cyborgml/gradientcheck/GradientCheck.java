package org.cyborgml.gradientcheck;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Compares the gradient that back-propagation gives for a ComputationGraph with central finite differences of its loss.
 * Works with any updater and any number of outputs and label masks; regularisation is left out of both sides, and running
 * statistics, which are not learned, out of the check.
 *
 * <pre>{@code
 * GradientCheck.withDefaults().check(network, batch).requirePassed();
 * }</pre>
 *
 * <p>The network must be of data type DOUBLE and deterministic in training mode (no dropout). A copy of it is checked, so
 * batch norm statistics of the caller's stay as they are. Within {@code epsilon} of a kink of the loss (ReLU at 0, two cells
 * that swap as the extreme of a map) finite differences are wrong, and the check reports a failure.
 *
 * <p>Immutable.
 */
public final class GradientCheck {

    private final double epsilon;
    private final double maxRelativeError;
    private final double minAbsoluteError;
    private final int perParameter;
    private final long seed;

    private GradientCheck(
            double epsilon, double maxRelativeError, double minAbsoluteError, int perParameter, long seed) {
        this.epsilon = epsilon;
        this.maxRelativeError = maxRelativeError;
        this.minAbsoluteError = minAbsoluteError;
        this.perParameter = perParameter;
        this.seed = seed;
    }

    /**
     * Steps of 1e-6, relative error up to 1e-5, absolute errors below 1e-9 never counted, every element checked.
     *
     * @return the check
     */
    public static GradientCheck withDefaults() {
        return new GradientCheck(1e-6, 1e-5, 1e-9, Integer.MAX_VALUE, 0);
    }

    /**
     * The same check with another step.
     *
     * @param step in (0, 0.1]
     * @return the changed check
     */
    public GradientCheck withEpsilon(double step) {
        if (!(step > 0 && step <= 0.1)) {
            throw new IllegalArgumentException("epsilon must be in (0, 0.1], found " + step);
        }
        return new GradientCheck(step, maxRelativeError, minAbsoluteError, perParameter, seed);
    }

    /**
     * The same check with other tolerances. An element fails if it is beyond both.
     *
     * @param relative largest allowed {@code |a - b| / (|a| + |b|)}, above 0
     * @param absolute errors below this never count, at least 0
     * @return the changed check
     */
    public GradientCheck withTolerance(double relative, double absolute) {
        if (!(relative > 0) || !(absolute >= 0)) {
            throw new IllegalArgumentException("tolerances must be above 0 (relative) and at least 0 (absolute), found "
                    + relative + " and " + absolute);
        }
        return new GradientCheck(epsilon, relative, absolute, perParameter, seed);
    }

    /**
     * The same check on some elements of each parameter array, drawn at random: for large networks.
     *
     * @param elements at least 1
     * @param drawSeed seed of the draw
     * @return the changed check
     */
    public GradientCheck withSample(int elements, long drawSeed) {
        if (elements < 1) {
            throw new IllegalArgumentException("elements must be at least 1, found " + elements);
        }
        return new GradientCheck(epsilon, maxRelativeError, minAbsoluteError, elements, drawSeed);
    }

    /**
     * Checks a network on a batch.
     *
     * @param network of data type DOUBLE
     * @param batch features, labels and masks in double precision
     * @return the report
     * @throws IllegalArgumentException if the network is not of data type DOUBLE
     */
    public GradientCheckReport check(ComputationGraph network, MultiDataSet batch) {
        DataType type = network.getConfiguration().getDataType();
        if (type != DataType.DOUBLE) {
            throw new IllegalArgumentException("finite differences need a network of data type DOUBLE, found " + type);
        }
        ComputationGraph copy = network.clone();
        copy.initGradientsView();
        loss(copy, batch);
        INDArray gradient =
                copy.getFlattenedGradients().dup().divi(batch.getFeatures(0).size(0));
        INDArray parameters = copy.params();
        List<GradientCheckReport.Element> failures = new ArrayList<>();
        GradientCheckReport.@Nullable Element worst = null;
        double largest = 0;
        long checked = 0;
        long start = 0;
        Random random = new Random(seed);
        for (Map.Entry<String, Parameter> e : inOrder(copy).entrySet()) {
            long length = e.getValue().length();
            long[] chosen = e.getValue().isLearned() ? indices(length, random) : new long[0];
            for (long index : chosen) {
                GradientCheckReport.Element element = new GradientCheckReport.Element(
                        e.getKey(),
                        index,
                        gradient.getDouble(start + index),
                        difference(copy, batch, parameters, start + index));
                checked++;
                largest = Math.max(largest, Math.abs(element.backpropagated()));
                if (worst == null || element.absoluteError() > worst.absoluteError()) {
                    worst = element;
                }
                if (!element.isWithin(maxRelativeError, minAbsoluteError)) {
                    failures.add(element);
                }
            }
            start += length;
        }
        return new GradientCheckReport(checked, List.copyOf(failures), worst, largest);
    }

    /** A parameter array; one that is not learned holds an update, not a gradient, in its place of the flat gradient. */
    private record Parameter(long length, boolean isLearned) {}

    /** The parameter arrays in the order in which they lie in the flat vector. */
    private static Map<String, Parameter> inOrder(ComputationGraph network) {
        Map<String, Parameter> arrays = new LinkedHashMap<>();
        for (int vertex : network.topologicalSortOrder()) {
            var at = network.getVertices()[vertex];
            if (at.numParams() > 0) {
                at.paramTable(false)
                        .forEach((key, value) -> arrays.put(
                                at.getVertexName() + "." + key,
                                new Parameter(value.length(), at.updaterDivideByMinibatch(key))));
            }
        }
        return arrays;
    }

    private long[] indices(long length, Random random) {
        if (length <= perParameter) {
            long[] all = new long[(int) length];
            Arrays.setAll(all, i -> i);
            return all;
        }
        return random.longs(perParameter, 0, length).toArray();
    }

    private double difference(ComputationGraph network, MultiDataSet batch, INDArray parameters, long index) {
        double value = parameters.getDouble(index);
        parameters.putScalar(index, value + epsilon);
        double above = loss(network, batch);
        parameters.putScalar(index, value - epsilon);
        double below = loss(network, batch);
        parameters.putScalar(index, value);
        return (above - below) / (2 * epsilon);
    }

    /** The mean loss of the batch in training mode, without regularisation; computes the gradient on the way. */
    private static double loss(ComputationGraph network, MultiDataSet batch) {
        network.setInputs(batch.getFeatures());
        network.setLabels(batch.getLabels());
        network.setLayerMaskArrays(batch.getFeaturesMaskArrays(), batch.getLabelsMaskArrays());
        network.computeGradientAndScore();
        return network.score() - network.calcRegularizationScore(true);
    }
}
