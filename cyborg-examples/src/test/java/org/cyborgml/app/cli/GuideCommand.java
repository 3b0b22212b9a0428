package org.cyborgml.app.cli;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cyborgml.guide.Chapter;

/** A line of a shell in a page of Markdown. */
record GuideCommand(String line) {

    private static final List<String> PROGRAM = List.of("cyborg ", "java -jar cyborg-examples/target/cyborg.jar ");

    /** The lines of a page's blocks for a shell; lines that end in a backslash are joined with the next. */
    static List<GuideCommand> of(Chapter page) {
        List<GuideCommand> commands = new ArrayList<>();
        for (Chapter.Block block : page.blocks()) {
            if (block.language().isEmpty() || block.language().equals("sh")) {
                Splitter.on('\n')
                        .trimResults()
                        .omitEmptyStrings()
                        .split(block.text().replaceAll("\\\\\n\\s*", ""))
                        .forEach(line -> commands.add(new GuideCommand(line)));
            }
        }
        return commands;
    }

    /** The words behind the program's name; empty if it is another program. */
    Optional<List<String>> arguments() {
        return PROGRAM.stream().filter(line::startsWith).findFirst().map(program -> Splitter.on(' ')
                .omitEmptyStrings()
                .splitToList(line.substring(program.length())
                        .replaceAll(" (#|>|\\||&&|&$).*", "")
                        .replace("\"", "")));
    }
}
