package org.cyborgml.app.faces;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.console.ConsoleOption;
import org.cyborgml.app.files.Output;
import org.cyborgml.app.files.TextFiles;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a command that makes one folder of another, and the lists that it leaves there. */
final class FolderOptions {

    @Option(
            names = "--images",
            required = true,
            paramLabel = "DIR",
            description = "Folder of images.",
            showDefaultValue = Visibility.NEVER)
    private Path images = Path.of("");

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder to write to.",
            showDefaultValue = Visibility.NEVER)
    private Path out = Path.of("");

    @Mixin
    private final ConsoleOption output = new ConsoleOption();

    Path images() {
        return images;
    }

    /** The folder to write to, or a file in it. */
    Path out(String... names) {
        Path file = out;
        for (String name : names) {
            file = file.resolve(name);
        }
        return file;
    }

    /** Tries where the output goes. */
    void requireOut() throws IOException {
        Output.requireFolder(out);
    }

    Console console() {
        return output.console();
    }

    /** Writes a list as a file of lines; an empty one is no file. */
    void writeList(String name, List<String> lines) throws IOException {
        Path file = out(name);
        Files.deleteIfExists(file);
        if (!lines.isEmpty()) {
            TextFiles.write(file, String.join("\n", lines) + "\n");
        }
    }
}
