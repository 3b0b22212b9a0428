package org.cyborgml.data;

/**
 * An image with its label: one row of a split file.
 *
 * @param split the split it belongs to
 * @param label the name of its class
 * @param path of the image, as an {@link ImageSource} finds it
 */
public record LabelledImage(Split split, String label, String path) {}
