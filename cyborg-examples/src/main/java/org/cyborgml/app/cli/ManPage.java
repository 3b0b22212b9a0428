package org.cyborgml.app.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.cyborgml.app.provenance.BuildOfProgram;
import picocli.CommandLine;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Man pages of the commands, in the macros of man(7): the same sections as {@link HelpStyle} shows. */
final class ManPage {

    private static final int EXAMPLE_WIDTH = 72;

    private final CommandSpec command;
    private final StringBuilder text = new StringBuilder();

    private ManPage(CommandSpec command) {
        this.command = command;
    }

    /** The pages of a program and all its commands, each under its file's name, such as {@code cyborg-train.1}. */
    static Map<String, String> of(CommandLine program) {
        Map<String, String> pages = new LinkedHashMap<>();
        CommandSpec spec = program.getCommandSpec();
        pages.put(name(spec) + ".1", new ManPage(spec).roff());
        program.getSubcommands().values().forEach(below -> pages.putAll(of(below)));
        return pages;
    }

    private static String name(CommandSpec command) {
        return command.qualifiedName("-");
    }

    private String roff() {
        line(".TH \"" + escaped(name(command).toUpperCase(Locale.ROOT)) + "\" \"1\" \"\" \"cyborg "
                + escaped(BuildOfProgram.current().version()) + "\" \"CYBORG for the JVM\"");
        // Long options are not to be broken, and the right edge stays ragged.
        line(".nh");
        line(".ad l");
        List<String> description = paragraphs(command.usageMessage().description());
        section("NAME");
        line(escaped(name(command)) + " \\- " + escaped(firstSentence(description)));
        section("SYNOPSIS");
        line(escaped(HelpStyle.plainSynopsis(command)));
        section("DESCRIPTION");
        paragraphsOf(description);
        arguments();
        OptionGroups.of(command).forEach(this::options);
        commands();
        List<String> details = paragraphs(command.usageMessage().footer());
        if (!details.isEmpty()) {
            section("DETAILS");
            paragraphsOf(details);
        }
        examples();
        section("EXIT STATUS");
        line(
                "0 if all went well, 2 if the command line is wrong, 1 if the command failed: its last line on standard error");
        line("has the reason.");
        seeAlso();
        return text.toString();
    }

    private void arguments() {
        List<PositionalParamSpec> shown = command.positionalParameters().stream()
                .filter(argument -> !argument.hidden())
                .toList();
        if (shown.isEmpty()) {
            return;
        }
        section("ARGUMENTS");
        shown.forEach(argument -> entry("\\fI" + escaped(argument.paramLabel()) + "\\fR", description(argument)));
    }

    private void options(String heading, List<OptionSpec> options) {
        section(heading.toUpperCase(Locale.ROOT));
        for (OptionSpec option : options) {
            String names = List.of(option.names()).stream()
                    .map(name -> "\\fB" + escaped(name) + "\\fR")
                    .collect(Collectors.joining(", "));
            String label = "=\\fI" + escaped(option.paramLabel()) + "\\fR";
            String value = option.arity().max() == 0 ? "" : option.arity().min() == 0 ? "[" + label + "]" : label;
            entry(names + value, description(option) + (option.required() ? " Required." : ""));
        }
    }

    private void commands() {
        if (command.subcommands().isEmpty()) {
            return;
        }
        section("COMMANDS");
        command.subcommands()
                .forEach((name, below) -> entry(
                        "\\fB" + escaped(name) + "\\fR",
                        firstSentence(
                                paragraphs(below.getCommandSpec().usageMessage().description()))));
    }

    private void examples() {
        List<String> examples = HelpStyle.examplesOf(command);
        if (examples.isEmpty()) {
            return;
        }
        section("EXAMPLES");
        line(".nf");
        examples.forEach(example -> line(escaped(HelpStyle.folded(example, EXAMPLE_WIDTH))));
        line(".fi");
    }

    private void seeAlso() {
        List<String> pages = new ArrayList<>();
        if (command.parent() != null) {
            pages.add(name(command.parent()));
        }
        command.subcommands().values().forEach(below -> pages.add(name(below.getCommandSpec())));
        if (!pages.isEmpty()) {
            section("SEE ALSO");
            line(pages.stream().map(page -> "\\fB" + escaped(page) + "\\fR(1)").collect(Collectors.joining(", ")));
        }
    }

    private void section(String heading) {
        line(".SH \"" + escaped(heading) + "\"");
    }

    private void paragraphsOf(List<String> paragraphs) {
        for (String paragraph : paragraphs) {
            line(".PP");
            line(escaped(paragraph));
        }
    }

    private void entry(String term, String description) {
        line(".TP");
        line(term);
        line(escaped(description));
    }

    private void line(String roff) {
        text.append(roff).append('\n');
    }

    private static String description(ArgSpec argument) {
        String words = String.join(" ", argument.description());
        String value = argument.defaultValueString(true);
        boolean isShown = argument.showDefaultValue() == Visibility.ALWAYS
                || (argument.showDefaultValue() == Visibility.ON_DEMAND
                        && argument.command().usageMessage().showDefaultValues()
                        && argument.arity().max() > 0);
        return isShown && value != null && !value.equals("null") ? words + " Default: " + value + "." : words;
    }

    /** Descriptions of commands as picocli prints them: they are format strings; those of options it has formatted. */
    private static List<String> paragraphs(String... descriptions) {
        return List.of(descriptions).stream()
                .map(words -> String.format(Locale.ROOT, words))
                .filter(words -> !words.isBlank())
                .toList();
    }

    private static String firstSentence(List<String> paragraphs) {
        return paragraphs.isEmpty()
                ? ""
                : paragraphs.get(0).split("(?<=\\.)\\s+(?=[A-Z])", 2)[0].replaceFirst("\\.$", "");
    }

    /** Text that troff prints as it is. */
    private static String escaped(String words) {
        return words.lines()
                .map(line -> line.replace("\\", "\\e").replace("-", "\\-").replace("\"", "\\(dq"))
                .map(line -> line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line)
                .collect(Collectors.joining("\n"));
    }
}
