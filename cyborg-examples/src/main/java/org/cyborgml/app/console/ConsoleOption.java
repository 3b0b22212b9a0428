package org.cyborgml.app.console;

import picocli.CommandLine.Option;

/** The option of every command that shows its progress. */
@OptionGroup("Output")
public final class ConsoleOption {

    @Option(names = "--quiet", description = "Print nothing but errors, and results for programs.")
    private boolean quiet;

    /** The option, to be filled by picocli. */
    public ConsoleOption() {}

    /** The console that the option asks for. */
    public Console console() {
        return new Console(quiet);
    }

    /** Tells if the option is given. */
    public boolean isQuiet() {
        return quiet;
    }
}
