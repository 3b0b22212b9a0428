package org.cyborgml.app.cli;

import com.google.common.base.Splitter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import picocli.CommandLine;

/** Runs a command in this process, from a line with single spaces between its words; DIR in a word stands for a folder. */
final class TypedCommand {

    private TypedCommand() {}

    static int run(String line, Path folder, Writer errors) {
        return run(Main.commandLine(), line, folder, errors);
    }

    static int run(String line, Path folder, Writer errors, Writer output) {
        return run(Main.commandLine().setOut(new PrintWriter(output, true)), line, folder, errors);
    }

    private static int run(CommandLine command, String line, Path folder, Writer errors) {
        return command.setErr(new PrintWriter(errors, true))
                .execute(Splitter.on(' ')
                        .splitToStream(line)
                        .map(word -> word.replace("DIR", folder.toString()))
                        .toArray(String[]::new));
    }
}
