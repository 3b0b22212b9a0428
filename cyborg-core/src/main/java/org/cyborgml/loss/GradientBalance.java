package org.cyborgml.loss;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Norms of the gradients of the two terms of a {@link CyborgLoss} for the weights that they share, and the alpha at which both
 * pull alike. It needs no validation data, so it can be had before a training, and where validation data is biased as the
 * training data is.
 *
 * <p>The gradients are those of the terms alone, without alpha and without regularisation. Shared weights are all parameter
 * arrays that both terms have a gradient for. So the classifier's bias is not among them: it moves no scaled CAM. (Rounding gives
 * it a gradient all the same, so an array counts from a share of {@value #ROUNDING} of the term's whole gradient on.)
 *
 * <p>Source: equal gradient norms of all tasks are the state that GradNorm starts from and steers around (Chen et al., ICML
 * 2018, section 3); of the weights, theirs are those of the last shared layer alone. Ross et al. (IJCAI 2017) give the
 * penalty on explanations a weight that makes it as large as the cross-entropy.
 *
 * @param classification norm of the gradient of the mean cross-entropy, at least 0
 * @param saliency norm of the gradient of the mean distance of the maps, at least 0
 */
public record GradientBalance(double classification, double saliency) {

    private static final double ROUNDING = 1e-5;

    /**
     * Checks the norms.
     *
     * @throws IllegalArgumentException if one is negative or not finite
     */
    public GradientBalance {
        if (!(classification >= 0 && saliency >= 0 && Double.isFinite(classification + saliency))) {
            throw new IllegalArgumentException("gradient norms must be finite and at least 0, found " + classification
                    + " of the classification and " + saliency + " of the saliency");
        }
    }

    /**
     * Measures a network with the parameters that it has.
     *
     * @param network a network with a CYBORG head; a copy of it is used
     * @param batch labels and human maps, of which one sample at least has a map
     * @return the norms
     * @throws IllegalArgumentException if the network has no CYBORG head
     */
    public static GradientBalance of(ComputationGraph network, MultiDataSet batch) {
        ComputationGraph copy = network.clone();
        copy.initGradientsView();
        INDArray classification = gradient(copy, batch, 1).dup();
        INDArray saliency = gradient(copy, batch, 0);
        double leastClassification = ROUNDING * norm(classification);
        double leastSaliency = ROUNDING * norm(saliency);
        double ofClassification = 0;
        double ofSaliency = 0;
        long start = 0;
        for (int vertex : copy.topologicalSortOrder()) {
            var at = copy.getVertices()[vertex];
            if (at.numParams() == 0) {
                continue;
            }
            for (Map.Entry<String, INDArray> parameter : at.paramTable(false).entrySet()) {
                long end = start + parameter.getValue().length();
                if (at.updaterDivideByMinibatch(parameter.getKey())) {
                    double one = norm(part(classification, start, end));
                    double other = norm(part(saliency, start, end));
                    if (one > leastClassification && other > leastSaliency) {
                        ofClassification += one * one;
                        ofSaliency += other * other;
                    }
                }
                start = end;
            }
        }
        double samples = batch.getFeatures(0).size(0);
        copy.close();
        return new GradientBalance(Math.sqrt(ofClassification) / samples, Math.sqrt(ofSaliency) / samples);
    }

    /** The gradient of one term, summed over samples: that of the loss whose alpha leaves the other one out. */
    private static INDArray gradient(ComputationGraph network, MultiDataSet batch, double alpha) {
        boolean hasHead = false;
        for (var layer : network.getLayers()) {
            if (layer instanceof LossTermRuntime term) {
                LossTermLayer configuration = term.configuration();
                configuration.setLoss(configuration.getLoss().withAlpha(alpha));
                hasHead |= layer instanceof ClassificationLossRuntime;
            }
        }
        if (!hasHead) {
            throw new IllegalArgumentException("the network has no ClassificationLossLayer, so no CYBORG head");
        }
        network.setInputs(batch.getFeatures());
        network.setLabels(batch.getLabels());
        network.setLayerMaskArrays(batch.getFeaturesMaskArrays(), batch.getLabelsMaskArrays());
        network.computeGradientAndScore();
        return network.getFlattenedGradients();
    }

    private static INDArray part(INDArray gradient, long start, long end) {
        return gradient.reshape(gradient.length()).get(NDArrayIndex.interval(start, end));
    }

    private static double norm(INDArray gradient) {
        return gradient.norm2Number().doubleValue();
    }

    /**
     * Summary of several measurements, such as those of the first steps of a training: the medians of both norms.
     *
     * @param measured at least one
     * @return the medians
     * @throws IllegalArgumentException if there is none
     */
    public static GradientBalance median(List<GradientBalance> measured) {
        if (measured.isEmpty()) {
            throw new IllegalArgumentException("no gradient was measured");
        }
        return new GradientBalance(
                median(measured.stream()
                        .mapToDouble(GradientBalance::classification)
                        .toArray()),
                median(measured.stream().mapToDouble(GradientBalance::saliency).toArray()));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
    }

    /**
     * The alpha at which both terms have gradients of one norm: {@code alpha * classification = (1 - alpha) * saliency}.
     *
     * @return in [0,1]
     * @throws IllegalStateException if a norm is 0: the terms share no weights, or one of them is constant
     */
    public double alpha() {
        if (classification == 0 || saliency == 0) {
            throw new IllegalStateException("no alpha balances the gradients: their norms are " + classification
                    + " for the classification and " + saliency + " for the saliency");
        }
        return saliency / (classification + saliency);
    }
}
