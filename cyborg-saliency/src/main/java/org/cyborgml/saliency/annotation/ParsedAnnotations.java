package org.cyborgml.saliency.annotation;

import java.nio.file.Path;
import java.util.List;

/**
 * The content of an annotation file: the records that could be read, and the problems of those that could not.
 *
 * @param file the file
 * @param records readable records, in the order of the file
 * @param problems the records that could not be read
 */
public record ParsedAnnotations(Path file, List<AnnotationRecord> records, List<AnnotationProblem> problems) {

    /** Copies the lists. */
    public ParsedAnnotations {
        records = List.copyOf(records);
        problems = List.copyOf(problems);
    }

    /**
     * The records of a file that must not have a single problem.
     *
     * @return the records
     * @throws AnnotationFormatException if there is a problem; names the first
     */
    public List<AnnotationRecord> orThrow() throws AnnotationFormatException {
        if (!problems.isEmpty()) {
            AnnotationProblem first = problems.get(0);
            throw new AnnotationFormatException(file + ": " + first.place() + ": " + first.reason()
                    + (problems.size() > 1 ? " (and " + (problems.size() - 1) + " more problems)" : ""));
        }
        return records;
    }
}
