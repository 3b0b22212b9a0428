package org.cyborgml.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.console.ConsoleOption;
import org.cyborgml.app.console.Examples;
import org.cyborgml.app.console.ExperimentConsole;
import org.cyborgml.app.experiment.ExperimentRun;
import org.cyborgml.app.experiment.Lanes;
import org.cyborgml.app.experiment.Sharing;
import org.cyborgml.app.experiment.Trial;
import org.cyborgml.app.experiment.TrialScheduler;
import org.cyborgml.app.files.Output;
import org.cyborgml.app.ui.TrainingPages;
import org.cyborgml.models.kernel.KernelScope;
import org.cyborgml.models.kernel.Kernels;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code experiment run}: does what is not done of an experiment. */
@Command(
        name = "run",
        description = {
            "Does an experiment, or what is not done of it. It may be stopped at any moment, by Ctrl-C, a kill or a power"
                    + " cut, and goes on from the last finished epoch when the same command is given again.",
            "What the plan names is checked first. A training that cannot go on (its loss is NaN, say) is noted in"
                    + " failed.json of its folder, the others go on, and the exit code is 1; given again, it is tried again."
        },
        mixinStandardHelpOptions = true)
@Examples({
    "cyborg experiment run small --data faces --out runs",
    "cyborg experiment run plan.yaml --devices 0,1 --out runs"
})
final class ExperimentRunCommand implements Callable<Integer> {

    private static final int INTERRUPTED = 130;

    @Mixin
    private final PlanOptions plan = new PlanOptions();

    @Mixin
    private final UiOptions ui = new UiOptions();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where the results go.",
            showDefaultValue = Visibility.NEVER)
    private Path out = Path.of("");

    @Option(
            names = "--devices",
            paramLabel = "GPUS",
            split = ",",
            description = "Run trials side by side, one on each of these GPUs, such as 0,1: numbers among those that"
                    + " CUDA_VISIBLE_DEVICES shows.",
            showDefaultValue = Visibility.NEVER)
    private List<Integer> devices = List.of();

    @Mixin
    private final SharingOptions sharing = new SharingOptions();

    @Mixin
    private final ConsoleOption output = new ConsoleOption();

    @Override
    public Integer call() throws IOException {
        Optional<Sharing> among = sharing.sharing();
        Output.requireFolder(out);
        Console console = output.console();
        requireDevices();
        String line = "experiment run " + plan.line() + devicesInWords() + sharing.line() + " --out " + out;
        Thread interrupted = new Thread(() -> {
            console.say("interrupted; to go on from the last finished epoch: " + line);
            // Nothing is half-written under its name, so nothing needs to be waited for.
            Runtime.getRuntime().halt(INTERRUPTED);
        });
        Runtime.getRuntime().addShutdownHook(interrupted);
        try (TrainingPages pages = ui.open(console)) {
            ExperimentRun run = ExperimentRun.of(plan.experiment(), plan.root(), out)
                    .withCommand(line)
                    .withProgress(new ExperimentConsole(console, pages, Trial::toString));
            ExperimentRun onDevices = devices.isEmpty() ? run : run.withLanes(Lanes.onGpus(devices));
            return finish(among.map(onDevices::withSharing).orElse(onDevices).run(), console);
        } finally {
            release(interrupted);
        }
    }

    private String devicesInWords() {
        return devices.isEmpty()
                ? ""
                : " --devices " + devices.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** Refuses GPUs that are not there, or do not fit, before the work begins. */
    private void requireDevices() {
        if (devices.stream().distinct().count() < devices.size()) {
            throw new IllegalArgumentException("--devices " + devices + ": names a GPU twice");
        }
        for (int device : devices) {
            try (KernelScope scope = Kernels.onGpu(device)) {
                Kernels.current();
            }
        }
    }

    private static void release(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is being interrupted; the hook ends it.
            return;
        }
    }

    private int finish(TrialScheduler.Outcome outcome, Console console) throws IOException {
        console.say(outcome.finished() + " trials finished"
                + (outcome.kept() > 0
                        ? ", " + outcome.kept() + " were finished before"
                                + (sharing.line().isEmpty() ? "" : " or by other processes")
                        : "")
                + "; " + out);
        outcome.requireNoFailure();
        return 0;
    }
}
