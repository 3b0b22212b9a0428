package org.cyborgml.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.console.ExperimentConsole;
import org.cyborgml.app.experiment.ExperimentRun;
import org.cyborgml.app.experiment.Trial;
import org.cyborgml.app.experiment.TrialScheduler;
import org.cyborgml.app.files.Output;
import org.cyborgml.app.ui.TrainingPages;
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

    @Option(names = "--quiet", description = "Say nothing but errors.")
    private boolean quiet;

    @Override
    public Integer call() throws IOException {
        Output.requireFolder(out);
        Console console = new Console(quiet);
        String line = "experiment run " + plan.line() + " --out " + out;
        Thread interrupted = new Thread(() -> {
            console.say("interrupted; to go on from the last finished epoch: " + line);
            // Nothing is half-written under its name, so nothing needs to be waited for.
            Runtime.getRuntime().halt(INTERRUPTED);
        });
        Runtime.getRuntime().addShutdownHook(interrupted);
        try (TrainingPages pages = ui.open(console)) {
            return finish(
                    ExperimentRun.of(plan.experiment(), plan.root(), out)
                            .withCommand(line)
                            .withProgress(new ExperimentConsole(console, pages, Trial::toString))
                            .run(),
                    console);
        } finally {
            release(interrupted);
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
                + (outcome.kept() > 0 ? ", " + outcome.kept() + " were finished before" : "") + "; " + out);
        outcome.requireNoFailure();
        return 0;
    }
}
