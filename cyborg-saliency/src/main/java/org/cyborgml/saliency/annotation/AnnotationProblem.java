package org.cyborgml.saliency.annotation;

/**
 * A record that could not be read.
 *
 * @param image the image that it is about; empty if not even that could be read
 * @param place where in the file it stands, for example {@code records[3]} or {@code line 17}
 * @param reason what was found, and the rule
 */
public record AnnotationProblem(String image, String place, String reason) {}
