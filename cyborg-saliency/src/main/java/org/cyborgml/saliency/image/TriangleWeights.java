package org.cyborgml.saliency.image;

/**
 * For every place of a resized row or column, the input places that it averages and their weights: a triangle as wide as one
 * input pixel to each side when enlarging, and as one output pixel when reducing, cut at the border and scaled to sum 1.
 */
final class TriangleWeights {

    /** The fraction bits of fixed-point weights: 32, less 8 for a sample and 2 against overflow. */
    static final int FRACTION_BITS = 32 - 8 - 2;

    private final int stride;
    private final int[] first;
    private final int[] count;
    private final double[] weights;

    private TriangleWeights(int stride, int[] first, int[] count, double[] weights) {
        this.stride = stride;
        this.first = first;
        this.count = count;
        this.weights = weights;
    }

    static TriangleWeights of(int inputs, int outputs) {
        double scale = (double) inputs / outputs;
        double support = Math.max(scale, 1.0);
        int stride = (int) Math.ceil(support) * 2 + 1;
        int[] first = new int[outputs];
        int[] count = new int[outputs];
        double[] weights = new double[Math.multiplyExact(outputs, stride)];
        for (int i = 0; i < outputs; i++) {
            double centre = (i + 0.5) * scale;
            int from = Math.max((int) (centre - support + 0.5), 0);
            int to = Math.min((int) (centre + support + 0.5), inputs);
            first[i] = from;
            count[i] = to - from;
            double sum = 0;
            for (int k = 0; k < to - from; k++) {
                double distance = Math.abs((k + from - centre + 0.5) / support);
                double weight = distance < 1 ? 1 - distance : 0;
                weights[i * stride + k] = weight;
                sum += weight;
            }
            for (int k = 0; k < to - from; k++) {
                weights[i * stride + k] /= sum;
            }
        }
        return new TriangleWeights(stride, first, count, weights);
    }

    /** The offset between the weights of neighbouring outputs in {@link #weights()} and {@link #fixedPoint()}. */
    int stride() {
        return stride;
    }

    int first(int output) {
        return first[output];
    }

    int count(int output) {
        return count[output];
    }

    double[] weights() {
        return weights;
    }

    int[] fixedPoint() {
        int[] fixed = new int[weights.length];
        for (int i = 0; i < fixed.length; i++) {
            fixed[i] = (int) (0.5 + weights[i] * (1 << FRACTION_BITS));
        }
        return fixed;
    }
}
