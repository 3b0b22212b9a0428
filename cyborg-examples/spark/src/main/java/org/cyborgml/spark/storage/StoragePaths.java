package org.cyborgml.spark.storage;

import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.cyborgml.app.cli.Main;
import picocli.CommandLine;

/** Makes command lines whose files and folders may be URIs of a cluster's storage. */
public final class StoragePaths {

    private StoragePaths() {}

    /**
     * A command line.
     *
     * @param command its class has picocli's annotations
     * @param configuration Hadoop's
     */
    public static CommandLine commandLine(Object command, Configuration configuration) {
        return Main.configured(new CommandLine(command))
                .registerConverter(Path.class, uri -> Storage.folder(uri, configuration));
    }

    /** Hadoop's configuration with what Spark's settings say of it; needs no session. */
    public static Configuration configuration() {
        return SparkHadoopUtil.get().newConfiguration(new SparkConf());
    }
}
