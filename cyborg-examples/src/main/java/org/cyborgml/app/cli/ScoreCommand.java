package org.cyborgml.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.console.Examples;
import org.cyborgml.app.console.JsonOption;
import org.cyborgml.app.files.Output;
import org.cyborgml.app.sharing.Shard;
import org.cyborgml.data.ImageSource;
import org.cyborgml.scoring.LogitColumns;
import org.cyborgml.scoring.OnnxScorer;
import org.cyborgml.scoring.Scorer;
import org.cyborgml.scoring.ScoringResult;
import org.cyborgml.scoring.onnx.OnnxDetector;
import org.cyborgml.training.TrainedNetwork;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code score}: a row of path and score for every image. */
@Command(
        name = "score",
        description = "Scores images by a trained network, by a detector in an ONNX file, or by an ensemble.",
        footer = {
            "Of two classes a row of the score file is the path and the score of the second class, such as Synthetic:"
                    + " sigmoid(its logit); --logits adds the logits. There is no header.",
            "Of more classes the file has a header: path, predicted (the name of the predicted class), then the probability"
                    + " of each class under its name; --logits adds a column \"logit NAME\" for each.",
            "With --shard, the files of all shards one behind the other, in the order of their numbers, are the file of all"
                    + " images. Of more than two classes, leave out all headers but the first.",
            "The score of an ensemble of detectors of two classes is the sigmoid of the mean of its members' logits. The own"
                    + " scores of a member that is a network are in OUT.member1.csv and so on."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
@Examples({
    "cyborg score --arch resnet50 --weights run/Logs/final_model.safetensors --images images --out scores.csv",
    "cyborg score --onnx detector.onnx --normalisation imagenet --images images --out scores.csv",
    "cyborg score --ensemble resnet50=run/Logs/final_model.safetensors --ensemble other.csv --images images --out scores.csv"
})
final class ScoreCommand implements Callable<Integer> {

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Mixin
    private final ImageSelection selection = new ImageSelection();

    @Mixin
    private final EmaOption ema = new EmaOption();

    @Mixin
    private final KernelOptions kernels = new KernelOptions();

    @Mixin
    private final OnnxOptions onnx = new OnnxOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(
            names = "--ensemble",
            paramLabel = "MEMBER",
            description = "A member of an ensemble: ARCH=WEIGHTS, or a score file; give two or more, and no --arch and"
                    + " --weights. --images is needed for networks.",
            showDefaultValue = Visibility.NEVER)
    private List<String> ensemble = List.of();

    @Option(
            names = "--videos",
            paramLabel = "FILE",
            description =
                    "Of an ensemble: write the scores of videos too, by the mean of their frames' logits; the frames of"
                            + " one folder are one video.")
    private @Nullable Path videos;

    @Option(names = "--logits", description = "Write the raw logits behind the score.")
    private boolean logits;

    @Option(
            names = "--shard",
            defaultValue = "1/1",
            paramLabel = "I/N",
            description =
                    "Score block I of N of the images, such as 3/16, for as many processes. The score files one behind the"
                            + " other are that of all images.")
    private Shard shard = Shard.WHOLE;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Score file.",
            showDefaultValue = Visibility.NEVER)
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        Output.requireFile(out);
        Console console = selection.console();
        if (!onnx.isGiven()) {
            onnx.requireNone();
        }
        if (!ensemble.isEmpty()) {
            requireEnsemble();
            ScoringResult result = new EnsembleScoring(ensemble, selection, out, console)
                    .run(logits ? LogitColumns.WRITTEN : LogitColumns.LEFT_OUT, videos);
            return finish(result, "scored by all members");
        }
        if (videos != null) {
            throw new IllegalArgumentException("--videos is for an ensemble: give --ensemble twice or more");
        }
        if (onnx.isGiven()) {
            return scoreByOnnx(console);
        }
        TrainedNetwork trained =
                selection.loader(network, ema, kernels, console).load();
        ImageSource images = selection.source();
        selection.notes().forEach(console::say);
        List<String> paths = paths(images);
        Files.createDirectories(out.toAbsolutePath().getParent());
        Scorer scorer = Scorer.builder(trained.network(), trained.input(), trained.classes())
                .batch(selection.batch())
                .logits(logits ? LogitColumns.WRITTEN : LogitColumns.LEFT_OUT)
                .build();
        ScoringResult result =
                scorer.score(images, paths, out, source(trained.input().height()), console.scoring());
        return report(result, console);
    }

    private int scoreByOnnx(Console console) throws IOException {
        requireNoNetwork("--onnx has the network");
        try (OnnxDetector detector = onnx.open(network.size())) {
            ImageSource images = selection.source();
            selection.notes().forEach(console::say);
            List<String> paths = paths(images);
            Files.createDirectories(out.toAbsolutePath().getParent());
            ScoringResult result = new OnnxScorer(
                            detector, selection.batch(), logits ? LogitColumns.WRITTEN : LogitColumns.LEFT_OUT)
                    .score(images, paths, out, imagesInWords(), console.scoring());
            return report(result, console);
        }
    }

    private int report(ScoringResult result, Console console) throws IOException {
        console.say(String.format(
                Locale.ROOT,
                "%d images scored%s; %s",
                result.scored(),
                result.kept() > 0 ? ", " + result.kept() + " of them earlier" : "",
                out));
        return finish(result, "scored");
    }

    /**
     * Result for programs.
     *
     * @param file the score file
     * @param scored images with a row in it
     * @param kept the part of them whose rows an earlier scoring wrote
     * @param failures images that could not be used
     */
    private record Scored(String file, int scored, int kept, List<String> failures) {}

    private int finish(ScoringResult result, String what) throws IOException {
        json.print(new Scored(out.toString(), result.scored(), result.kept(), result.failures()));
        return ImageSelection.report(result.failures(), out.resolveSibling(out.getFileName() + ".errors.txt"), what);
    }

    /** The images that are this process's. */
    private List<String> paths(ImageSource images) throws IOException {
        List<String> all = selection.paths(images);
        List<String> block = shard.block(all);
        if (block.isEmpty() && !all.isEmpty()) {
            throw new IllegalArgumentException(
                    "--shard " + shard + ": has no image, as there are " + all.size() + " in all");
        }
        return block;
    }

    private void requireEnsemble() {
        if (shard.count() > 1) {
            throw new IllegalArgumentException(
                    "--shard is for one network: score by each with --logits and --shard, and give"
                            + " the joined score files as --ensemble FILE");
        }
        if (ensemble.size() < 2) {
            throw new IllegalArgumentException("--ensemble needs two members or more, found " + ensemble);
        }
        requireNoNetwork("give every member of an ensemble as --ensemble ARCH=WEIGHTS");
        if (onnx.isGiven()) {
            throw new IllegalArgumentException(
                    "--onnx is for one detector: score by it with --logits first, and give its score file as --ensemble FILE");
        }
    }

    private void requireNoNetwork(String instead) {
        if (network.isGiven() || selection.hasWeights()) {
            throw new IllegalArgumentException("--arch and --weights are for one network: " + instead);
        }
    }

    private String source(int side) throws IOException {
        String hash = ema.noted(EmaOption.hash(selection.weights()));
        return network.architecture() + " at " + side + ", weights " + hash + ", " + imagesInWords()
                + (logits ? ", logits" : "") + kernels.inWords();
    }

    private String imagesInWords() throws IOException {
        return "images " + selection.images().toAbsolutePath()
                + selection.cropsHash().map(crops -> ", crops " + crops).orElse("")
                + (shard.count() == 1 ? "" : ", shard " + shard);
    }
}
