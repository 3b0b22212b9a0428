package org.cyborgml.app.decoy;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code decoy}: the study on decoy images. */
@Command(
        name = "decoy",
        description = "The decoy study: does CYBORG keep a network from learning a misleading patch?",
        mixinStandardHelpOptions = true,
        subcommands = {DecoyRunCommand.class, DecoyReportCommand.class})
public final class DecoyCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** The command, to be filled by picocli. */
    public DecoyCommand() {}

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "say what to do: " + String.join(" or ", spec.subcommands().keySet()));
    }
}
