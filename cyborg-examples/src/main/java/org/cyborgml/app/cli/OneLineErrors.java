package org.cyborgml.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Prints whatever ends a command as one line on standard error: {@link ErrorSentence}. */
final class OneLineErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {

    /** The system property that adds the stack trace, for reports of faults. */
    static final String TRACE = "org.cyborgml.trace";

    /** Carries an error, which picocli does not hand on, to the handler of exceptions. */
    static final class Ended extends RuntimeException {

        private static final long serialVersionUID = 1L;

        /** The reason why the command ended. */
        private final Error error;

        Ended(Error error) {
            super(error);
            this.error = error;
        }
    }

    @Override
    public int handleParseException(ParameterException exception, String[] arguments) {
        CommandLine command = exception.getCommandLine();
        say(command, ErrorSentence.of(exception) + " (see --help)");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    @Override
    public int handleExecutionException(Exception exception, CommandLine command, ParseResult result) {
        Throwable error = exception instanceof Ended ended ? ended.error : exception;
        say(command, ErrorSentence.of(error));
        if (Boolean.getBoolean(TRACE)) {
            error.printStackTrace(command.getErr());
        }
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    private static void say(CommandLine command, String what) {
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + what.replaceAll("[\\r\\n]+", " "));
    }
}
