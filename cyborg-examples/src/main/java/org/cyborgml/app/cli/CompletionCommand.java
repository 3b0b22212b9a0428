package org.cyborgml.app.cli;

import java.io.PrintWriter;
import org.cyborgml.app.console.Examples;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion}: the script by which a shell completes commands, options and their values. */
@Command(
        name = CompletionCommand.NAME,
        description = {
            "Prints a script for your shell: the Tab key then completes the commands of cyborg, their options and values.",
            "The launcher cyborg must be on the PATH. Put this line into ~/.bashrc: source <(cyborg completion bash); the same with zsh"
                    + " into ~/.zshrc."
        },
        mixinStandardHelpOptions = true)
@Examples({"cyborg completion bash", "cyborg completion zsh"})
final class CompletionCommand implements Runnable {

    static final String NAME = "completion";

    /** Shells that read the script. */
    enum Shell {
        /** GNU bash. */
        BASH,
        /** The Z shell, which reads bash's completions. */
        ZSH
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.", showDefaultValue = Visibility.NEVER)
    private Shell shell = Shell.BASH;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        // The first line serves a folder of zsh's fpath, where a file is known by it.
        out.print((shell == Shell.ZSH ? "#compdef cyborg\n" : "")
                + script(spec.root().commandLine()));
        out.flush();
    }

    /** The script, which serves both shells. */
    static String script(CommandLine program) {
        return AutoComplete.bash(program.getCommandName(), program);
    }
}
