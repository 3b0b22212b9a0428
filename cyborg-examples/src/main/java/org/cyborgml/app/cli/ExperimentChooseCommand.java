package org.cyborgml.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.cyborgml.app.choice.ChoiceReport;
import org.cyborgml.app.console.Examples;
import org.cyborgml.app.console.JsonOption;
import org.cyborgml.app.decoy.DecoyMeasure;
import org.cyborgml.app.experiment.ExperimentFolder;
import org.cyborgml.app.experiment.ExperimentMeasures;
import org.cyborgml.app.files.Output;
import org.cyborgml.metrics.SettingChoice;
import org.cyborgml.metrics.SettingChoice.Measure;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code experiment choose}: one setting out of many, by SETTINGS.md's rule. */
@Command(
        name = "choose",
        description = {
            "Chooses one setting over several experiments and decoy studies, by the rule of SETTINGS.md: of the settings"
                    + " that are on no measure worse than the reference by more than a standard error over seeds, the one"
                    + " with the best mean rank.",
            "A measure is the AUC of a test set, or the accuracy of a decoy study with patch values drawn at random. The"
                    + " settings are the scenarios and arms of the same ids."
        },
        mixinStandardHelpOptions = true)
@Examples("cyborg experiment choose runs decoy --reference mse_0.5 --out choice")
final class ExperimentChooseCommand implements Callable<Integer> {

    @Parameters(
            arity = "1..*",
            paramLabel = "DIR",
            description = "Folders of experiments and decoy studies.",
            showDefaultValue = Visibility.NEVER)
    private List<Path> folders = List.of();

    @Option(
            names = "--reference",
            defaultValue = "mse_0.5",
            paramLabel = "ID",
            description = "The setting that the others are compared with.",
            showDefaultValue = Visibility.ALWAYS)
    private String reference = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of a page with the table and a figure. Default: none is written.")
    private @Nullable Path out;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
        if (out != null) {
            Output.requireFolder(out);
        }
        List<Measure> measures = new ArrayList<>();
        for (Path folder : folders) {
            if (DecoyMeasure.isStudy(folder)) {
                measures.add(DecoyMeasure.of(folder));
            } else {
                measures.addAll(ExperimentMeasures.of(ExperimentFolder.of(folder)));
            }
        }
        SettingChoice.Outcome outcome = SettingChoice.against(reference).choose(measures);
        if (out != null) {
            ChoiceReport.of(reference, measures, outcome).writeTo(out);
        }
        if (json.isGiven()) {
            json.print(chosen(measures, outcome));
            return 0;
        }
        System.out.println("Differences from " + reference + " +- standard error, on");
        for (int m = 0; m < measures.size(); m++) {
            System.out.println("  (" + (m + 1) + ") " + measures.get(m).name());
        }
        for (SettingChoice.Row row : outcome.rows()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-20s %s  %s%n",
                    row.setting(),
                    row.differences().stream()
                            .map(one -> String.format(Locale.ROOT, "%+.4f +- %.4f", one.mean(), one.error()))
                            .collect(Collectors.joining("  ")),
                    row.isKept() ? String.format(Locale.ROOT, "mean rank %.2f", row.meanRank()) : "dropped");
        }
        System.out.println(
                outcome.chosen().map(row -> "chosen: " + row.setting()).orElse("none is better than " + reference));
        return 0;
    }

    /** Result for programs: the measures by name, the settings compared on them, and the chosen one, null for none. */
    private record Chosen(String reference, List<String> measures, List<Compared> settings, @Nullable String chosen) {}

    /** A setting with its difference from the reference on each measure; the mean rank is null where it is dropped. */
    private record Compared(
            String setting, List<SettingChoice.Difference> differences, boolean kept, @Nullable Double meanRank) {}

    private Chosen chosen(List<Measure> measures, SettingChoice.Outcome outcome) {
        return new Chosen(
                reference,
                measures.stream().map(Measure::name).toList(),
                outcome.rows().stream()
                        .map(row -> new Compared(
                                row.setting(), row.differences(), row.isKept(), row.isKept() ? row.meanRank() : null))
                        .toList(),
                outcome.chosen().map(SettingChoice.Row::setting).orElse(null));
    }
}
