package org.cyborgml.saliency.annotation;

/**
 * A record that could not be read.
 *
 * @param image the image that it is about; empty if not even that could be read
 * @param place where in the file it stands, for example {@code records[3]} (from 0) in JSON, {@code line 17} (from 1, the header's) in CSV
 * @param reason what was found, and the rule
 */
public record AnnotationProblem(String image, String place, String reason) {}
