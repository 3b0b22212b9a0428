package org.cyborgml.spark.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.spark.SparkFiles;
import org.cyborgml.models.kernel.NativeRuntime;
import org.cyborgml.spark.storage.FileCache;
import org.cyborgml.spark.storage.Listing;
import org.jspecify.annotations.Nullable;

/** Holds what all trials of one executor share: native libraries, a folder, the cache of fetched files. */
final class ExecutorProcess {

    /** It prints a stack trace where it cannot unpack itself, which costs no more than a few settings. */
    private static final Logger JNA = Logger.getLogger("com.sun.jna.Native");

    private static boolean isPrepared;

    private static @Nullable FileCache cache;

    private static @Nullable Path cacheFolder;

    private ExecutorProcess() {}

    /** Prepares the native libraries to compute with some threads on behalf of the calling thread. */
    static synchronized void prepare(int threads) {
        if (!isPrepared) {
            JNA.setLevel(Level.OFF);
            NativeRuntime.prepare();
            isPrepared = true;
        }
        NativeRuntime.useThreads(threads);
    }

    /** A folder that Spark deletes with the executor's others. */
    static Path folder() {
        return Path.of(SparkFiles.getRootDirectory())
                .toAbsolutePath()
                .normalize()
                .resolve("cyborg");
    }

    /** The cache of this executor; the first of an application that asks decides on its size. */
    static synchronized FileCache cache(long bytes) throws IOException {
        FileCache known = cache;
        Path folder = folder().resolve("cache");
        if (known == null || !folder.equals(cacheFolder)) {
            known = new FileCache(folder, bytes, Listing.ONE_FILE);
            cache = known;
            cacheFolder = folder;
        }
        return known;
    }
}
