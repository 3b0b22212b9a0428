package org.cyborgml.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.cyborgml.app.experiment.ExperimentRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Parameters;

/** {@code experiment evaluate}: metrics anew from the scores that were kept. */
@Command(
        name = "evaluate",
        description =
                "Computes the metrics of all finished trials anew from the scores that they kept; no network and no"
                        + " image is needed.",
        mixinStandardHelpOptions = true)
final class ExperimentEvaluateCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "Folder of an experiment.", showDefaultValue = Visibility.NEVER)
    private Path folder = Path.of("");

    @Override
    public Integer call() throws IOException {
        System.out.println(ExperimentRun.evaluate(folder) + " trials evaluated");
        return 0;
    }
}
