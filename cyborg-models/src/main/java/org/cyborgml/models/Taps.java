package org.cyborgml.models;

/**
 * The places where the head reads a network's feature maps: names of vertices whose maps have the same shape.
 *
 * @param logits the vertex whose maps are pooled for the logits
 * @param reference the vertex from whose maps the authors' code computes the CAM
 * @param pooled the vertex from whose maps the paper's text computes the CAM: the pooled ones, before dropout if there is any
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
