package org.cyborgml.spark.saliency;

import org.cyborgml.app.console.CommandGroup;
import picocli.CommandLine.Command;

/** {@code saliency} on Spark. */
@Command(
        name = "saliency",
        description = "Makes saliency maps of annotations.",
        mixinStandardHelpOptions = true,
        subcommands = SparkMapsCommand.class)
public final class SparkSaliencyCommand extends CommandGroup {

    /** The command, to be filled by picocli. */
    public SparkSaliencyCommand() {}
}
