package org.cyborgml.loss;

import java.util.Arrays;

/** Distances that compare two maps cell by cell, or as vectors or distributions over the cells. */
final class CellDistances {

    private CellDistances() {}

    static double meanSquare(double[] human, double[] model, int width, double[] gradient) {
        double sum = 0;
        for (int i = 0; i < model.length; i++) {
            double difference = model[i] - human[i];
            sum += difference * difference;
            gradient[i] = 2 * difference / model.length;
        }
        return sum / model.length;
    }

    static double euclidean(double[] human, double[] model, int width, double[] gradient) {
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

    static double meanAbsolute(double[] human, double[] model, int width, double[] gradient) {
        double sum = 0;
        for (int i = 0; i < model.length; i++) {
            double difference = model[i] - human[i];
            sum += Math.abs(difference);
            gradient[i] = Math.signum(difference) / model.length;
        }
        return sum / model.length;
    }

    static double oneMinusCosine(double[] human, double[] model, int width, double[] gradient) {
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

    static double oneMinusPearson(double[] human, double[] model, int width, double[] gradient) {
        // The gradient for the centred map sums to zero, so it is the gradient for the map itself.
        return oneMinusCosine(centred(human), centred(model), width, gradient);
    }

    private static double[] centred(double[] map) {
        double mean = Arrays.stream(map).sum() / map.length;
        return Arrays.stream(map).map(v -> v - mean).toArray();
    }

    static double divergence(double[] human, double[] model, int width, double[] gradient) {
        double smoothing = SaliencyDistance.KL_SMOOTHING;
        double ofHuman = 0;
        double ofModel = 0;
        for (int i = 0; i < model.length; i++) {
            ofHuman += human[i] + smoothing;
            ofModel += model[i] + smoothing;
        }
        double sum = 0;
        for (int i = 0; i < model.length; i++) {
            double p = (human[i] + smoothing) / ofHuman;
            double q = (model[i] + smoothing) / ofModel;
            sum += p * Math.log(p / q);
            gradient[i] = 1 / ofModel - p / (model[i] + smoothing);
        }
        return sum;
    }
}
