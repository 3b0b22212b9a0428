package org.cyborgml.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cyborgml.app.experiment.SyntheticExperiment;
import org.cyborgml.app.experiment.SyntheticExperiment.Maps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReportCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();

    private int run(String... arguments) {
        CommandLine command = Main.commandLine();
        command.setErr(new PrintWriter(errors, true));
        return command.execute(arguments);
    }

    @Test
    void aReportIsMadeAndMadeAgain() throws IOException {
        Path runs = folder.resolve("runs");
        new SyntheticExperiment(1, 2, 2, 1, 8, Maps.NONE, 0.5).write(runs);
        Path out = folder.resolve("some/report");

        for (int time = 0; time < 2; time++) {
            assertThat(run("report", "--quiet", runs.toString(), "--out", out.toString()))
                    .as(errors.toString())
                    .isZero();
            assertThat(out.resolve("index.html")).content().contains("4 of 4 trainings are finished");
            assertThat(out.resolve("figures/auc.svg")).exists();
            assertThat(out.resolve("figures/auc.png")).exists();
            assertThat(out.resolve("tables/auc.csv")).exists();
            assertThat(out.resolve("tables/auc.tex")).exists();
            Files.delete(out.resolve("figures/auc.svg"));
        }
    }

    @Test
    void whatIsNoExperimentIsSaidInOneLine() throws IOException {
        assertThat(run(
                        "report",
                        "--quiet",
                        folder.toString(),
                        "--out",
                        folder.resolve("r").toString()))
                .isEqualTo(1);
        assertThat(errors.toString())
                .isEqualToIgnoringNewLines(
                        "cyborg report: " + folder + ": is not the folder of an experiment, it has no experiment.json");
        assertThat(folder.resolve("r")).doesNotExist();
    }

    @Test
    void aFileIsNoFolderForTheReport() throws IOException {
        Path runs = folder.resolve("runs");
        new SyntheticExperiment(1, 1, 1, 1, 8, Maps.NONE, 0.5).write(runs);
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(run("report", "--quiet", runs.toString(), "--out", file.toString()))
                .isEqualTo(1);
        assertThat(errors.toString()).contains(file + ": is a file; the output needs a folder");
    }
}
