package org.cyborgml.app.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cyborgml.app.console.Examples;
import org.cyborgml.app.console.JsonOption;
import org.cyborgml.app.experiment.Experiment;
import org.cyborgml.app.experiment.Plans;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code experiment plans}: the plans that come along. */
@Command(
        name = "plans",
        description = "Lists the plans that come along, or shows one to be copied and changed.",
        mixinStandardHelpOptions = true)
@Examples({"cyborg experiment plans", "cyborg experiment plans --show small"})
final class ExperimentPlansCommand implements Callable<Integer> {

    @Option(names = "--show", paramLabel = "NAME", description = "Print this plan.")
    private @Nullable String show;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
        if (show == null) {
            list();
            return 0;
        }
        if (!Plans.names().contains(show)) {
            throw new IllegalArgumentException("there is no plan \"" + show + "\"; there are " + Plans.names());
        }
        if (json.isGiven()) {
            json.print(Plans.named(show).toJson());
        } else {
            System.out.print(Plans.text(show));
        }
        return 0;
    }

    /** A plan for programs: its name, its title and what it has of each kind. */
    private record Planned(String name, String title, int backbones, int scenarios, int runs, int testSets) {

        static Planned named(String name) throws IOException {
            Experiment plan = Plans.named(name);
            return new Planned(
                    name,
                    plan.name(),
                    plan.backbones().size(),
                    plan.scenarios().size(),
                    plan.runs(),
                    plan.testSets().size());
        }
    }

    private void list() throws IOException {
        List<Planned> plans = new ArrayList<>();
        for (String name : Plans.names()) {
            plans.add(Planned.named(name));
        }
        if (json.isGiven()) {
            json.print(Map.of("plans", plans));
            return;
        }
        for (Planned plan : plans) {
            System.out.println(plan.name() + ": " + plan.title() + "; " + plan.backbones() + " backbones x "
                    + plan.scenarios() + " scenarios x " + plan.runs() + " runs, " + plan.testSets() + " test sets");
        }
    }
}
