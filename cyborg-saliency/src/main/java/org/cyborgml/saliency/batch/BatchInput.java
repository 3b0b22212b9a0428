package org.cyborgml.saliency.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.annotation.ParsedAnnotations;
import org.cyborgml.saliency.format.AnnotationFolder;
import org.cyborgml.saliency.format.AnnotationReader;
import org.cyborgml.saliency.image.ImageDecoder;

/**
 * The annotations that a batch makes maps of.
 *
 * @param source the file or folder
 * @param records readable records of any images
 * @param failures images with a record that could not be read, and why
 */
public record BatchInput(Path source, List<AnnotationRecord> records, List<BatchFailure> failures) {

    /** Copies the lists. */
    public BatchInput {
        records = List.copyOf(records);
        failures = List.copyOf(failures);
    }

    /**
     * Reads annotations: a file of any form that the reader knows, a folder of such files, or a folder that holds one folder
     * per annotator, in it a mask image per image, named like the image.
     *
     * @param annotations the file or folder
     * @param reader knows the forms
     * @return records and failures
     * @throws IOException if the annotations as a whole cannot be read, or the folder holds neither annotations nor masks
     */
    public static BatchInput read(Path annotations, AnnotationReader reader) throws IOException {
        return read(annotations, reader, OptionalInt.empty());
    }

    /**
     * Reads annotations as {@link #read(Path, AnnotationReader)} does.
     *
     * @param annotations the file or folder
     * @param reader knows the forms
     * @param maskLevel a pixel of a mask in a folder of masks is marked if its luminance is above this level, 0 to 254; empty:
     *     if it is not background, by the rule of {@link org.cyborgml.saliency.annotation.Annotation.MaskFile}
     * @return records and failures
     * @throws IOException if the annotations as a whole cannot be read, or the folder holds neither annotations nor masks
     * @throws IllegalArgumentException if the level is out of its range
     */
    public static BatchInput read(Path annotations, AnnotationReader reader, OptionalInt maskLevel) throws IOException {
        List<BatchFailure> failures = new ArrayList<>();
        if (Files.isDirectory(annotations) && !AnnotationFolder.isOne(annotations)) {
            List<AnnotationRecord> masks =
                    MaskFolder.read(annotations, ImageDecoder.withDefaults(), maskLevel, failures);
            return new BatchInput(annotations, masks, failures);
        }
        ParsedAnnotations parsed = reader.read(annotations);
        parsed.problems()
                .forEach(problem -> failures.add(new BatchFailure(
                        problem.image(), annotations.toString(), problem.place() + ": " + problem.reason())));
        return new BatchInput(annotations, parsed.records(), failures);
    }

    /**
     * Tells if the annotations say anything about who judged correctly.
     *
     * @return true if at least one record has both a decision and a truth
     */
    public boolean isJudged() {
        return records.stream().anyMatch(entry -> entry.isCorrect().isPresent());
    }
}
