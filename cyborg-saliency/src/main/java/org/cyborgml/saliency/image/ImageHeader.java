package org.cyborgml.saliency.image;

/**
 * The header of an image file, read without decoding a pixel.
 *
 * @param format the file format
 * @param size width and height
 * @param channels the channels of the decoded image
 * @param depth the depth of the decoded image
 */
public record ImageHeader(ImageFormat format, ImageSize size, Channels channels, SampleDepth depth) {}
