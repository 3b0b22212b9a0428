package org.cyborgml.spark.storage;

import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** A folder of this machine under a URI of Hadoop's, {@code viewfs://lab/}: a storage that is no local one for who uses it. */
public final class MountedFolder {

    private MountedFolder() {}

    /** Settings of Hadoop that make the mount. */
    public static Map<String, String> settings(Path folder) {
        return Map.of(
                "fs.viewfs.mounttable.lab.link./data",
                folder.toUri().toString(),
                // Every test has a mount of its own.
                "fs.viewfs.impl.disable.cache",
                "true");
    }

    /** Hadoop's settings with the mount. */
    static Configuration configuration(Path folder) {
        Configuration configuration = new Configuration();
        settings(folder).forEach(configuration::set);
        return configuration;
    }
}
