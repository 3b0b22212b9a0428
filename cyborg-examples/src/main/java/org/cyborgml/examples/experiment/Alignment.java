package org.cyborgml.examples.experiment;

/**
 * How well CAMs agree with human maps on the CAM grid: means over the images that have a human map.
 *
 * @param images how many images have one
 * @param pearson correlation of the cells, in [-1,1]; 0 where a map is constant
 * @param similarity shared mass of the maps as distributions, in [0,1]
 * @param kl Kullback-Leibler divergence of the CAM from the human map, in nats, 0 for equal maps
 * @param mse mean squared difference of the maps in [0,1]
 */
public record Alignment(int images, double pearson, double similarity, double kl, double mse) {}
