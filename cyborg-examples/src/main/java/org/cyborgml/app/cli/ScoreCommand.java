package org.cyborgml.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.files.Output;
import org.cyborgml.data.ImageSource;
import org.cyborgml.scoring.LogitColumns;
import org.cyborgml.scoring.Scorer;
import org.cyborgml.scoring.ScoringResult;
import org.cyborgml.training.TrainedNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code score}: a row of path and score for every image. */
@Command(
        name = "score",
        description = "Scores images by a trained network.",
        footer = {
            "",
            "Of two classes a row of the score file is the path and the score of the second class, such as Synthetic:"
                    + " sigmoid(its logit); --logits adds the logits. There is no header.",
            "Of more classes the file has a header: path, predicted (the name of the predicted class), then the probability"
                    + " of each class under its name; --logits adds a column \"logit NAME\" for each."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class ScoreCommand implements Callable<Integer> {

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Mixin
    private final ImageSelection selection = new ImageSelection();

    @Mixin
    private final EmaOption ema = new EmaOption();

    @Option(names = "--logits", description = "Write the raw logits behind the score.")
    private boolean logits;

    @Option(names = "--out", required = true, description = "Score file.", showDefaultValue = Visibility.NEVER)
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        Output.requireFile(out);
        Console console = selection.console();
        TrainedNetwork trained = selection.loader(network, ema, console).load();
        ImageSource images = selection.source();
        selection.notes().forEach(console::say);
        List<String> paths = selection.paths(images);
        Files.createDirectories(out.toAbsolutePath().getParent());
        Scorer scorer = Scorer.builder(trained.network(), trained.input(), trained.classes())
                .batch(selection.batch())
                .logits(logits ? LogitColumns.WRITTEN : LogitColumns.LEFT_OUT)
                .build();
        ScoringResult result =
                scorer.score(images, paths, out, source(trained.input().height()), console.scoring());
        console.say(String.format(
                Locale.ROOT,
                "%d images scored%s; %s",
                result.scored(),
                result.kept() > 0 ? ", " + result.kept() + " of them earlier" : "",
                out));
        return ImageSelection.report(
                result.failures(), out.resolveSibling(out.getFileName() + ".errors.txt"), "scored");
    }

    private String source(int side) throws IOException {
        String hash = ema.noted(EmaOption.hash(selection.weights()));
        return network.architecture() + " at " + side + ", weights " + hash + ", images "
                + selection.images().toAbsolutePath()
                + selection.cropsHash().map(crops -> ", crops " + crops).orElse("") + (logits ? ", logits" : "");
    }
}
