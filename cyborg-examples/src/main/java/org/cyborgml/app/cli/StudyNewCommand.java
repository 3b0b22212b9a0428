package org.cyborgml.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.console.ConsoleOption;
import org.cyborgml.app.console.Examples;
import org.cyborgml.app.files.Output;
import org.cyborgml.app.study.StudyDesign;
import org.cyborgml.app.study.storage.NewStudy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code study new}: makes the folder of a study. */
@Command(
        name = "new",
        description = {
            "Makes the folder of a study: study.yaml, the plan to be edited; items.csv, the table; tokens.json, the secrets.",
            "A table of pairs has two columns named after the two classes, with the paths of the pair's images. A table of"
                    + " single images has the columns image and class. Both may have a column kind (trial, practice, check)"
                    + " and a column source (where the images come from)."
        },
        mixinStandardHelpOptions = true)
@Examples({
    "cyborg study new --pairs pairs.csv --images faces --out study",
    "cyborg study new --single items.csv --images faces --language en,de --out study"
})
final class StudyNewCommand implements Callable<Integer> {

    @ArgGroup(multiplicity = "1")
    private Table table = new Table();

    /** The table, of one of the designs. */
    private static final class Table {
        @Option(names = "--pairs", required = true, paramLabel = "CSV", description = "Table of pairs of images.")
        private @Nullable Path pairs;

        @Option(names = "--single", required = true, paramLabel = "CSV", description = "Table of single images.")
        private @Nullable Path single;
    }

    @Option(names = "--images", required = true, paramLabel = "DIR", description = "Folder of the table's images.")
    private Path images = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The study's folder.")
    private Path out = Path.of("");

    @Option(
            names = "--language",
            split = ",",
            defaultValue = "en",
            paramLabel = "TAG",
            description = "Languages whose texts the plan begins with: en, de. Default: ${DEFAULT-VALUE}.")
    private List<String> languages = List.of();

    @Mixin
    private final ConsoleOption output = new ConsoleOption();

    @Override
    public Integer call() throws IOException {
        Output.requireFolder(out);
        Console console = output.console();
        NewStudy study = table.pairs != null
                ? new NewStudy(StudyDesign.PAIRS, table.pairs, images, languages)
                : new NewStudy(StudyDesign.SINGLE, Objects.requireNonNull(table.single), images, languages);
        study.make(out, console.batch());
        console.say(out.resolve("study.yaml") + " is the plan: edit it, then run cyborg study serve " + out);
        return 0;
    }
}
