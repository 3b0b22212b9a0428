package org.cyborgml.models;

/**
 * Where the head reads a network's feature maps.
 *
 * @param pooled name of the vertex whose maps are pooled for the logits
 * @param reference name of the vertex whose maps the authors' code makes the CAM of
 */
record Taps(String pooled, String reference) {

    /** Both in one place. */
    static Taps same(String featureMaps) {
        return new Taps(featureMaps, featureMaps);
    }
}
