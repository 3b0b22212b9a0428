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
public final class PlanOptions {

    @Parameters(
            paramLabel = "PLAN",
            description = "A YAML file, or the name of a plan that comes along (see \"experiment plans\").",
            showDefaultValue = Visibility.NEVER)
    private String plan = "";

    @Option(
            names = "--data",
            paramLabel = "ROOT",
            description = "Folder that the plan's paths are below; the plan's own if not given.")
    private @Nullable String data;

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

    /** The options, to be filled by picocli. */
    public PlanOptions() {}

    private boolean isReady() {
        return !Files.exists(Path.of(plan)) && Plans.names().contains(plan);
    }

    /**
     * The experiment that the options ask for.
     *
     * @throws IOException if the plan cannot be read
     */
    public Experiment experiment() throws IOException {
        Experiment whole = isReady() ? Plans.named(plan) : Plans.read(Path.of(plan));
        Experiment read = scenarios.isEmpty() ? whole : whole.withScenarios(scenarios);
        kernels.precision();
        return kernels.given()
                .map(precision -> read.withTraining("precision", precision))
                .orElse(read);
    }

    Path root() {
        return Path.of(data());
    }

    /** The folder that the plan's paths are below, as it was given: a name, or where the command takes them a URI. */
    public String data() {
        if (data != null) {
            return data;
        }
        if (isReady()) {
            throw new IllegalArgumentException("plan " + plan + " needs --data: the folder that its paths are below");
        }
        Path folder = Path.of(plan).toAbsolutePath().getParent();
        return folder == null ? "" : folder.toString();
    }

    /** The options as they would be given again. */
    public String line() {
        return plan
                + (data == null ? "" : " --data " + data)
                + (scenarios.isEmpty() ? "" : " --scenarios " + String.join(",", scenarios))
                + kernels.line();
    }
}
