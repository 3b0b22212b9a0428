package org.cyborgml.spark.experiment;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code experiment} on Spark. */
@Command(
        name = "experiment",
        description = "Trains every backbone in every scenario several times, and tests all, by a plan.",
        mixinStandardHelpOptions = true,
        subcommands = SparkExperimentRunCommand.class)
public final class SparkExperimentCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** The command, to be filled by picocli. */
    public SparkExperimentCommand() {}

    @Override
    public void run() {
        CommandLine.usage(spec.commandLine(), System.out);
    }
}
