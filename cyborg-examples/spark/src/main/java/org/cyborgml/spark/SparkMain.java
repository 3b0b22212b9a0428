package org.cyborgml.spark;

import org.cyborgml.spark.experiment.SparkExperimentCommand;
import org.cyborgml.spark.saliency.SparkSaliencyCommand;
import org.cyborgml.spark.scoring.SparkCamCommand;
import org.cyborgml.spark.scoring.SparkScoreCommand;
import org.cyborgml.spark.storage.StoragePaths;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program that {@code spark-submit} starts on the driver. */
@Command(
        name = "cyborg-spark",
        description = "Does experiments and scores images on a Spark cluster.",
        mixinStandardHelpOptions = true,
        subcommands = {
            SparkExperimentCommand.class,
            SparkScoreCommand.class,
            SparkCamCommand.class,
            SparkSaliencyCommand.class
        })
public final class SparkMain implements Runnable {

    private SparkMain() {}

    /**
     * Runs a command. The driver's process ends with the exit code 0 if all went well, 2 if the command line is wrong, else 1.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        int status = StoragePaths.commandLine(new SparkMain(), StoragePaths.configuration())
                .execute(arguments);
        // Where all went well Spark ends the process, and on a cluster notes that it ended well.
        if (status != 0) {
            System.exit(status);
        }
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
