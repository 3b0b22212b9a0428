package org.cyborgml.app.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.cyborgml.app.experiment.Experiment;
import org.cyborgml.app.experiment.Plans;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code experiment plans}: the plans that come along. */
@Command(
        name = "plans",
        description = "Lists the plans that come along, or shows one to be copied and changed.",
        mixinStandardHelpOptions = true)
final class ExperimentPlansCommand implements Callable<Integer> {

    @Option(names = "--show", paramLabel = "NAME", description = "Print this plan.")
    private @Nullable String show;

    @Override
    public Integer call() throws IOException {
        if (show == null) {
            for (String name : Plans.names()) {
                Experiment plan = Plans.named(name);
                System.out.println(
                        name + ": " + plan.name() + "; " + plan.backbones().size() + " backbones x "
                                + plan.scenarios().size() + " scenarios x " + plan.runs() + " runs, "
                                + plan.testSets().size() + " test sets");
            }
            return 0;
        }
        if (!Plans.names().contains(show)) {
            throw new IllegalArgumentException("there is no plan \"" + show + "\"; there are " + Plans.names());
        }
        System.out.print(Plans.text(show));
        return 0;
    }
}
