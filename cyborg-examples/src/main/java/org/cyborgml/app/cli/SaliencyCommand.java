package org.cyborgml.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code saliency}: what there is to do with saliency maps. */
@Command(
        name = "saliency",
        description = "Makes saliency maps: of annotations, and as controls of an experiment.",
        mixinStandardHelpOptions = true,
        subcommands = {SaliencyBuildCommand.class, SaliencyFormatsCommand.class, SaliencyControlCommand.class})
final class SaliencyCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "say what to do: " + String.join(" or ", spec.subcommands().keySet()));
    }
}
