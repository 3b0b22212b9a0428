package org.cyborgml.spark.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A storage of a cluster, in a process on this machine that talks by the loopback address alone. */
interface LoopbackStorage extends AutoCloseable {

    /** The URI of a folder. */
    String uri(String folder);

    /** A folder. */
    Path folder(String name) throws IOException;

    /** Settings of Spark for a driver that uses it. */
    Map<String, String> settings();

    @Override
    void close() throws InterruptedException;
}
