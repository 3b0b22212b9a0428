package org.cyborgml.loss;

/** A function of a human map and a model's map that gives one number and its gradient for the model's map. */
@FunctionalInterface
interface MapDistance {

    /**
     * Computes the distance of two maps.
     *
     * @param human values in [0,1], row after row
     * @param model values in [0,1], as many
     * @param width cells of a row
     * @param gradient receives the gradient for the model's map, one value per cell
     * @return the distance
     */
    double between(double[] human, double[] model, int width, double[] gradient);
}
