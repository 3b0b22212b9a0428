package org.cyborgml.examples.cli;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cyborgml.examples.data.ImageFolder;
import org.cyborgml.examples.data.LabelledImage;
import org.cyborgml.examples.data.Split;
import org.cyborgml.examples.data.SplitFile;
import org.cyborgml.examples.scoring.LogitColumns;
import org.cyborgml.examples.scoring.Scoring;
import org.cyborgml.examples.scoring.ScoringResult;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.saliency.file.WholeFile;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code score}: a row of path and score for every image. */
@Command(
        name = "score",
        description = "Scores images by a trained network: path, sigmoid(logit of Synthetic).",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class ScoreCommand implements Callable<Integer> {

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Option(names = "--weights", required = true, description = "Checkpoint (.safetensors, .pth or DL4J's .zip).")
    private Path weights = Path.of("");

    @Option(names = "--images", required = true, description = "Folder of images.")
    private Path images = Path.of("");

    @Option(names = "--csv", description = "Split file that says which images; all in the folder if not given.")
    private @Nullable Path csv;

    @Option(names = "--split", defaultValue = "test", description = "Which of its splits: ${COMPLETION-CANDIDATES}.")
    private Split split = Split.TEST;

    @Option(names = "--logits", description = "Write the raw logits behind the score.")
    private boolean logits;

    @Option(names = "--batch", defaultValue = "16", description = "Images that go through the network at once.")
    private int batch;

    @Option(names = "--out", required = true, description = "Score file.")
    private Path out = Path.of("");

    @Option(names = "--quiet", description = "Say nothing but errors.")
    private boolean quiet;

    @Override
    public Integer call() throws IOException {
        Console console = new Console(quiet);
        console.say("reading " + weights);
        Checkpoint checkpoint = NetworkWeights.read(weights);
        int side = network.side(Optional.of(checkpoint));
        ImageFolder folder = ImageFolder.open(images, side);
        List<String> paths = csv == null
                ? folder.list()
                : SplitFile.read(csv).images(split).stream()
                        .map(LabelledImage::path)
                        .toList();
        Path parent = out.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        ComputationGraph graph = network.builder(side).build().init();
        if (NetworkWeights.load(graph, checkpoint).hasFreshClassifier()) {
            throw new IOException(weights + ": has a classifier of another number of classes, so it cannot score");
        }
        Scoring scoring = new Scoring(
                graph, folder, network.normalisation(), batch, logits ? LogitColumns.WRITTEN : LogitColumns.LEFT_OUT);
        ScoringResult result = scoring.score(paths, out, source(side), console.scoring());
        console.say(String.format(
                Locale.ROOT,
                "%d images scored%s; %s",
                result.scored(),
                result.kept() > 0 ? ", " + result.kept() + " of them earlier" : "",
                out));
        return errors(result);
    }

    private int errors(ScoringResult result) throws IOException {
        Path file = out.resolveSibling(out.getFileName() + ".errors.txt");
        if (result.failures().isEmpty()) {
            Files.deleteIfExists(file);
            return 0;
        }
        WholeFile.write(file, (String.join("\n", result.failures()) + "\n").getBytes(StandardCharsets.UTF_8));
        throw new IOException(result.failures().size() + " images could not be scored, the first: "
                + result.failures().get(0) + "; all in " + file);
    }

    private String source(int side) throws IOException {
        String hash = com.google.common.io.Files.asByteSource(weights.toFile())
                .hash(Hashing.sha256())
                .toString();
        return network.architecture() + " at " + side + ", weights " + hash + ", images " + images.toAbsolutePath()
                + (logits ? ", logits" : "");
    }
}
