package org.cyborgml.spark.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.cyborgml.spark.storage.Storage;

/** S3 of one process on this machine: S3Proxy, which has one bucket in its memory and asks for no credentials. */
final class LoopbackS3 implements LoopbackStorage {

    private static final String BUCKET = "lab";

    private final Process process;
    private final String endpoint;

    /**
     * Starts it.
     *
     * @param folder of its log
     */
    LoopbackS3(Path folder) throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            endpoint = "http://127.0.0.1:" + socket.getLocalPort();
        }
        Path settings = folder.resolve("s3proxy.properties");
        Files.write(
                settings,
                List.of(
                        "s3proxy.endpoint=" + endpoint,
                        "s3proxy.authorization=none",
                        // A map from keys to objects. Those on file systems take the beginning of a key for an object.
                        "jclouds.provider=transient",
                        "jclouds.identity=none",
                        "jclouds.credential=none"));
        process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-DLOG_LEVEL=warn",
                        "-jar",
                        jar().toString(),
                        "--properties",
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("s3.log").toFile())
                .start();
        try {
            LoopbackCluster.await("S3 has a bucket", () -> {
                assertThat(process.isAlive())
                        .as(Files.readString(folder.resolve("s3.log")))
                        .isTrue();
                return makesBucket();
            });
        } catch (Exception | AssertionError e) {
            close();
            throw e;
        }
    }

    private static Path jar() throws IOException {
        try (var jars = Files.list(Path.of(System.getProperty("s3.home"), "jars"))) {
            return jars.findFirst().orElseThrow();
        }
    }

    private boolean makesBucket() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint + "/" + BUCKET))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            return HttpClient.newHttpClient()
                            .send(request, BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false; // it does not answer yet
        }
    }

    @Override
    public String uri(String folder) {
        return "s3a://" + BUCKET + "/" + folder;
    }

    private Map<String, String> client() {
        return Map.of(
                "fs.s3a.endpoint",
                endpoint,
                "fs.s3a.endpoint.region",
                "us-east-1",
                "fs.s3a.path.style.access",
                "true",
                "fs.s3a.connection.ssl.enabled",
                "false",
                "fs.s3a.aws.credentials.provider",
                "org.apache.hadoop.fs.s3a.AnonymousAWSCredentialsProvider");
    }

    @Override
    public Path folder(String name) throws IOException {
        Configuration configuration = new Configuration();
        client().forEach(configuration::set);
        return Storage.folder(uri(name), configuration);
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        client().forEach((key, value) -> settings.put("spark.hadoop." + key, value));
        return settings;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
