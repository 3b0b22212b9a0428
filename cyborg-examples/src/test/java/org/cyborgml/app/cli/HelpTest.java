package org.cyborgml.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParseResult;

/** Every command's help has the same look, and examples that the program accepts. */
class HelpTest {

    static Stream<CommandLine> commands() {
        return all(Main.commandLine());
    }

    private static Stream<CommandLine> all(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(HelpTest::all));
    }

    private static CommandLine named(String name) {
        return commands()
                .filter(command -> command.getCommandSpec().qualifiedName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String help(CommandLine command, int width) {
        command.getCommandSpec().usageMessage().autoWidth(false).width(width);
        return command.getUsageMessage(Ansi.OFF);
    }

    /** A process looks into the command that it runs alone, which must not show. */
    @ParameterizedTest
    @MethodSource("commands")
    void aCommandAloneHasTheSameHelp(CommandLine command) {
        List<String> words =
                Splitter.on(' ').splitToList(command.getCommandSpec().qualifiedName());
        CommandLine alone = Main.commandLine(words.subList(1, words.size()).toArray(String[]::new));
        if (words.size() > 1 && !words.get(1).equals(CompletionCommand.NAME)) {
            assertThat(alone.getSubcommands()).containsOnlyKeys(words.get(1));
        }
        for (String word : words.subList(1, words.size())) {
            alone = alone.getSubcommands().get(word);
        }
        assertThat(help(alone, 100)).isEqualTo(help(command, 100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "trian", "Train", "completion", "-V train", ""})
    void wordsThatAreNoCommandLeaveAllCommands(String line) {
        assertThat(Main.commandLine(line.split(" ")).getSubcommands().keySet())
                .isEqualTo(Main.commandLine().getSubcommands().keySet());
        assertThat(Main.commandLine(new String[0]).getSubcommands()).hasSizeGreaterThan(10);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void examplesAreAccepted(CommandLine command) {
        List<String> examples = HelpStyle.examplesOf(command.getCommandSpec());
        if (command.getSubcommands().isEmpty()) {
            assertThat(examples).isNotEmpty();
        }
        String name = command.getCommandSpec().qualifiedName();
        for (String example : examples) {
            assertThat(example).startsWith(name).matches("[^ ]+( [^ ]+)*");
            List<String> words = Splitter.on(' ').splitToList(example);
            assertThatCode(() -> {
                        ParseResult last = Main.commandLine()
                                .parseArgs(words.subList(1, words.size()).toArray(String[]::new));
                        while (last.hasSubcommand()) {
                            last = last.subcommand();
                        }
                        assertThat(last.commandSpec().qualifiedName()).startsWith(name);
                    })
                    .as(example)
                    .doesNotThrowAnyException();
        }
        assertThat(help(command, 100).replaceAll("\\\\\\R +", ""))
                .contains(examples.isEmpty() ? "Usage: " : "Examples\n  " + String.join("\n  ", examples) + "\n");
    }

    /** An example is folded so that a shell reads it as one line. */
    @ParameterizedTest
    @ValueSource(ints = {40, 60, 80, 200})
    void foldedLinesAreNarrowAndTheSameCommand(int width) {
        String line = "cyborg train --arch resnet50 --csv split.csv --images images --heatmaps maps --out run";
        String folded = HelpStyle.folded(line, width);
        assertThat(folded.lines()).allSatisfy(one -> assertThat(one.length()).isLessThanOrEqualTo(width));
        assertThat(folded.replaceAll("\\\\\\R *", "")).isEqualTo(line);
    }

    /** Descriptions of arguments and options of all groups begin in one column. */
    @ParameterizedTest
    @MethodSource("commands")
    void descriptionsAreAligned(CommandLine command) {
        List<String> lines = help(command, 100).lines().toList();
        IntSummaryStatistics columns = lines.stream()
                .filter(line -> line.matches(" {20,}\\S.*"))
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .summaryStatistics();
        // What goes on in a second line stands two columns further.
        assertThat(columns.getCount() == 0 ? 0 : columns.getMax() - columns.getMin())
                .isLessThanOrEqualTo(2);
        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    }

    @Test
    void theSynopsisHasWhatIsRequired() {
        assertThat(help(named("cyborg train"), 100))
                .startsWith("Usage: cyborg train --csv=FILE --images=DIR [OPTIONS]\n");
        assertThat(help(named("cyborg convert"), 100)).startsWith("Usage: cyborg convert [OPTIONS] IN OUT\n");
        assertThat(help(named("cyborg experiment choose"), 100))
                .startsWith("Usage: cyborg experiment choose [OPTIONS] DIR...\n");
        assertThat(help(named("cyborg study new"), 100))
                .contains("(--pairs=CSV | --single=CSV)")
                .contains("--images=DIR");
        assertThat(help(Main.commandLine(), 100)).startsWith("Usage: cyborg [OPTIONS] COMMAND\n");
    }

    @Test
    void optionsAreInGroups() {
        List<String> lines = help(named("cyborg train"), 100).lines().toList();
        List<String> headings = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i - 1).isEmpty() && lines.get(i).matches("[A-Z][A-Za-z ]+")) {
                headings.add(lines.get(i));
            }
        }
        assertThat(headings)
                .startsWith("Options", "Network", "Data")
                .contains("Loss", "Optimisation", "Computation", "Training pages")
                .endsWith("Output", "General", "Examples");
        int loss = lines.indexOf("Loss");
        assertThat(lines.subList(loss, lines.indexOf("Optimisation")).stream()
                        .filter(line -> line.matches(" +--.*"))
                        .map(line -> line.strip().replaceAll("[ =].*", "")))
                .containsExactly("--alpha", "--alpha-schedule", "--distance", "--tap", "--select", "--target");
    }

    @Test
    void terminalsSeeColours() {
        String coloured = named("cyborg score").getUsageMessage(Ansi.ON);
        assertThat(coloured).contains("\u001b[1mExamples", "\u001b[33m--weights");
        assertThat(named("cyborg score").getUsageMessage(Ansi.OFF)).doesNotContain("\u001b");
    }
}
