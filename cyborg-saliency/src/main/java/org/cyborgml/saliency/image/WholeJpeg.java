package org.cyborgml.saliency.image;

/**
 * A JPEG file that was found whole.
 *
 * @param header its header
 * @param colour of its components
 * @param bytes the file as libjpeg decodes it without a warning
 */
record WholeJpeg(ImageHeader header, JpegColour colour, byte[] bytes) {}
