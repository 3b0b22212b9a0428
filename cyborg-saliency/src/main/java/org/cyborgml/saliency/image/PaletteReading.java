package org.cyborgml.saliency.image;

/** The way in which a PNG file with a palette is read. */
public enum PaletteReading {
    /** The colours that the palette gives, RGB or RGBA: for pictures. */
    COLOURS,
    /** The numbers themselves, grey of 8 bits: for segmentations, whose palette only shows classes to people. */
    INDICES
}
