package org.cyborgml.saliency.annotation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.cyborgml.saliency.image.ImageSize;

/**
 * All annotators' records of one image.
 *
 * @param image the image's path below the image root
 * @param size the size of the image that was annotated
 * @param records one per annotator, at least one
 */
public record AnnotatedImage(String image, ImageSize size, List<AnnotationRecord> records) {

    /**
     * Checks that the records fit together, and copies them.
     *
     * @throws IllegalArgumentException if there is no record, one names another image, size or truth, or an annotator comes
     *     twice
     */
    public AnnotatedImage {
        records = List.copyOf(records);
        Rules.requireAtLeast("records of image " + image, 1, records);
        requireDistinctAnnotators(records);
        Set<String> truths = new HashSet<>();
        for (AnnotationRecord entry : records) {
            if (!entry.image().equals(image)) {
                throw new IllegalArgumentException("record of image " + entry.image() + " among those of " + image);
            }
            if (!entry.size().equals(size)) {
                throw new IllegalArgumentException("image " + image + " is " + size + " for one annotator and "
                        + entry.size() + " for " + entry.annotator() + ": sizes must be equal");
            }
            String truth = entry.truth();
            if (truth != null && truths.add(truth) && truths.size() > 1) {
                throw new IllegalArgumentException("image " + image + " has the truths "
                        + truths.stream().sorted().toList() + ": one is allowed");
            }
        }
    }

    static void requireDistinctAnnotators(List<AnnotationRecord> recordsOfOneImage) {
        Set<String> annotators = new HashSet<>();
        for (AnnotationRecord entry : recordsOfOneImage) {
            if (!annotators.add(entry.annotator())) {
                throw new IllegalArgumentException("annotator " + entry.annotator() + " comes twice for image "
                        + entry.image() + ": once is allowed");
            }
        }
    }

    /**
     * Groups records by image, in the order in which the images first appear.
     *
     * @param records records of any images
     * @return one list of records per image
     */
    public static Map<String, List<AnnotationRecord>> byImage(List<AnnotationRecord> records) {
        return records.stream()
                .collect(Collectors.groupingBy(
                        AnnotationRecord::image, LinkedHashMap::new, Collectors.toCollection(ArrayList::new)));
    }

    /**
     * The annotated image that some records describe.
     *
     * @param records at least one, all of one image
     * @return the image
     * @throws IllegalArgumentException in the cases of the constructor
     */
    public static AnnotatedImage of(List<AnnotationRecord> records) {
        Rules.requireAtLeast("records", 1, records);
        AnnotationRecord first = records.get(0);
        return new AnnotatedImage(first.image(), first.size(), records);
    }
}
