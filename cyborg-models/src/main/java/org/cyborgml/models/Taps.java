package org.cyborgml.models;

/**
 * Where the head reads a network's feature maps: names of vertices whose maps have one shape.
 *
 * @param logits whose maps are pooled for the logits
 * @param reference whose maps the authors' code makes the CAM of
 * @param pooled whose maps the paper's text makes the CAM of: those that are pooled, before dropout if there is any
 */
record Taps(String logits, String reference, String pooled) {

    /** The CAM is made of the maps that are pooled, or of others under the reference tap. */
    static Taps of(String pooled, String reference) {
        return new Taps(pooled, reference, pooled);
    }

    /** All in one place. */
    static Taps same(String featureMaps) {
        return of(featureMaps, featureMaps);
    }
}
