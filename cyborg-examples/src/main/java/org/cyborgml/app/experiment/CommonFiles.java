package org.cyborgml.app.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Files that several trials need: made by the first that needs them, while the others wait. */
public interface CommonFiles {

    /** Makes a file. */
    @FunctionalInterface
    interface Maker {

        /**
         * Makes the file, or goes on where it was stopped.
         *
         * @param file its name, whose folder is there; other files beside it may begin with that name
         * @throws IOException if it cannot be made
         */
        void make(Path file) throws IOException;
    }

    /**
     * Makes a file unless it is there.
     *
     * @param file in the experiment's folder
     * @param maker makes it
     * @throws IOException if it cannot be made
     */
    void require(Path file, Maker maker) throws IOException;

    /** The files of a process that has the folder for itself. */
    static CommonFiles alone() {
        Map<Path, Object> locks = new ConcurrentHashMap<>();
        return (file, maker) -> {
            synchronized (locks.computeIfAbsent(file, unused -> new Object())) {
                if (!Files.exists(file)) {
                    Files.createDirectories(file.toAbsolutePath().getParent());
                    maker.make(file);
                }
            }
        };
    }
}
