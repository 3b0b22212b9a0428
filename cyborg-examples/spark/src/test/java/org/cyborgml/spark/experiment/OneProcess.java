package org.cyborgml.spark.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cyborgml.app.cli.Main;

/** A program without Spark, in a process like an executor of one core. */
final class OneProcess {

    private OneProcess() {}

    /** Runs a command of {@code cyborg}, as below. */
    static String run(Path log, String... arguments) throws IOException, InterruptedException {
        return run(log, Main.class, arguments);
    }

    /**
     * Runs a program, which must end well.
     *
     * @param log file that takes its output
     * @param program such as {@link Main}
     * @return the output
     */
    static String run(Path log, Class<?> program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("OMP_NUM_THREADS", "1");
        assertThat(builder.start().waitFor()).as(Files.readString(log)).isZero();
        return Files.readString(log);
    }
}
