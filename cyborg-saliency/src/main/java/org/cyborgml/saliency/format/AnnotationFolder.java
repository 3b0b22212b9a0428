package org.cyborgml.saliency.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A folder of annotation files: those in it, and those of the folders directly below it. */
public final class AnnotationFolder {

    private static final int DEEPEST = 2;
    private static final List<String> MARKUP = List.of(".json", ".xml");
    private static final List<String> TABLES = List.of(".csv", ".tsv", ".txt");
    private static final List<String> IMAGES = List.of(".png", ".jpg", ".jpeg", ".bmp", ".webp");

    private AnnotationFolder() {}

    /**
     * Tells a folder of annotation files from one of mask images.
     *
     * @param folder the folder
     * @return true if there is a {@code .json} or {@code .xml} file, or a {@code .csv}, {@code .tsv} or {@code .txt} file
     *     and no image
     * @throws IOException if it cannot be listed
     */
    public static boolean isOne(Path folder) throws IOException {
        return !files(folder, DEEPEST, MARKUP).isEmpty()
                || !files(folder, DEEPEST, TABLES).isEmpty()
                        && files(folder, DEEPEST, IMAGES).isEmpty();
    }

    /** The files in order; tables only if there are no others. */
    static List<Path> files(Path folder) throws IOException {
        List<Path> markup = files(folder, DEEPEST, MARKUP);
        return markup.isEmpty() ? files(folder, DEEPEST, TABLES) : markup;
    }

    private static List<Path> files(Path folder, int depth, List<String> extensions) throws IOException {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(file -> !isHidden(folder.relativize(file))
                            && extensions.stream()
                                    .anyMatch(file.toString().toLowerCase(Locale.ROOT)::endsWith)
                            && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isHidden(Path below) {
        for (Path part : below) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }
}
