package org.cyborgml.saliency.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.cyborgml.saliency.annotation.Annotation;
import org.cyborgml.saliency.annotation.AnnotationFormatException;
import org.cyborgml.saliency.annotation.AnnotationProblem;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.annotation.ParsedAnnotations;
import org.cyborgml.saliency.image.ImageSize;
import org.jspecify.annotations.Nullable;

/** Collects the records of a file, region by region, and everything that is wrong with them. */
final class RecordCollector {

    private final AnnotationSource source;
    private final Map<Key, Draft> drafts = new LinkedHashMap<>();
    private final List<AnnotationProblem> problems = new ArrayList<>();

    RecordCollector(AnnotationSource source) {
        this.source = source;
    }

    private record Key(String image, String annotator) {}

    /** A record that is being put together. */
    final class Draft {

        private final Key key;
        private final ImageSize size;
        private final List<Annotation> regions = new ArrayList<>();
        private @Nullable String decision;
        private @Nullable String truth;

        private Draft(Key key, ImageSize size) {
            this.key = key;
            this.size = size;
        }

        String image() {
            return key.image();
        }

        ImageSize size() {
            return size;
        }

        void add(Annotation region) {
            PlacementCheck.require(region, size, source.options().outside());
            regions.add(region);
        }

        void decision(@Nullable String label) {
            decision = agreed("decision", decision, label);
        }

        void truth(@Nullable String label) {
            truth = agreed("truth", truth, label);
        }

        private @Nullable String agreed(String what, @Nullable String known, @Nullable String label) {
            if (known != null && label != null && !known.equals(label)) {
                throw new IllegalArgumentException("the " + what + " is " + JsonFields.quote(known) + " and "
                        + JsonFields.quote(label) + ": must be one");
            }
            return label == null ? known : label;
        }

        private AnnotationRecord toRecord() {
            return new AnnotationRecord(key.image(), size, key.annotator(), decision, truth, regions);
        }
    }

    /** A part of the file that may be wrong. */
    @FunctionalInterface
    interface Part {
        void read() throws IllegalArgumentException;
    }

    /** Reads a part; what is wrong with it is a problem of the image. */
    void attempt(String image, String place, Part part) {
        try {
            part.read();
        } catch (IllegalArgumentException e) {
            problem(image, place, String.valueOf(e.getMessage()));
        }
    }

    void problem(String image, String place, String reason) {
        problems.add(new AnnotationProblem(image, place, reason));
    }

    /** The record of an image and annotator, begun if there is none yet. */
    Draft draft(String image, String annotator, ImageSize size) {
        Draft draft = drafts.computeIfAbsent(new Key(image, annotator), key -> new Draft(key, size));
        if (!draft.size.equals(size)) {
            throw new IllegalArgumentException(
                    "the image is of " + size + " here and of " + draft.size + " before: sizes must be equal");
        }
        return draft;
    }

    boolean has(String image, String annotator) {
        return drafts.containsKey(new Key(image, annotator));
    }

    /** The records of the images without a problem, and all problems. */
    ParsedAnnotations parsed(String nothing) throws AnnotationFormatException {
        drafts.values().forEach(draft -> attempt(draft.key.image(), "its record", draft::toRecord));
        if (drafts.isEmpty() && problems.isEmpty()) {
            throw new AnnotationFormatException(source.file() + ": marks nothing: " + nothing);
        }
        Set<String> broken = problems.stream().map(AnnotationProblem::image).collect(Collectors.toSet());
        List<AnnotationRecord> records = drafts.values().stream()
                .filter(draft -> !broken.contains(draft.key.image()))
                .map(Draft::toRecord)
                .toList();
        return new ParsedAnnotations(source.file(), records, problems);
    }
}
