package org.cyborgml.loss;

/** Losses of other work on the guidance of models by maps; {@link SaliencyDistance} names their sources. */
final class GuidanceDistances {

    private GuidanceDistances() {}

    static double energyOutside(double[] human, double[] model, int width, double[] gradient) {
        double inside = energyInside(human, model, width, gradient);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = -gradient[i];
        }
        return 1 - inside;
    }

    /** The part of the model's map that lies inside the human one; 0 where the model's map is all zeros. */
    static double energyInside(double[] human, double[] model, int width, double[] gradient) {
        double all = 0;
        double inside = 0;
        for (int i = 0; i < model.length; i++) {
            all += model[i];
            inside += human[i] * model[i];
        }
        double share = all == 0 ? 0 : inside / all;
        for (int i = 0; i < model.length; i++) {
            gradient[i] = all == 0 ? 0 : (human[i] - share) / all;
        }
        return share;
    }

    static double squaresOutside(double[] human, double[] model, int width, double[] gradient) {
        double sum = 0;
        for (int i = 0; i < model.length; i++) {
            double outside = (1 - human[i]) * model[i];
            sum += outside * model[i];
            gradient[i] = 2 * outside / model.length;
        }
        return sum / model.length;
    }

    static double crossEntropyInside(double[] human, double[] model, int width, double[] gradient) {
        double smoothing = SaliencyDistance.KL_SMOOTHING;
        double marked = 0;
        double sum = 0;
        for (int i = 0; i < model.length; i++) {
            marked += human[i];
            sum -= human[i] * Math.log((model[i] + smoothing) / (1 + smoothing));
        }
        for (int i = 0; i < model.length; i++) {
            gradient[i] = marked == 0 ? 0 : -human[i] / (model[i] + smoothing) / marked;
        }
        return marked == 0 ? 0 : sum / marked;
    }

    /** Entropy of the model's map as a part of the highest possible; the human map is not used. */
    static double entropy(double[] human, double[] model, int width, double[] gradient) {
        double smoothing = SaliencyDistance.KL_SMOOTHING;
        double highest = Math.log(model.length);
        double all = 0;
        for (double v : model) {
            all += v + smoothing;
        }
        double entropy = 0;
        for (double v : model) {
            double q = (v + smoothing) / all;
            entropy -= q * Math.log(q);
        }
        for (int i = 0; i < model.length; i++) {
            double q = (model[i] + smoothing) / all;
            gradient[i] = highest == 0 ? 0 : -(Math.log(q) + entropy) / all / highest;
        }
        return highest == 0 ? 0 : entropy / highest;
    }

    static double meanSquareAndEntropy(double[] human, double[] model, int width, double[] gradient) {
        double[] ofEntropy = new double[gradient.length];
        double entropy = entropy(human, model, width, ofEntropy);
        double meanSquare = CellDistances.meanSquare(human, model, width, gradient);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = (gradient[i] + ofEntropy[i]) / 2;
        }
        return (meanSquare + entropy) / 2;
    }
}
