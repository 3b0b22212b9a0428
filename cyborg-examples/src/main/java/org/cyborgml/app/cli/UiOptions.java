package org.cyborgml.app.cli;

import java.io.IOException;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.console.OptionGroup;
import org.cyborgml.app.ui.TrainingPages;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that shows a training in a browser. */
@OptionGroup("Training pages")
final class UiOptions {

    private static final String PORT = "9000";

    @Option(
            names = "--ui",
            arity = "0..1",
            fallbackValue = PORT,
            paramLabel = "PORT",
            description = "Show DL4J's training pages on this machine's own address, port " + PORT
                    + " unless another is given as --ui=PORT. For a jar built with -Pui.")
    private @Nullable Integer port;

    @Option(
            names = "--ui-every",
            defaultValue = "10",
            paramLabel = "STEPS",
            description = "Steps to a point of those pages.")
    private int every;

    /** The pages, open if they are wanted. */
    TrainingPages open(Console console) throws IOException {
        if (port == null) {
            return TrainingPages.NONE;
        }
        // Else the server's log goes past ours.
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");
        TrainingPages pages = TrainingPages.open(port, every);
        console.say("training pages: " + pages.address());
        return pages;
    }
}
