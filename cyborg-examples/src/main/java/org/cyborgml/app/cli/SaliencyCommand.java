package org.cyborgml.app.cli;

import org.cyborgml.app.console.CommandGroup;
import picocli.CommandLine.Command;

/** {@code saliency}: what there is to do with saliency maps. */
@Command(
        name = "saliency",
        description = "Makes saliency maps: of annotations, and as controls of an experiment.",
        mixinStandardHelpOptions = true,
        subcommands = {SaliencyBuildCommand.class, SaliencyFormatsCommand.class, SaliencyControlCommand.class})
final class SaliencyCommand extends CommandGroup {}
