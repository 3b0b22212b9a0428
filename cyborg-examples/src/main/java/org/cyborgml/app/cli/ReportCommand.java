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
import org.cyborgml.app.experiment.ExperimentFolder;
import org.cyborgml.app.files.Output;
import org.cyborgml.app.paper.PaperReport;
import org.cyborgml.app.paper.ReportScope;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report}: the paper's tables and figures of an experiment. */
@Command(
        name = "report",
        description = {
            "Makes the paper's tables and figures from the folder of an experiment: AUC by backbone, scenario and test set"
                    + " with its significance, ROC curves, accuracy by epoch, mean CAMs, agreement with human maps,"
                    + " provenance.",
            "Writes index.html (self-contained), figures/*.svg and *.png, tables/*.csv, *.tex (for booktabs) and *.md. Trainings"
                    + " that are not finished are named and left out, so that it can be run at any time."
        },
        mixinStandardHelpOptions = true)
@Examples({
    "cyborg report runs --out report",
    "cyborg report runs --scenarios classical,cyborg --baseline classical --out report"
})
final class ReportCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "RUNS",
            description = "The experiment's folder, which holds experiment.json.",
            showDefaultValue = Visibility.NEVER)
    private Path runs = Path.of("");

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder of the report.",
            showDefaultValue = Visibility.NEVER)
    private Path out = Path.of("");

    @Option(
            names = "--scenarios",
            split = ",",
            paramLabel = "SCENARIO",
            description =
                    "Ids of the scenarios to report; all if not given. The report names those that it leaves out.")
    private List<String> scenarios = List.of();

    @Option(
            names = "--baseline",
            paramLabel = "SCENARIO",
            description = "Id of the scenario that the others are compared with; the plan's baseline if not given.")
    private @Nullable String baseline;

    @Mixin
    private final ConsoleOption output = new ConsoleOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
        Output.requireFolder(out);
        Console console = output.console();
        console.say("reading " + runs);
        ReportScope scope = ReportScope.ALL.withScenarios(scenarios).withBaseline(baseline);
        PaperReport report = PaperReport.of(ExperimentFolder.of(runs), scope, console.report());
        report.writeTo(out);
        console.say(report.finished());
        report.findings().forEach(console::say);
        console.say("report: " + out.resolve(PaperReport.PAGE));
        json.print(ImmutableMap.of("page", out.resolve(PaperReport.PAGE).toString(), "findings", report.findings()));
        return 0;
    }
}
