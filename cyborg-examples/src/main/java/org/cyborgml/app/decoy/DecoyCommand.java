package org.cyborgml.app.decoy;

import org.cyborgml.app.console.CommandGroup;
import picocli.CommandLine.Command;

/** {@code decoy}: the study on decoy images. */
@Command(
        name = "decoy",
        description = "The decoy study: does CYBORG keep a network from learning a misleading patch?",
        mixinStandardHelpOptions = true,
        subcommands = {DecoyRunCommand.class, DecoyReportCommand.class})
public final class DecoyCommand extends CommandGroup {

    /** The command, to be filled by picocli. */
    public DecoyCommand() {}
}
