package org.cyborgml.app.cli;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.console.ConsoleOption;
import org.cyborgml.app.console.Examples;
import org.cyborgml.app.console.JsonOption;
import org.cyborgml.app.files.Output;
import org.cyborgml.app.study.AnsweredTrial;
import org.cyborgml.app.study.ItemKind;
import org.cyborgml.app.study.StudyRefusal;
import org.cyborgml.app.study.report.HumanStudyReport;
import org.cyborgml.app.study.storage.SqliteStudyStore;
import org.cyborgml.app.study.storage.StudyFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code study report}: human accuracy, times, agreement and maps of a study. */
@Command(
        name = "report",
        description = {
            "Makes the report of a study: human accuracy by source and condition with intervals and a test of the difference"
                    + " that highlighting makes, times, learning over trials, left/right bias, agreement of the annotators,"
                    + " convergence of the maps, mean maps and examples.",
            "Writes index.html (self-contained), figures/*.svg and *.png, tables/*.csv, *.tex (for booktabs) and *.md. The study"
                    + " may be served meanwhile; participants who are left out do not count."
        },
        mixinStandardHelpOptions = true)
@Examples("cyborg study report study --out report")
final class StudyReportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "STUDY", description = "The study's folder.", showDefaultValue = Visibility.NEVER)
    private Path study = Path.of("");

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder of the report.",
            showDefaultValue = Visibility.NEVER)
    private Path out = Path.of("");

    @Mixin
    private final ConsoleOption output = new ConsoleOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
        Output.requireFolder(out);
        Console console = output.console();
        StudyFolder folder = StudyFolder.read(study);
        HumanStudyReport report =
                HumanStudyReport.of(folder.plan(), answers(folder), folder.images(), console.report());
        report.writeTo(out);
        report.findings().forEach(console::say);
        console.say("report: " + out.resolve(HumanStudyReport.PAGE));
        json.print(
                ImmutableMap.of("page", out.resolve(HumanStudyReport.PAGE).toString(), "findings", report.findings()));
        return 0;
    }

    private static List<AnsweredTrial> answers(StudyFolder folder) throws IOException {
        try (SqliteStudyStore store = folder.openForReading()) {
            return store.read(reader -> reader.answers(List.of(ItemKind.TRIAL)));
        } catch (StudyRefusal e) {
            throw new IOException(e);
        }
    }
}
