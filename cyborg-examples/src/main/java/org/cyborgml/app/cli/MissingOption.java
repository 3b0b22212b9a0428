package org.cyborgml.app.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Refuses a command line without an option that only some uses of a command need. */
final class MissingOption {

    private MissingOption() {}

    /** The option's value, which must be there. */
    static <T> T require(@Nullable T value, CommandSpec command, String option) {
        if (value == null) {
            throw new ParameterException(command.commandLine(), "Missing required option: '" + option + "'");
        }
        return value;
    }
}
