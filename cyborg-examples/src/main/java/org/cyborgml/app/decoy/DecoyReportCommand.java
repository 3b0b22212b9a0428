package org.cyborgml.app.decoy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.cyborgml.app.console.ConsoleOption;
import org.cyborgml.app.console.Examples;
import org.cyborgml.app.files.Output;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code decoy report}: tables and figures of what is finished. */
@Command(
        name = "report",
        description =
                "Writes summary.md, summary.csv, figures as SVG and report.html of the trainings finished so far.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
@Examples({"cyborg decoy report decoy", "cyborg decoy report decoy --arms alpha --out alpha"})
final class DecoyReportCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "STUDY",
            description = "Folder of decoy run.",
            showDefaultValue = Visibility.NEVER)
    private Path study = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to; the study's folder if not given.",
            showDefaultValue = Visibility.NEVER)
    private Path out = Path.of("");

    @Option(
            names = "--baseline",
            paramLabel = "ARM",
            description = "Name of the arm that the others are compared with; classical if not given.")
    private @Nullable String baseline;

    @Option(
            names = "--arms",
            paramLabel = "ARM",
            split = ",",
            description = "Names of arms or of their groups to be shown; all that were trained if not given.",
            showDefaultValue = Visibility.NEVER)
    private List<String> arms = List.of();

    @Mixin
    private final ConsoleOption output = new ConsoleOption();

    @Override
    public Integer call() throws IOException {
        StudyFiles.settings(study);
        List<StudyTrial> trials = StudyFiles.read(study);
        if (trials.isEmpty()) {
            throw new IOException(study + ": no training has ended yet");
        }
        if (!out.toString().isEmpty()) {
            Output.requireFolder(out);
        }
        StudySummary all = baseline == null ? StudySummary.of(trials) : StudySummary.against(baseline, trials);
        StudySummary summary = arms.isEmpty() ? all : all.only(Arms.named(arms));
        StudyReport.write(study, summary, out.toString().isEmpty() ? study : out, List.of());
        if (!output.isQuiet()) {
            System.out.print(StudyTables.markdown(summary));
        }
        return 0;
    }
}
