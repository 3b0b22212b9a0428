package org.cyborgml.saliency.annotation;

/**
 * A record that could not be read.
 *
 * @param image the image that the record belongs to; empty if not even that could be read
 * @param place the record's place in the file, for example {@code records[3]} (from 0) in JSON, {@code line 17} (the header is
 *     line 1) in CSV
 * @param reason the value that was found, and the rule that it breaks
 */
public record AnnotationProblem(String image, String place, String reason) {

    /** Puts place and reason on one line, and cuts long ones. */
    public AnnotationProblem {
        place = Rules.message(place);
        reason = Rules.message(reason);
    }
}
