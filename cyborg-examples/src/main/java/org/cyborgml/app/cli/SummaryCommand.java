package org.cyborgml.app.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cyborgml.models.NetworkSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code summary}: the layers of a network. */
@Command(
        name = "summary",
        description = "Shows a network's layers, the shapes of their outputs and their parameters.",
        mixinStandardHelpOptions = true)
final class SummaryCommand implements Callable<Integer> {

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Override
    public Integer call() throws IOException {
        System.out.print(NetworkSummary.of(network.builder(network.side(Optional.empty()), Optional.empty())
                .build()));
        return 0;
    }
}
