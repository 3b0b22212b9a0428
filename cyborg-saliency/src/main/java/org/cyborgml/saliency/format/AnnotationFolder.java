package org.cyborgml.saliency.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.cyborgml.saliency.image.FolderListing;

/** A folder of annotation files: those in it, and those of the folders directly below it. */
public final class AnnotationFolder {

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
        return !files(listing, MARKUP).isEmpty()
                || listing.images().isEmpty() && !files(listing, TABLES).isEmpty();
    }

    /** Paths of the files below the folder, in order; tables only if there are no others. */
    static List<String> files(Path folder) throws IOException {
        FolderListing listing = FolderListing.of(folder);
        List<String> markup = files(listing, MARKUP);
        return markup.isEmpty() ? files(listing, TABLES) : markup;
    }

    private static List<String> files(FolderListing listing, List<String> extensions) {
        return listing.others().stream()
                .filter(path -> path.chars().filter(c -> c == '/').count() <= 1
                        && extensions.stream().anyMatch(path.toLowerCase(Locale.ROOT)::endsWith))
                .toList();
    }
}
