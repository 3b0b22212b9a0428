package org.cyborgml.app.experiment;

/** The part of every image that a check of a plan reads. */
public enum ImageReading {

    /** The first bytes: the file is there, of a known format, of a size that can be. */
    HEADERS,

    /** Everything: it decodes. Takes as long as an epoch's decoding. */
    FULL
}
