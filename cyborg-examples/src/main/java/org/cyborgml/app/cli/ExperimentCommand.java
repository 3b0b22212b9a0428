package org.cyborgml.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code experiment}: backbones x scenarios x runs by a plan. */
@Command(
        name = "experiment",
        description = "Trains every backbone in every scenario several times, and tests all, by a plan.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ExperimentRunCommand.class,
            ExperimentCheckCommand.class,
            ExperimentEvaluateCommand.class,
            ExperimentAlphaCommand.class,
            ExperimentChooseCommand.class,
            ExperimentPlansCommand.class
        })
final class ExperimentCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        CommandLine.usage(spec.commandLine(), System.out);
    }
}
