package org.cyborgml.app.decoy;

import org.cyborgml.data.Normalisation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Grey values brought to mean 0 and standard deviation 1, by those of the training images.
 *
 * @param mean of the grey values
 * @param deviation of the grey values, above 0
 */
record PixelScaling(double mean, double deviation) {

    /** The scaling that brings images to mean 0 and deviation 1. */
    static PixelScaling of(GreyImages images) {
        int area = images.side() * images.side();
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < images.size(); i++) {
            for (int p = 0; p < area; p++) {
                double grey = images.grey(i, p);
                sum += grey;
                squares += grey * grey;
            }
        }
        double count = (double) images.size() * area;
        double mean = sum / count;
        return new PixelScaling(mean, Math.sqrt(squares / count - mean * mean));
    }

    /** The same for a network's input. */
    Normalisation normalisation() {
        return Normalisation.ofGreyValues(mean, deviation);
    }

    /** Some images as a network's input. */
    INDArray batch(GreyImages images, int... chosen) {
        int side = images.side();
        float[] values = new float[chosen.length * side * side];
        int next = 0;
        for (int image : chosen) {
            for (int p = 0; p < side * side; p++) {
                values[next++] = (float) ((images.grey(image, p) - mean) / deviation);
            }
        }
        return Nd4j.create(values, new long[] {chosen.length, 1, side, side}, 'c');
    }
}
