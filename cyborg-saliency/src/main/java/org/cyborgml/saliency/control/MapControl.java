package org.cyborgml.saliency.control;

/**
 * Kinds of maps in the place of the true ones. A training that gains as much by one of them as by the true maps does not
 * gain by what that control lacks.
 *
 * <p>What a map does depends on its scaling: training scales every map to [0,1], and a constant one to zeros.
 */
public enum MapControl {
    /**
     * Every image has the mean of all maps, each scaled to [0,1] before. It knows where people look on the whole, and nothing
     * of the single image.
     */
    MEAN,

    /**
     * Every image has the true map of another image: no map stays with its image, and each is used once. The maps are as
     * people's in every way, and their mean is the true one, but they do not belong to their images.
     */
    SHUFFLED,

    /**
     * Every image has its own true map, moved cyclically by an offset drawn anew for each image, all offsets as likely. The
     * maps' values, area and smoothness stay, and no place is preferred: the mean over many images tends to a flat map.
     */
    MOVED,

    /**
     * Every image has a map of its own of smooth random values ({@value ControlMaps#NOISE_CELLS} by
     * {@value ControlMaps#NOISE_CELLS} independent ones, uniform in [0,1] and interpolated). As {@link #MOVED} it prefers no
     * place, and it lacks the shapes that people mark too.
     */
    NOISE,

    /**
     * Every image has a map of one grey. <strong>This is no map without effect.</strong> It is scaled to zeros, and the model's
     * map always spans 0 to 1 unless it is constant: so distances that compare values (mean squared, Euclidean, absolute)
     * draw the model's map to as few and small bright places as it can have, wherever they are, while the cosine and the
     * correlation have no gradient, and the Kullback-Leibler divergence, of which a constant map is the uniform
     * distribution, draws it to be flat. For maps without a preferred place take {@link #MOVED} or {@link #NOISE}.
     */
    UNIFORM
}
