package org.cyborgml.saliency.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.cyborgml.saliency.image.FolderListing;

/** A folder of annotation files: those in it, and those of the folders directly below it. */
public final class AnnotationFolder {

    private static final int MOST_FOLDERS = 1;
    private static final List<String> MARKUP = List.of(".json", ".xml");
    private static final List<String> TABLES = List.of(".csv", ".tsv", ".txt");

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
        FolderListing listing = FolderListing.of(folder);
        return !files(listing.others(), MARKUP).isEmpty()
                || (!files(listing.others(), TABLES).isEmpty()
                        && listing.images().stream().noneMatch(AnnotationFolder::isNear));
    }

    /** The files in order; tables only if there are no others. */
    static List<Path> files(Path folder) throws IOException {
        List<String> all = FolderListing.of(folder).others();
        List<String> markup = files(all, MARKUP);
        return (markup.isEmpty() ? files(all, TABLES) : markup)
                .stream().map(folder::resolve).toList();
    }

    private static List<String> files(List<String> all, List<String> extensions) {
        return all.stream()
                .filter(file -> isNear(file) && extensions.stream().anyMatch(file.toLowerCase(Locale.ROOT)::endsWith))
                .toList();
    }

    private static boolean isNear(String file) {
        return file.chars().filter(c -> c == '/').count() <= MOST_FOLDERS;
    }
}
