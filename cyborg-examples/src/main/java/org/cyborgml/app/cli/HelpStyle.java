package org.cyborgml.app.cli;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cyborgml.app.console.Examples;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The look of every command's help: a synopsis with what is required, options in groups whose columns are aligned, details,
 * examples. Terminals show it in colour.
 */
final class HelpStyle {

    private static final String EXAMPLES = "examples";
    private static final int LONGEST_OPTION_COLUMN = 26;
    private static final String INDENT = "  ";

    /** A space that does not part an option and its value. */
    private static final Pattern BEFORE_OPTION_OR_ARGUMENT = Pattern.compile(" (?=-)|(?<! --?[a-z-]{1,40}) ");

    private HelpStyle() {}

    /** Gives a command and all below it this look. */
    static void applyTo(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        UsageMessageSpec usage = spec.usageMessage();
        usage.autoWidth(true)
                .longOptionsMaxWidth(LONGEST_OPTION_COLUMN)
                .synopsisHeading("@|bold Usage:|@ ")
                .customSynopsis(synopsis(spec))
                .descriptionHeading("%n")
                .parameterListHeading(heading("Arguments"))
                .commandListHeading(heading("Commands"));
        if (usage.footer().length > 0) {
            usage.footerHeading(heading("Details"));
        }
        command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpStyle::options);
        command.getHelpSectionMap().put(EXAMPLES, HelpStyle::examples);
        List<String> sections = new ArrayList<>(usage.sectionKeys());
        // Picocli hands the sections on to the commands below.
        if (!sections.contains(EXAMPLES)) {
            sections.add(EXAMPLES);
            command.setHelpSectionKeys(sections);
        }
        command.getSubcommands().values().forEach(HelpStyle::applyTo);
    }

    private static String heading(String words) {
        return "%n@|bold " + words + "|@%n";
    }

    /** The command with everything that it must be given, and what stands for the rest. */
    private static String synopsis(CommandSpec spec) {
        List<String> words = new ArrayList<>();
        words.add("@|bold " + spec.qualifiedName() + "|@");
        for (OptionSpec option : spec.options()) {
            if (option.required() && option.group() == null) {
                words.add("@|yellow " + option.longestName() + "|@=@|italic " + option.paramLabel() + "|@");
            }
        }
        for (ArgGroupSpec group : spec.argGroups()) {
            words.add(group.synopsis());
        }
        words.add("[OPTIONS]");
        for (PositionalParamSpec argument : spec.positionalParameters()) {
            String label = argument.paramLabel() + (argument.arity().max() > 1 ? "..." : "");
            words.add("@|yellow " + (argument.required() ? label : "[" + label + "]") + "|@");
        }
        if (!spec.subcommands().isEmpty()) {
            words.add("COMMAND");
        }
        return String.join(" ", words);
    }

    /** The synopsis without markup. */
    static String plainSynopsis(CommandSpec spec) {
        return Help.Ansi.OFF.string(synopsis(spec));
    }

    private static String options(Help help) {
        return OptionGroups.of(help.commandSpec()).entrySet().stream()
                .map(group -> {
                    Help.Layout aligned = help.createDefaultLayout();
                    aligned.addAllOptions(group.getValue(), help.parameterLabelRenderer());
                    return help.createHeading(heading(group.getKey())) + aligned;
                })
                .collect(Collectors.joining());
    }

    private static String examples(Help help) {
        List<String> lines = examplesOf(help.commandSpec());
        if (lines.isEmpty()) {
            return "";
        }
        int width = help.commandSpec().usageMessage().width();
        return help.createHeading(heading("Examples"))
                + lines.stream()
                        .map(line -> INDENT + folded(line, width) + System.lineSeparator())
                        .collect(Collectors.joining());
    }

    /** The examples of a command. */
    static List<String> examplesOf(CommandSpec command) {
        Examples examples = command.userObject().getClass().getAnnotation(Examples.class);
        return examples == null ? List.of() : List.of(examples.value());
    }

    /** A command line in lines of a width, that a shell reads as one; an option keeps its value. */
    static String folded(String line, int width) {
        StringBuilder folded = new StringBuilder();
        int column = INDENT.length();
        for (String words : Splitter.on(BEFORE_OPTION_OR_ARGUMENT).split(line)) {
            if (column > INDENT.length() && column + words.length() + 2 > width) {
                folded.append('\\').append(System.lineSeparator()).append(INDENT.repeat(3));
                column = 3 * INDENT.length();
            }
            folded.append(words).append(' ');
            column += words.length() + 1;
        }
        return folded.toString().stripTrailing();
    }
}
