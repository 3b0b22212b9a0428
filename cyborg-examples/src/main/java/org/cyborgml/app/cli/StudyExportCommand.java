package org.cyborgml.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.console.ConsoleOption;
import org.cyborgml.app.console.Examples;
import org.cyborgml.app.console.JsonOption;
import org.cyborgml.app.files.Output;
import org.cyborgml.app.files.TextFiles;
import org.cyborgml.app.study.StudyExport;
import org.cyborgml.app.study.storage.SqliteStudyStore;
import org.cyborgml.app.study.storage.StudyFolder;
import org.cyborgml.saliency.annotation.AnnotationFiles;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code study export}: writes what was collected. */
@Command(
        name = "export",
        description = {
            "Writes the annotations of a study, as cyborg saliency build reads them. The study may be served meanwhile.",
            "Participants who are left out, practice trials and checks are not among the annotations."
        },
        mixinStandardHelpOptions = true)
@Examples({
    "cyborg study export study --out annotations.json",
    "cyborg study export study --out annotations.json --trials trials.csv"
})
final class StudyExportCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "STUDY", description = "The study's folder.")
    private Path study = Path.of("");

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The annotations: a .json or .csv file.")
    private Path out = Path.of("");

    @Option(names = "--trials", paramLabel = "CSV", description = "Writes a row for each answer, too.")
    private @Nullable Path trials;

    @Option(
            names = "--participants",
            paramLabel = "CSV",
            description = "Writes a row for each participant with their answers to questions, too.")
    private @Nullable Path participants;

    @Option(
            names = "--payments",
            paramLabel = "CSV",
            description =
                    "Writes the link's parameters and the completion code of each participant, too: it tells who they are.")
    private @Nullable Path payments;

    @Mixin
    private final ConsoleOption output = new ConsoleOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
        Console console = output.console();
        requireFile(out);
        requireFile(trials);
        requireFile(participants);
        requireFile(payments);
        StudyFolder folder = StudyFolder.read(study);
        try (SqliteStudyStore store = folder.openForReading()) {
            StudyExport export = new StudyExport(folder.plan(), store);
            List<AnnotationRecord> records = export.annotations();
            AnnotationFiles.write(records, out);
            long images =
                    records.stream().map(AnnotationRecord::image).distinct().count();
            console.say(out + ": " + records.size() + " annotations of " + images + " images");
            json.print(new Exported(out.toString(), records.size(), images));
            write(trials, export.trials());
            write(participants, export.participants());
            write(payments, export.payments());
        }
        return 0;
    }

    /** Result for programs: the file, its annotations, and the images that they are of. */
    private record Exported(String file, int annotations, long images) {}

    private static void requireFile(@Nullable Path file) throws IOException {
        if (file != null) {
            Output.requireFile(file);
        }
    }

    private static void write(@Nullable Path file, List<List<?>> rows) throws IOException {
        if (file != null) {
            TextFiles.writeCsv(file, rows);
        }
    }
}
