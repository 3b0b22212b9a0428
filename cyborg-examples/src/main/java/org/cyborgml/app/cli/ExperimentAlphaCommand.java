package org.cyborgml.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cyborgml.app.console.Examples;
import org.cyborgml.app.console.JsonOption;
import org.cyborgml.app.experiment.ExperimentFolder;
import org.cyborgml.app.experiment.GuidanceTable;
import org.cyborgml.metrics.GuidanceChoice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
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
@Examples({"cyborg experiment alpha runs", "cyborg experiment alpha runs --scenarios cyborg_0.25,cyborg_0.5"})
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

    @Mixin
    private final JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
        List<GuidanceTable> tables = GuidanceTable.of(ExperimentFolder.of(folder), heldOut, scenarios);
        if (tables.isEmpty()) {
            throw new IOException(folder + ": no trial of these scenarios is finished");
        }
        if (json.isGiven()) {
            json.print(Map.of(
                    "backbones",
                    tables.stream().map(ExperimentAlphaCommand::chosen).toList()));
        } else {
            tables.forEach(ExperimentAlphaCommand::print);
        }
        return 0;
    }

    /** Result for programs: the scenarios of a backbone, and the chosen one. */
    private record Chosen(String backbone, List<Measured> scenarios, String chosen) {}

    /** A scenario, with means over its runs; value is skill times agreement. */
    private record Measured(
            String scenario, double alpha, int runs, double validationAccuracy, double agreement, double value) {}

    private static Chosen chosen(GuidanceTable table) {
        return new Chosen(
                table.backbone(),
                table.rows().stream()
                        .map(row -> new Measured(
                                row.candidate().name(),
                                row.alpha(),
                                row.runs(),
                                row.candidate().accuracy(),
                                row.candidate().agreement(),
                                table.choice().value(row.candidate())))
                        .toList(),
                table.best().candidate().name());
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
