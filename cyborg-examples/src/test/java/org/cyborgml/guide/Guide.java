package org.cyborgml.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The guide in {@code docs/guide}: its index and its chapters, in the order of their numbers. */
public final class Guide {

    /** Its folder, seen from this module. */
    public static final Path FOLDER = Path.of("docs/guide");

    private Guide() {}

    /**
     * Reads the guide of this module.
     *
     * @return the index first
     * @throws IOException if a page cannot be read
     */
    public static List<Chapter> chapters() throws IOException {
        return chapters(FOLDER);
    }

    static List<Chapter> chapters(Path folder) throws IOException {
        List<Chapter> chapters = new ArrayList<>();
        chapters.add(Chapter.read(folder.resolve("README.md")));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(one -> one.getFileName().toString().matches("[0-9]{2}-.*\\.md"))
                    .sorted()
                    .toList()) {
                chapters.add(Chapter.read(file));
            }
        }
        return chapters;
    }
}
