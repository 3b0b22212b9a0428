package org.cyborgml.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cyborgml.app.console.Examples;
import org.cyborgml.app.console.JsonOption;
import org.cyborgml.app.experiment.ExperimentRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code experiment evaluate}: metrics anew from the scores that were kept. */
@Command(
        name = "evaluate",
        description =
                "Computes the metrics of all finished trials anew from the scores that they kept; no network and no"
                        + " image is needed.",
        mixinStandardHelpOptions = true)
@Examples("cyborg experiment evaluate runs")
final class ExperimentEvaluateCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "Folder of an experiment.", showDefaultValue = Visibility.NEVER)
    private Path folder = Path.of("");

    @Mixin
    private final JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
        int trials = ExperimentRun.evaluate(folder);
        if (json.isGiven()) {
            json.print(Map.of("trials", trials));
        } else {
            System.out.println(trials + " trials evaluated");
        }
        return 0;
    }
}
