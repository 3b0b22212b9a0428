package org.cyborgml.app.cli;

import java.util.Optional;
import java.util.function.Supplier;
import org.cyborgml.app.cli.OneLineErrors.Ended;
import org.cyborgml.app.gpu.CudaBackend;
import org.cyborgml.app.gpu.GpuFitness;
import org.cyborgml.app.gpu.GpuFitness.Verdict;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Runs a command, unless it is to run on a GPU that cannot run it: then it says so in one line. Help and {@code doctor} need
 * no GPU.
 */
final class GpuGate implements IExecutionStrategy {

    private final Supplier<Optional<GpuFitness>> fitness;

    /** Asks for the fitness before a command; there is none where the GPU is not used. */
    GpuGate(Supplier<Optional<GpuFitness>> fitness) {
        this.fitness = fitness;
    }

    /** Of this machine and this jar. */
    static GpuGate ofThisMachine() {
        return new GpuGate(() -> CudaBackend.isPresent() ? Optional.of(CudaBackend.fitness()) : Optional.empty());
    }

    /** Tells if a command line asks for more than texts: help and scripts for the shell compute nothing. */
    static boolean mayCompute(ParseResult result) {
        boolean isHelp = isHelp(result);
        for (ParseResult at = result; at.hasSubcommand(); at = at.subcommand()) {
            isHelp |= isHelp(at.subcommand());
        }
        return result.hasSubcommand()
                && !isHelp
                && !last(result).commandSpec().name().equals(CompletionCommand.NAME);
    }

    private static ParseResult last(ParseResult result) {
        return result.hasSubcommand() ? last(result.subcommand()) : result;
    }

    @Override
    public int execute(ParseResult result) {
        ParseResult last = last(result);
        if (mayCompute(result) && !last.commandSpec().name().equals(DoctorCommand.NAME)) {
            Optional<GpuFitness> found = fitness.get();
            if (found.isPresent() && found.get().verdict() != Verdict.FIT) {
                CommandLine command = last.commandSpec().commandLine();
                command.getErr()
                        .println(last.commandSpec().qualifiedName() + ": "
                                + found.get().sentence());
                if (found.get().verdict() == Verdict.UNFIT) {
                    return last.commandSpec().exitCodeOnExecutionException();
                }
            }
        }
        try {
            return new RunLast().execute(result);
        } catch (Error e) {
            CommandLine command = last.commandSpec().commandLine();
            throw new ExecutionException(command, String.valueOf(e.getMessage()), new Ended(e));
        }
    }

    private static boolean isHelp(ParseResult result) {
        return result.isUsageHelpRequested() || result.isVersionHelpRequested();
    }
}
