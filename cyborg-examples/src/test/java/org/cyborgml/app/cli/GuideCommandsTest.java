package org.cyborgml.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cyborgml.guide.Chapter;
import org.cyborgml.guide.Guide;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Commands and options that pages tell of exist. */
class GuideCommandsTest {

    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");

    private static List<Chapter> pages() throws IOException {
        List<Chapter> pages = new ArrayList<>(Guide.chapters());
        for (String other : List.of("../README.md", "RESULTS.md", "SETTINGS.md", "../.github/CONTRIBUTING.md")) {
            pages.add(Chapter.read(Path.of(other)));
        }
        return pages;
    }

    @Test
    void everyCommandCanBeGiven() throws IOException {
        int given = 0;
        for (Chapter page : pages()) {
            for (GuideCommand command : GuideCommand.of(page)) {
                if (command.arguments().isPresent()) {
                    String[] words = command.arguments().get().toArray(String[]::new);
                    assertThatCode(() -> Main.commandLine().parseArgs(words))
                            .as(page.file() + ": " + command.line())
                            .doesNotThrowAnyException();
                    given++;
                }
            }
        }
        assertThat(given).isGreaterThan(50);
    }

    @Test
    void everyOptionInTheTextExists() throws IOException {
        Set<String> options = new TreeSet<>();
        options(Main.commandLine()).forEach(options::add);
        for (Chapter page : pages()) {
            for (String code : page.code()) {
                OPTION.matcher(code).results().map(found -> found.group()).forEach(option -> assertThat(options)
                        .as(page.file() + ": " + code)
                        .contains(option));
            }
        }
    }

    private static Stream<String> options(CommandLine command) {
        return Stream.concat(
                command.getCommandSpec().optionsMap().keySet().stream(),
                command.getSubcommands().values().stream().flatMap(GuideCommandsTest::options));
    }
}
