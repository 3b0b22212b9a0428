package org.cyborgml.app.cli;

import com.google.common.collect.Streams;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes the values of options that are enums in small letters, as people type them, in help, completion and man pages. */
final class SmallLetters {

    private SmallLetters() {}

    /** Changes a command and all below it. */
    static void applyTo(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        // A specification cannot be changed, only replaced; all are, since their order is that of the help.
        List<OptionSpec> options =
                spec.options().stream().filter(option -> option.group() == null).toList();
        options.forEach(spec::remove);
        options.forEach(option -> spec.addOption(
                isEnum(option)
                        ? option.toBuilder().completionCandidates(small(option)).build()
                        : option));
        List<PositionalParamSpec> arguments = List.copyOf(spec.positionalParameters());
        arguments.forEach(spec::remove);
        arguments.forEach(argument -> spec.addPositional(
                isEnum(argument)
                        ? argument.toBuilder()
                                .completionCandidates(small(argument))
                                .build()
                        : argument));
        command.getSubcommands().values().forEach(SmallLetters::applyTo);
    }

    private static boolean isEnum(ArgSpec argument) {
        return argument.auxiliaryTypes()[0].isEnum();
    }

    private static List<String> small(ArgSpec argument) {
        return Streams.stream(argument.completionCandidates())
                .map(value -> value.toLowerCase(Locale.ROOT))
                .toList();
    }
}
