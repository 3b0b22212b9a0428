package org.cyborgml.loss;

import java.util.Arrays;

/**
 * Distance of a model's saliency map from a human one. Both are {@code [N, h, w]} with values in [0,1]. The distance is one
 * number per sample, at least 0, with a gradient for the model's map (0 where it is not differentiable).
 */
public enum SaliencyDistance {

    /** Mean of the squared differences over the cells (authors' code). In [0,1]. */
    MSE {
        @Override
        double between(double[] human, double[] model, double[] gradient) {
            double sum = 0;
            for (int i = 0; i < model.length; i++) {
                double difference = model[i] - human[i];
                sum += difference * difference;
                gradient[i] = 2 * difference / model.length;
            }
            return sum / model.length;
        }
    },

    /** Euclidean norm of the difference (paper's text, section 3). In [0, sqrt(h*w)]. */
    EUCLIDEAN {
        @Override
        double between(double[] human, double[] model, double[] gradient) {
            double sum = 0;
            for (int i = 0; i < model.length; i++) {
                gradient[i] = model[i] - human[i];
                sum += gradient[i] * gradient[i];
            }
            double norm = Math.sqrt(sum);
            for (int i = 0; i < model.length; i++) {
                gradient[i] = norm == 0 ? 0 : gradient[i] / norm;
            }
            return norm;
        }
    },

    /** Mean of the absolute differences over the cells. In [0,1]. */
    L1 {
        @Override
        double between(double[] human, double[] model, double[] gradient) {
            double sum = 0;
            for (int i = 0; i < model.length; i++) {
                double difference = model[i] - human[i];
                sum += Math.abs(difference);
                gradient[i] = Math.signum(difference) / model.length;
            }
            return sum / model.length;
        }
    },

    /** One minus the cosine of the angle between the maps; 1 where either map is all zeros. In [0,1]. */
    COSINE {
        @Override
        double between(double[] human, double[] model, double[] gradient) {
            return oneMinusCosine(human, model, gradient);
        }
    },

    /** One minus Pearson's correlation of the maps over the cells; 1 where either map is constant. In [0,2]. */
    PEARSON {
        @Override
        double between(double[] human, double[] model, double[] gradient) {
            // The gradient for the centred map sums to zero, so it is the gradient for the map itself.
            return oneMinusCosine(centred(human), centred(model), gradient);
        }
    },

    /**
     * Kullback-Leibler divergence of the model's map from the human one, in nats. Each map is divided by its sum after
     * {@value #KL_SMOOTHING} is added to every cell, so that the divergence is finite where a map is zero.
     */
    KL {
        @Override
        double between(double[] human, double[] model, double[] gradient) {
            double ofHuman = 0;
            double ofModel = 0;
            for (int i = 0; i < model.length; i++) {
                ofHuman += human[i] + KL_SMOOTHING;
                ofModel += model[i] + KL_SMOOTHING;
            }
            double sum = 0;
            for (int i = 0; i < model.length; i++) {
                double p = (human[i] + KL_SMOOTHING) / ofHuman;
                double q = (model[i] + KL_SMOOTHING) / ofModel;
                sum += p * Math.log(p / q);
                gradient[i] = 1 / ofModel - p / (model[i] + KL_SMOOTHING);
            }
            return sum;
        }
    };

    /** Number that {@link #KL} adds to every cell of both maps. */
    public static final double KL_SMOOTHING = 1e-3;

    /**
     * Computes the distance of two maps and its gradient for the model's map.
     *
     * @param gradient receives the gradient, one value per cell
     */
    abstract double between(double[] human, double[] model, double[] gradient);

    private static double oneMinusCosine(double[] human, double[] model, double[] gradient) {
        double product = 0;
        double humanSquares = 0;
        double modelSquares = 0;
        for (int i = 0; i < model.length; i++) {
            product += human[i] * model[i];
            humanSquares += human[i] * human[i];
            modelSquares += model[i] * model[i];
        }
        double norms = Math.sqrt(humanSquares) * Math.sqrt(modelSquares);
        double cosine = norms == 0 ? 0 : product / norms;
        for (int i = 0; i < model.length; i++) {
            gradient[i] = norms == 0 ? 0 : cosine * model[i] / modelSquares - human[i] / norms;
        }
        return 1 - cosine;
    }

    private static double[] centred(double[] map) {
        double mean = Arrays.stream(map).sum() / map.length;
        return Arrays.stream(map).map(v -> v - mean).toArray();
    }
}
