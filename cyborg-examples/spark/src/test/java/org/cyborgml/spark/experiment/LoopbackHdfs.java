package org.cyborgml.spark.experiment;

import com.fasterxml.jackson.core.JacksonException;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.spark.storage.Storage;

/** HDFS of one process on this machine: a namenode and a datanode. */
final class LoopbackHdfs implements LoopbackStorage {

    private final Process process;
    private final String uri;

    /**
     * Starts it.
     *
     * @param folder of its blocks and its log
     */
    LoopbackHdfs(Path folder) throws Exception {
        Path details = Files.createDirectories(folder).resolve("details.json");
        String jars = Path.of(System.getProperty("spark.home"), "jars") + "/*" + File.pathSeparator
                + Path.of(System.getProperty("hdfs.home"), "jars") + "/*";
        process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        jars,
                        "org.apache.hadoop.test.MiniDFSClusterManager",
                        "-format",
                        "-datanodes",
                        "1",
                        "-writeDetails",
                        details.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("hdfs.log").toFile())
                .start();
        int[] port = new int[1];
        try {
            LoopbackCluster.await("HDFS is there", () -> {
                if (!process.isAlive()) {
                    throw new AssertionError(Files.readString(folder.resolve("hdfs.log")));
                }
                port[0] = port(details);
                return port[0] > 0;
            });
        } catch (Exception | AssertionError e) {
            close();
            throw e;
        }
        uri = "hdfs://localhost:" + port[0];
    }

    /** The port of the namenode; 0 as long as it is not there. */
    private static int port(Path details) throws IOException {
        try {
            return JsonFiles.MAPPER
                    .readTree(details.toFile())
                    .path("namenode_port")
                    .asInt();
        } catch (FileNotFoundException | JacksonException e) {
            return 0;
        }
    }

    @Override
    public String uri(String folder) {
        return uri + "/" + folder;
    }

    @Override
    public Path folder(String name) throws IOException {
        return Storage.folder(uri(name), new Configuration());
    }

    @Override
    public Map<String, String> settings() {
        return Map.of();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
