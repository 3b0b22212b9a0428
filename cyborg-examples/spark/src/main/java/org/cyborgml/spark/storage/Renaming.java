package org.cyborgml.spark.storage;

import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;

/**
 * Renames that replace a file only where they are told to. Hadoop has them for everybody in its {@code FileContext} alone, which would open the
 * storage once more, with connections and threads, for each.
 */
final class Renaming extends FilterFileSystem {

    Renaming(FileSystem storage) {
        super(storage);
    }

    /**
     * Renames a file.
     *
     * @throws org.apache.hadoop.fs.FileAlreadyExistsException if one of the new name is there and is not to be replaced
     * @throws java.io.FileNotFoundException if there is no file, or no folder for it
     */
    @SuppressWarnings("deprecation") // as it is for its subclasses
    void move(Path from, Path to, Rename option) throws IOException {
        rename(from, to, option);
    }
}
