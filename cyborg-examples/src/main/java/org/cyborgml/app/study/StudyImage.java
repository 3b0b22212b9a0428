package org.cyborgml.app.study;

import org.cyborgml.saliency.image.ImageSize;

/**
 * An image of a study.
 *
 * @param file path below the folder of images
 * @param size pixels
 * @param truth the class that it is of
 * @param source where it comes from, such as a generator or a data set; empty if the table of items does not tell
 */
public record StudyImage(String file, ImageSize size, String truth, String source) {}
