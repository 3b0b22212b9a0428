package org.cyborgml.data;

/** The part of images that a check of data reads. */
public enum ImageReading {

    /** The first bytes of all: each file is there, of a known format, of a size that can be. */
    HEADERS,

    /**
     * Everything of the images that are trained on and validated with, since one that does not decode would stop the first
     * epoch; the first bytes of those to test. Takes as long as an epoch's decoding.
     */
    TRAINED,

    /** Everything of all. */
    FULL
}
