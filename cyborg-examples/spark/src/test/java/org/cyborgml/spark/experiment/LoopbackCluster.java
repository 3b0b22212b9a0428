package org.cyborgml.spark.experiment;

import com.google.common.base.Splitter;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.launcher.JavaModuleOptions;
import org.cyborgml.spark.SparkMain;

/**
 * A standalone cluster of processes on this machine: a master and workers, on the jars of Spark in its own versions. They talk by the
 * loopback address alone.
 */
final class LoopbackCluster implements AutoCloseable {

    private static final String ADDRESS = "127.0.0.1";
    private static final int SECONDS_TO_START = 60;

    private final Path folder;
    private final Path home;
    private final String master;
    private final List<Process> processes = new ArrayList<>();

    /**
     * A worker.
     *
     * @param process its JVM
     * @param work the folder of its executors
     */
    record Worker(Process process, Path work) {

        /** Folders of executors that have begun. */
        List<Path> executors() throws IOException {
            try (var found = Files.find(work, 2, (path, attributes) -> attributes.isDirectory())) {
                return found.filter(path -> path.getNameCount() == work.getNameCount() + 2)
                        .toList();
            }
        }

        /** Kills the worker and its executors, as a machine that loses its power. */
        void kill() throws InterruptedException {
            List<ProcessHandle> executors = process.descendants().toList();
            process.destroyForcibly();
            executors.forEach(ProcessHandle::destroyForcibly);
            process.waitFor();
        }
    }

    /** Starts a master. */
    LoopbackCluster(Path folder) throws IOException {
        this.folder = folder;
        this.home = Path.of(System.getProperty("spark.home"));
        int port = freePort();
        this.master = "spark://" + ADDRESS + ":" + port;
        start(
                "master.log",
                "-Xmx256m",
                "-Dspark.master.rest.enabled=false",
                "org.apache.spark.deploy.master.Master",
                "--host",
                ADDRESS,
                "--port",
                Integer.toString(port),
                "--webui-port",
                "0");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Starts a worker of one core. */
    Worker worker(String name, Path work) throws IOException {
        return worker(name, work, ADDRESS, 1, Map.of());
    }

    /**
     * Starts a worker.
     *
     * @param host an address of this machine, which Spark takes for a machine of its own
     * @param settings of Spark for it
     */
    Worker worker(String name, Path work, String host, int cores, Map<String, String> settings) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-Xmx256m"));
        settings.forEach((key, value) -> arguments.add("-D" + key + "=" + value));
        arguments.addAll(List.of(
                "org.apache.spark.deploy.worker.Worker",
                "--host",
                host,
                "--cores",
                Integer.toString(cores),
                "--memory",
                cores + "g",
                "--work-dir",
                work.toString(),
                "--webui-port",
                "0",
                master));
        return new Worker(start(name + ".log", arguments.toArray(String[]::new)), work);
    }

    /** Submits cyborg-spark.jar with a command. */
    Process submit(String log, Map<String, String> settings, String... arguments) throws IOException {
        return submit(SparkMain.class, log, settings, arguments);
    }

    /** Submits a program of cyborg-spark.jar. */
    Process submit(Class<?> program, String log, Map<String, String> settings, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "-Xmx512m",
                "org.apache.spark.deploy.SparkSubmit",
                "--master",
                master,
                "--class",
                program.getName(),
                "--conf",
                "spark.driver.host=" + ADDRESS,
                "--conf",
                "spark.driver.bindAddress=" + ADDRESS,
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.executor.memory=512m",
                "--conf",
                "spark.executor.heartbeatInterval=1s",
                "--conf",
                "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1"));
        settings.forEach((key, value) -> command.addAll(List.of("--conf", key + "=" + value)));
        command.add(System.getProperty("spark.jar"));
        command.addAll(Arrays.asList(arguments));
        return start(log, command.toArray(String[]::new));
    }

    private Process start(String log, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(Splitter.on(' ').omitEmptyStrings().splitToList(JavaModuleOptions.defaultModuleOptions()));
        command.addAll(List.of("-cp", home.resolve("jars") + "/*"));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(file(log));
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", ADDRESS);
        builder.environment()
                .put(
                        "SPARK_LOCAL_DIRS",
                        Files.createDirectories(folder.resolve("local")).toString());
        // Threads of the driver's check; executors have theirs from Spark.
        builder.environment().put("OMP_NUM_THREADS", "1");
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private File file(String log) {
        return folder.resolve(log).toFile();
    }

    String log(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    /** Waits until something holds. */
    static void await(String what, Condition condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("has not happened in " + SECONDS_TO_START + " s: " + what);
            }
            Thread.sleep(2);
        }
    }

    /** Something to wait for. */
    interface Condition {
        boolean holds() throws Exception;
    }

    @Override
    public void close() throws Exception {
        for (Process process : processes) {
            List<ProcessHandle> children = process.descendants().toList();
            process.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        }
        for (Process process : processes) {
            process.waitFor();
        }
    }
}
