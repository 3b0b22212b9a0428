package org.cyborgml.app.study.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The command {@code study report} in a process of its own. */
final class ReportCommand {

    private ReportCommand() {}

    /** Writes the report of a study into a folder and returns the command's output. */
    static String run(Path study, Path out) throws IOException {
        Process command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.cyborgml.app.cli.Main",
                        "study",
                        "report",
                        study.toString(),
                        "--out",
                        out.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(command.onExit().join().exitValue()).as(said).isZero();
        return said;
    }
}
