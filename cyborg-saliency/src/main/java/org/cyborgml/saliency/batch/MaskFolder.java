package org.cyborgml.saliency.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.cyborgml.saliency.annotation.Annotation;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.image.FolderListing;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.ImageSize;

/**
 * Annotations as a folder of mask images: one folder per annotator, in it one image per annotated image, named like it and in
 * the same folder below the annotator's. Neither decision nor truth is known, so the builder must admit
 * {@link org.cyborgml.saliency.map.Judgements#ALL}.
 */
final class MaskFolder {

    private final ImageDecoder decoder;
    private final OptionalInt level;
    private final List<BatchFailure> failures;
    private final List<AnnotationRecord> records = new ArrayList<>();

    /** By the image's path without extension, its path for the annotator who had it first. */
    private final Map<String, String> known = new HashMap<>();

    private MaskFolder(ImageDecoder decoder, OptionalInt level, List<BatchFailure> failures) {
        this.decoder = decoder;
        this.level = level;
        this.failures = failures;
    }

    /** Reads the headers of all mask files; their pixels are read when maps are built. */
    static List<AnnotationRecord> read(
            Path folder, ImageDecoder decoder, OptionalInt level, List<BatchFailure> failures) throws IOException {
        MaskFolder masks = new MaskFolder(decoder, level, failures);
        List<String> leftOut = new ArrayList<>();
        for (Path annotator : children(folder)) {
            if (Files.isDirectory(annotator)) {
                FolderListing listing = FolderListing.of(annotator);
                for (String image : listing.images()) {
                    masks.add(annotator, image);
                }
                masks.remember(listing.images());
                listing.leftOut().ifPresent(leftOut::add);
            }
        }
        if (masks.records.isEmpty() && failures.isEmpty()) {
            throw new IOException(folder
                    + ": holds no mask: must hold a folder for each annotator, with a PNG, BMP, JPEG or WebP for each image"
                    + (leftOut.isEmpty() ? "" : "; " + String.join("; ", leftOut)));
        }
        return masks.records;
    }

    private void add(Path annotator, String image) {
        Path file = annotator.resolve(image);
        try {
            String other = known.get(BaseName.stem(image));
            if (other != null && !other.equals(image)) {
                throw new ImageFileException(
                        file.toString(), "is called " + other + " by another annotator: must have one name");
            }
            ImageSize size = decoder.readHeader(file).size();
            records.add(new AnnotationRecord(
                    image,
                    size,
                    String.valueOf(annotator.getFileName()),
                    null,
                    null,
                    List.of(new Annotation.MaskFile(file, level))));
        } catch (ImageFileException | RuntimeException | OutOfMemoryError e) {
            ImageFileException named = ImageFileException.of(file.toString(), e);
            failures.add(new BatchFailure(image, named.file(), named.reason()));
        }
    }

    private void remember(List<String> images) {
        images.forEach(image -> known.putIfAbsent(BaseName.stem(image), image));
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> !FolderListing.isHidden(child))
                    .sorted()
                    .toList();
        }
    }
}
