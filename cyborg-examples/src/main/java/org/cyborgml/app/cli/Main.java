package org.cyborgml.app.cli;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.cyborgml.app.decoy.DecoyCommand;
import org.cyborgml.app.decoy.DemoCommand;
import org.cyborgml.models.kernel.NativeRuntime;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code cyborg}. */
@Command(
        name = "cyborg",
        description = "Trains CNNs that look where people look (CYBORG, Boyd et al., WACV 2023), and measures them.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            DemoCommand.class,
            DecoyCommand.class,
            TrainCommand.class,
            ScoreCommand.class,
            CamCommand.class,
            ConvertCommand.class,
            ExperimentCommand.class,
            ReportCommand.class,
            SaliencyCommand.class,
            SummaryCommand.class,
            BenchCommand.class,
            DoctorCommand.class
        })
public final class Main implements Runnable {

    /** It prints a stack trace where it cannot unpack itself, which costs no more than a few settings. */
    private static final Logger JNA = Logger.getLogger("com.sun.jna.Native");

    private Main() {}

    /**
     * Runs a command and ends the process: 0 if all went well, 2 if the command line is wrong, else 1.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        int status;
        JNA.setLevel(Level.OFF);
        try {
            NativeRuntime.prepare();
            status = commandLine().execute(arguments);
        } catch (RuntimeException | Error e) {
            System.err.println("cyborg: " + ErrorSentence.of(e));
            status = 1;
        }
        System.exit(status);
    }

    /** The command line, for tests too. */
    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionStrategy(GpuGate.ofThisMachine())
                .setParameterExceptionHandler(new OneLineErrors())
                .setExecutionExceptionHandler(new OneLineErrors());
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
