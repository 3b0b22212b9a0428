package org.cyborgml.app.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.cyborgml.app.console.Examples;
import org.cyborgml.app.decoy.DecoyCommand;
import org.cyborgml.app.decoy.DemoCommand;
import org.cyborgml.app.faces.FacesCommand;
import org.cyborgml.app.sharing.Shard;
import org.cyborgml.data.ClassNames;
import org.cyborgml.loss.SaliencyDistance;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.kernel.NativeRuntime;
import org.cyborgml.training.AugmentationChoice;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.TypeConversionException;

/** The program {@code cyborg}. */
@Command(
        name = "cyborg",
        description = "Trains CNNs that look where people look (CYBORG, Boyd et al., WACV 2023), and measures them.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
@Examples({
    "cyborg demo",
    "cyborg doctor",
    "cyborg train --help",
    "cyborg train --arch resnet50 --csv split.csv --images images --heatmaps maps --out run"
})
public final class Main implements Runnable {

    /** The commands, in the order of the help. */
    private static final List<Class<?>> COMMANDS = List.of(
            DemoCommand.class,
            DecoyCommand.class,
            TrainCommand.class,
            ScoreCommand.class,
            CamCommand.class,
            ConvertCommand.class,
            ExperimentCommand.class,
            ReportCommand.class,
            SaliencyCommand.class,
            FacesCommand.class,
            StudyCommand.class,
            SummaryCommand.class,
            BenchCommand.class,
            DoctorCommand.class,
            CompletionCommand.class);

    private Main() {}

    /** The native libraries; a class of its own, since help needs neither them nor logging. */
    private static final class Natives {

        /** It prints a stack trace where it cannot unpack itself, which costs no more than a few settings. */
        private static final Logger JNA = Logger.getLogger("com.sun.jna.Native");

        private Natives() {}

        static void prepare() {
            JNA.setLevel(Level.OFF);
            NativeRuntime.prepare();
        }
    }

    /**
     * Runs a command and ends the process: 0 if all went well, 2 if the command line is wrong, else 1.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        int status;
        try {
            CommandLine program = commandLine(arguments);
            IExecutionStrategy command = program.getExecutionStrategy();
            status = program.setExecutionStrategy(parsed -> {
                        // Help is to be there at once; the version names the kernels.
                        if (GpuGate.mayCompute(parsed) || parsed.isVersionHelpRequested()) {
                            Natives.prepare();
                        }
                        return command.execute(parsed);
                    })
                    .execute(arguments);
        } catch (RuntimeException | Error e) {
            System.err.println("cyborg: " + ErrorSentence.of(e));
            status = 1;
        }
        System.exit(status);
    }

    /** The command line with all commands. */
    static CommandLine commandLine() {
        return commandLine(COMMANDS);
    }

    /**
     * The command line that arguments need: to look into the options of every command takes longer than to start Java. Arguments
     * that name no command get them all, since the help lists them and a mistyped name is compared with them; so does {@code
     * completion}, whose script is of all.
     */
    public static CommandLine commandLine(String... arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        List<Class<?>> named = COMMANDS.stream()
                .filter(command -> command.getAnnotation(Command.class).name().equals(first))
                .toList();
        boolean isOfAll = named.isEmpty() || named.contains(CompletionCommand.class);
        return commandLine(isOfAll ? COMMANDS : named);
    }

    private static CommandLine commandLine(List<Class<?>> commands) {
        CommandLine program = new CommandLine(new Main());
        commands.forEach(program::addSubcommand);
        return configured(program);
    }

    /**
     * Makes a command line read options, and tell of errors, as all of CYBORG's do.
     *
     * @param program with all its subcommands
     * @return the same
     */
    public static CommandLine configured(CommandLine program) {
        SmallLetters.applyTo(program);
        HelpStyle.applyTo(program);
        return program.setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(GpuGate.ofThisMachine())
                .setParameterExceptionHandler(new OneLineErrors())
                .setExecutionExceptionHandler(new OneLineErrors())
                .registerConverter(Architecture.class, Architecture::named)
                .registerConverter(ClassNames.class, ClassNames::parse)
                .registerConverter(Shard.class, Shard::parse)
                .registerConverter(SaliencyDistance.class, Main::distance)
                .registerConverter(AugmentationChoice.class, Main::augmentation);
    }

    /** Reads a distance's name; {@code l2} is the Euclidean one. */
    private static SaliencyDistance distance(String name) {
        if (name.equalsIgnoreCase("l2")) {
            return SaliencyDistance.EUCLIDEAN;
        }
        return Arrays.stream(SaliencyDistance.values())
                .filter(distance -> distance.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("no distance is named \"" + name + "\"; there are l2, "
                        + Arrays.stream(SaliencyDistance.values())
                                .filter(distance -> distance != SaliencyDistance.EUCLIDEAN)
                                .map(distance -> distance.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }

    private static AugmentationChoice augmentation(String words) {
        try {
            return AugmentationChoice.parse(words);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
