package org.cyborgml.app.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Help;

/** The error output: a terminal, or a file or another program. */
public final class StandardError {

    private static final Path LINUX = Path.of("/proc/self/fd/2");

    private StandardError() {}

    /** Tells whether lines can be overwritten. */
    public static boolean isTerminal() {
        // The JVM does not tell; Linux does, and elsewhere picocli guesses from the environment.
        if (Files.isSymbolicLink(LINUX)) {
            try {
                String target = Files.readSymbolicLink(LINUX).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
            } catch (IOException e) {
                return false;
            }
        }
        return Help.Ansi.AUTO.enabled();
    }
}
