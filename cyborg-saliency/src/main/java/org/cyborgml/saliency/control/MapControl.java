package org.cyborgml.saliency.control;

/**
 * Kinds of control maps, each of which keeps some properties of the true saliency maps and lacks others. If training gains as
 * much from a control as from the true maps, then the properties that the control lacks are not what helps.
 *
 * <p>Training scales every map to [0,1], and a constant map to zeros.
 */
public enum MapControl {
    /**
     * Every image has the mean of all maps, each scaled to [0,1] before. It shows where people look
     * on average, and nothing of the single image.
     */
    MEAN,

    /**
     * Every image has the true map of another image: no map stays with its image, and each is used once. The maps and
     * their mean are the true ones, but no map fits its image. Within groups, such as classes, it is another image's of the same
     * group: then the maps know the group as well as the true ones do, and nothing else of the image.
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
     * Every image has the box of its object, filled: it shows where the object is, and nothing of where on it people look. For images in
     * which the object does not fill the frame.
     */
    BOX,

    /**
     * Every image has the ellipse inscribed in the box of its object; where there are no boxes, in the image, which is the same for all
     * images and says no more than that objects are in the middle.
     */
    ELLIPSE,

    /**
     * Every image has a map of one grey. <strong>This is no map without effect.</strong> It is scaled to zeros, and the model's
     * map always spans 0 to 1 unless it is constant: so distances that compare values (mean squared, Euclidean, absolute)
     * draw the model's map to as few and small bright places as it can have, wherever they are, while the cosine and the
     * correlation have no gradient, and the Kullback-Leibler divergence, of which a constant map is the uniform
     * distribution, draws it to be flat. For maps without a preferred place take {@link #MOVED} or {@link #NOISE}.
     */
    UNIFORM
}
