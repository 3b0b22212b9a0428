package org.cyborgml.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.cyborgml.app.experiment.ExperimentFolder;
import org.cyborgml.app.experiment.GuidanceTable;
import org.cyborgml.metrics.GuidanceChoice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code experiment alpha}: the setting of guidance that accuracy and agreement with held-out maps choose together. */
@Command(
        name = "alpha",
        description = {
            "Chooses among the scenarios of an experiment, such as values of alpha, without test labels: the greatest product of"
                    + " skill on the validation set (accuracy above chance) and agreement of the CAMs with the maps of a test"
                    + " set (Pearson's correlation), which no training has seen.",
            "For validation data that is biased as the training data is: its accuracy alone would choose no guidance."
        },
        mixinStandardHelpOptions = true)
final class ExperimentAlphaCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "Folder of an experiment.", showDefaultValue = Visibility.NEVER)
    private Path folder = Path.of("");

    @Option(
            names = "--maps",
            paramLabel = "TESTSET",
            description = "Id of the test set with the held-out maps. Default: the only one that has maps.")
    private @Nullable String heldOut;

    @Option(
            names = "--scenarios",
            paramLabel = "IDS",
            split = ",",
            description = "Ids of the scenarios to choose from. Default: all that are trained, controls among them.")
    private List<String> scenarios = List.of();

    @Override
    public Integer call() throws IOException {
        List<GuidanceTable> tables = GuidanceTable.of(ExperimentFolder.of(folder), heldOut, scenarios);
        if (tables.isEmpty()) {
            throw new IOException(folder + ": no trial of these scenarios is finished");
        }
        for (GuidanceTable table : tables) {
            print(table);
        }
        return 0;
    }

    private static void print(GuidanceTable table) {
        GuidanceChoice choice = table.choice();
        System.out.println(
                table.backbone() + ": scenario, alpha, runs, validation accuracy, agreement, skill x agreement");
        for (GuidanceTable.Row row : table.rows()) {
            System.out.printf(
                    Locale.ROOT,
                    "  %-24s %5s %3d  %.3f  %+.3f  %.3f%n",
                    row.candidate().name(),
                    row.alpha(),
                    row.runs(),
                    row.candidate().accuracy(),
                    row.candidate().agreement(),
                    choice.value(row.candidate()));
        }
        System.out.println("  chosen: " + table.best().candidate().name());
    }
}
