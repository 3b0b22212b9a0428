package org.cyborgml.saliency.image;

/** The colours that the components of a JPEG frame hold, as libjpeg finds them. */
enum JpegColour {
    /** One component. */
    GREY,
    /** Three: YCbCr or RGB, which libjpeg tells apart itself. */
    COLOUR,
    /** Four: cyan, magenta, yellow, black, inverted as Adobe's programs store them. */
    CMYK,
    /** Four: YCbCr of cyan, magenta and yellow, then black. */
    YCCK
}
