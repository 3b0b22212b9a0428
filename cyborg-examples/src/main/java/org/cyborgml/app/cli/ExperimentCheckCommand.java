package org.cyborgml.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.cyborgml.app.console.ConsoleOption;
import org.cyborgml.app.console.Examples;
import org.cyborgml.app.console.JsonOption;
import org.cyborgml.app.experiment.PlanCheck;
import org.cyborgml.data.CheckReport;
import org.cyborgml.data.ImageReading;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code experiment check}: what would keep an experiment from running. */
@Command(
        name = "check",
        description = "Looks for everything that would keep an experiment from running, and lists it with counts:"
                + " files, labels, maps, images in two splits, weights, disk space. Trains nothing.",
        mixinStandardHelpOptions = true)
@Examples({"cyborg experiment check small --data faces", "cyborg experiment check plan.yaml --out runs --decode"})
final class ExperimentCheckCommand implements Callable<Integer> {

    @Mixin
    private final PlanOptions plan = new PlanOptions();

    @Option(names = "--out", paramLabel = "DIR", description = "Where the results would go; checks its disk.")
    private @Nullable Path out;

    @Mixin
    private final ConsoleOption output = new ConsoleOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(names = "--decode", description = "Decode the images of test sets too, not only their first bytes.")
    private boolean decode;

    /** Result for programs. */
    private record Checked(boolean passed, List<String> problems, List<String> warnings, List<String> facts) {}

    @Override
    public Integer call() throws IOException {
        PlanCheck check = PlanCheck.of(plan.experiment(), plan.root())
                .withReading(decode ? ImageReading.FULL : ImageReading.TRAINED)
                .withProgress(output.console().checking());
        CheckReport report = (out == null ? check : check.withOut(out)).check();
        if (json.isGiven()) {
            json.print(new Checked(report.isPassed(), report.problems(), report.warnings(), report.facts()));
        } else {
            report.facts().forEach(System.out::println);
            report.warnings().forEach(warning -> System.out.println("warning: " + warning));
            report.problems().forEach(problem -> System.out.println("problem: " + problem));
        }
        if (!report.isPassed()) {
            throw new IOException("the plan has " + report.problems().size() + " problems");
        }
        if (!json.isGiven()) {
            System.out.println("The plan can run.");
        }
        return 0;
    }
}
