package org.cyborgml.app.experiment;

/** How much of every image is read when a plan is checked. */
public enum ImageReading {

    /** The first bytes: the file is there, of a known format, of a size that can be. */
    HEADERS,

    /** Everything: it decodes. Takes as long as an epoch's decoding. */
    FULL
}
