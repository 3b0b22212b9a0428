package org.cyborgml.saliency.batch;

/**
 * An image that got no map.
 *
 * @param image the image's path below the image root; empty if not even that is known
 * @param file the file that is at fault, or the annotation file
 * @param reason the value that was found, and the rule that it breaks
 */
public record BatchFailure(String image, String file, String reason) {

    /**
     * One line for a log.
     *
     * @return file, image and reason
     */
    @Override
    public String toString() {
        return file + ": " + (image.isEmpty() ? "" : image + ": ") + reason;
    }
}
