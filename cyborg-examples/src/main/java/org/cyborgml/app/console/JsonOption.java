package org.cyborgml.app.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.PrintWriter;
import org.cyborgml.app.files.JsonFiles;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option of a command that can print its result for programs. {@code docs/json.md} has the layouts. */
@OptionGroup("Output")
public final class JsonOption {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--json",
            description =
                    "Print the result as one JSON object on standard output, for programs; progress and errors stay"
                            + " on standard error. docs/json.md has its members.")
    private boolean isGiven;

    /** The option, to be filled by picocli. */
    public JsonOption() {}

    /** Tells if the option is given. */
    public boolean isGiven() {
        return isGiven;
    }

    /** Prints a result as JSON if the option is given: a record or a map, whose members get names in snake_case. */
    public void print(Object result) {
        if (!isGiven) {
            return;
        }
        try {
            PrintWriter out = command.commandLine().getOut();
            out.println(JsonFiles.MAPPER.writeValueAsString(result));
            out.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result that is no JSON: " + e.getOriginalMessage(), e);
        }
    }
}
