package org.cyborgml.app.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cyborgml.app.console.Examples;
import org.cyborgml.app.console.JsonOption;
import org.cyborgml.models.NetworkSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code summary}: the layers of a network. */
@Command(
        name = "summary",
        description = "Shows a network's layers, the shapes of their outputs and their parameters.",
        mixinStandardHelpOptions = true)
@Examples("cyborg summary --arch resnet50")
final class SummaryCommand implements Callable<Integer> {

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    /** Result for programs: the layers, and the number of learned parameters. */
    private record Layers(List<NetworkSummary.Row> layers, long parameters) {}

    @Override
    public Integer call() throws IOException {
        NetworkSummary summary = NetworkSummary.of(network.builder(network.side(Optional.empty()), Optional.empty())
                .build());
        if (json.isGiven()) {
            json.print(new Layers(summary.rows(), summary.parameters()));
        } else {
            System.out.print(summary);
        }
        return 0;
    }
}
