package org.cyborgml.saliency.annotation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.cyborgml.saliency.file.WholeFile;

/**
 * Reads and writes annotation files, JSON or CSV by the file's extension, in the forms that the package's overview defines.
 * Written records are read back as equal ones, except that the path of a mask file is resolved against the folder of the
 * annotation file.
 */
public final class AnnotationFiles {

    private AnnotationFiles() {}

    /**
     * Reads a file. The records beside a broken one are read.
     *
     * @param file a {@code .json} or {@code .csv} file
     * @return its records and problems
     * @throws AnnotationFormatException if the file as a whole is not of the format
     * @throws IOException if it cannot be read
     */
    public static ParsedAnnotations read(Path file) throws IOException {
        boolean json = isJson(file);
        byte[] content = Files.readAllBytes(file);
        return json ? readJson(content, file) : readCsv(content, file);
    }

    /**
     * Reads the content of a JSON file. The records beside a broken one are read.
     *
     * @param content the file's bytes
     * @param file its path, for messages and for the paths of mask files
     * @return its records and problems
     * @throws AnnotationFormatException if the content as a whole is not of the format
     * @throws IOException if it cannot be parsed
     */
    public static ParsedAnnotations readJson(byte[] content, Path file) throws IOException {
        return JsonAnnotations.read(content, file, folder(file));
    }

    /**
     * Reads the content of a CSV file. The records beside a broken one are read.
     *
     * @param content the file's bytes
     * @param file its path, for messages and for the paths of mask files
     * @return its records and problems
     * @throws AnnotationFormatException if the content as a whole is not of the format
     * @throws IOException if it cannot be parsed
     */
    public static ParsedAnnotations readCsv(byte[] content, Path file) throws IOException {
        return CsvAnnotations.read(content, file, folder(file));
    }

    /**
     * Writes a file, as {@link WholeFile} does.
     *
     * @param records any records, at most one per image and annotator
     * @param file a {@code .json} or {@code .csv} file
     * @throws AnnotationFormatException if the extension is another
     * @throws IllegalArgumentException if an annotator comes twice for an image
     * @throws IOException if it cannot be written
     */
    public static void write(List<AnnotationRecord> records, Path file) throws IOException {
        AnnotatedImage.byImage(records).values().forEach(AnnotatedImage::requireDistinctAnnotators);
        WholeFile.write(
                file,
                isJson(file)
                        ? JsonAnnotations.write(records, folder(file))
                        : CsvAnnotations.write(records, folder(file)));
    }

    /**
     * The content of a JSON file.
     *
     * @param records any records
     * @param file its path, against which the paths of mask files are written
     * @return what {@link #readJson} reads as equal records
     * @throws IOException if it cannot be made
     */
    public static byte[] json(List<AnnotationRecord> records, Path file) throws IOException {
        return JsonAnnotations.write(records, folder(file));
    }

    private static boolean isJson(Path file) throws AnnotationFormatException {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".json") && !name.endsWith(".csv")) {
            throw new AnnotationFormatException(file + ": must end in .json or .csv");
        }
        return name.endsWith(".json");
    }

    private static Path folder(Path file) {
        Path folder = file.getParent();
        return folder == null ? Path.of("") : folder;
    }
}
