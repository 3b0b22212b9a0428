package org.cyborgml.saliency.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cyborgml.saliency.annotation.Annotation;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.ImageSize;

/**
 * Annotations as a folder of mask images: one folder per annotator, in it one PNG or JPEG per image, named like the image.
 * Neither decision nor truth is known, so the builder must admit {@link org.cyborgml.saliency.map.Judgements#ALL}.
 */
final class MaskFolder {

    private MaskFolder() {}

    /** Reads the headers of all mask files; their pixels are read when maps are built. */
    static List<AnnotationRecord> read(Path folder, ImageDecoder decoder, List<BatchFailure> failures)
            throws IOException {
        List<AnnotationRecord> records = new ArrayList<>();
        for (Path annotator : children(folder)) {
            if (Files.isDirectory(annotator)) {
                for (Path file : children(annotator)) {
                    if (BaseName.hasImageExtension(file.toString())) {
                        add(annotator, file, decoder, records, failures);
                    }
                }
            }
        }
        if (records.isEmpty() && failures.isEmpty()) {
            throw new IOException(folder
                    + ": holds no mask: must hold a folder for each annotator, with a PNG or JPEG for each image");
        }
        return records;
    }

    private static void add(
            Path annotator,
            Path file,
            ImageDecoder decoder,
            List<AnnotationRecord> records,
            List<BatchFailure> failures) {
        String image = String.valueOf(file.getFileName());
        try {
            ImageSize size = decoder.readHeader(file).size();
            List<Annotation> regions = List.of(new Annotation.MaskFile(file, Annotation.MaskFile.HALF));
            records.add(
                    new AnnotationRecord(image, size, String.valueOf(annotator.getFileName()), null, null, regions));
        } catch (ImageFileException | RuntimeException | OutOfMemoryError e) {
            ImageFileException named = ImageFileException.of(file.toString(), e);
            failures.add(new BatchFailure(image, named.file(), named.reason()));
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }
}
