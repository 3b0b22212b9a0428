package org.cyborgml.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import org.cyborgml.app.files.TextFiles;
import org.cyborgml.saliency.file.WholeFile;
import picocli.CommandLine;

/**
 * Files by which a shell knows the program: the launcher {@code cyborg}, which finds {@code cyborg.jar} beside itself, a man
 * page for each command, and the completion script. The build writes them into its folder.
 */
final class ShellFiles {

    private ShellFiles() {}

    /**
     * Writes the files.
     *
     * @param arguments the folder
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("give the folder to write to, found " + arguments.length + " arguments");
        }
        write(Path.of(arguments[0]));
    }

    /** Writes {@code cyborg}, {@code man/man1/*.1} and {@code completion/cyborg} into a folder. */
    static void write(Path folder) throws IOException {
        CommandLine program = Main.commandLine();
        Path manual = Files.createDirectories(folder.resolve("man").resolve("man1"));
        for (Map.Entry<String, String> page : ManPage.of(program).entrySet()) {
            TextFiles.write(manual.resolve(page.getKey()), page.getValue());
        }
        Path completion = Files.createDirectories(folder.resolve("completion"));
        TextFiles.write(completion.resolve("cyborg"), CompletionCommand.script(program));
        Path launcher = folder.resolve("cyborg");
        try (InputStream script = Objects.requireNonNull(ShellFiles.class.getResourceAsStream("cyborg.sh"))) {
            WholeFile.write(launcher, script.readAllBytes());
        }
        if (Files.getFileStore(launcher).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
