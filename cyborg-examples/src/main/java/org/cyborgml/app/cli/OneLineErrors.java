package org.cyborgml.app.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Prints an error as one line on standard error. A fault of the program, which the user cannot mend, comes with its stack
 * trace.
 */
final class OneLineErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {

    @Override
    public int handleParseException(ParameterException exception, String[] arguments) {
        CommandLine command = exception.getCommandLine();
        say(command, exception.getMessage() + " (see --help)");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    @Override
    public int handleExecutionException(Exception exception, CommandLine command, ParseResult result) {
        if (exception instanceof NoSuchFileException missing) {
            say(command, missing.getFile() + ": there is no such file");
        } else if (exception instanceof IOException || exception instanceof IllegalArgumentException) {
            say(command, String.valueOf(exception.getMessage()));
        } else {
            say(command, "internal error: " + exception);
            Arrays.stream(exception.getStackTrace())
                    .forEach(frame -> command.getErr().println("    at " + frame));
        }
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    private static void say(CommandLine command, String what) {
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + what.replace('\n', ' '));
    }
}
