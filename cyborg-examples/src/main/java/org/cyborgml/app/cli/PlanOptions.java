package org.cyborgml.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cyborgml.app.console.OptionGroup;
import org.cyborgml.app.experiment.Experiment;
import org.cyborgml.app.experiment.Plans;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which plan and which data, shared by the commands of {@code experiment}. */
@OptionGroup("Plan")
final class PlanOptions {

    @Parameters(
            paramLabel = "PLAN",
            description = "A YAML file, or the name of a plan that comes along (see \"experiment plans\").",
            showDefaultValue = Visibility.NEVER)
    private String plan = "";

    @Option(
            names = "--data",
            paramLabel = "ROOT",
            description = "Folder that the plan's paths are below; the plan's own if not given.")
    private @Nullable Path data;

    @Option(
            names = "--scenarios",
            paramLabel = "IDS",
            split = ",",
            description =
                    "Ids of the scenarios to train, of which more may be added later; all of the plan if not given.",
            showDefaultValue = Visibility.NEVER)
    private List<String> scenarios = List.of();

    @Mixin
    private final KernelOptions kernels = new KernelOptions();

    private boolean isReady() {
        return !Files.exists(Path.of(plan)) && Plans.names().contains(plan);
    }

    Experiment experiment() throws IOException {
        Experiment whole = isReady() ? Plans.named(plan) : Plans.read(Path.of(plan));
        Experiment read = scenarios.isEmpty() ? whole : whole.withScenarios(scenarios);
        kernels.precision();
        return kernels.given()
                .map(precision -> read.withTraining("precision", precision))
                .orElse(read);
    }

    Path root() {
        if (data != null) {
            return data;
        }
        if (isReady()) {
            throw new IllegalArgumentException("plan " + plan + " needs --data: the folder that its paths are below");
        }
        Path folder = Path.of(plan).toAbsolutePath().getParent();
        return folder == null ? Path.of("") : folder;
    }

    /** The options as they would be given again. */
    String line() {
        return plan
                + (data == null ? "" : " --data " + data)
                + (scenarios.isEmpty() ? "" : " --scenarios " + String.join(",", scenarios))
                + kernels.line();
    }
}
