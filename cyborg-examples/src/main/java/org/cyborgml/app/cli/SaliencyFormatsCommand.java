package org.cyborgml.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.cyborgml.app.console.Examples;
import org.cyborgml.saliency.format.AnnotationReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code saliency formats}: the page on annotation files. */
@Command(
        name = "formats",
        description = "Prints the page on the forms of annotation files: what is read of each, with an example.",
        mixinStandardHelpOptions = true)
@Examples("cyborg saliency formats")
final class SaliencyFormatsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.print(page());
        out.flush();
        return 0;
    }

    static String page() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(AnnotationReader.class.getResourceAsStream("FORMATS.md"), "FORMATS.md")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
