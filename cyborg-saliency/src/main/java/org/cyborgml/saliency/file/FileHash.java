package org.cyborgml.saliency.file;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.Path;

/** Hashes that identify a file by its content. */
public final class FileHash {

    private FileHash() {}

    /**
     * Computes the SHA-256 hash of a file.
     *
     * @param file the file
     * @return 64 hexadecimal digits
     * @throws IOException if it cannot be read
     */
    public static String sha256(Path file) throws IOException {
        return MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString();
    }
}
