package org.cyborgml.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.files.Output;
import org.cyborgml.data.LabelledImage;
import org.cyborgml.data.Split;
import org.cyborgml.data.SplitFile;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.control.ControlMaps;
import org.cyborgml.saliency.control.MapControl;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code saliency control}: maps to compare the true ones with. */
@Command(
        name = "control",
        description = {
            "Writes maps that stand for the true ones in a control experiment, to be given as --heatmaps.",
            "mean: the mean map for every image. shuffled: each image has another one's map. moved: its own, moved to a"
                    + " place drawn at random, so that no place is preferred. noise: smooth random values. uniform: one"
                    + " grey, which the loss scales to zeros: with --distance mse, euclidean and l1 that is no neutral"
                    + " map, it draws the CAM to few small bright places; take moved or noise for maps without a"
                    + " preferred place.",
            "Only training images get one, and only those that have a true map."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class SaliencyControlCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}, in small letters too.")
    private MapControl kind = MapControl.MEAN;

    @Parameters(
            index = "1",
            paramLabel = "MAPS",
            description = "Folder of the true maps.",
            showDefaultValue = Visibility.NEVER)
    private Path maps = Path.of("");

    @Option(
            names = "--csv",
            required = true,
            paramLabel = "SPLIT",
            description = "Split file of the experiment.",
            showDefaultValue = Visibility.NEVER)
    private Path csv = Path.of("");

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "A new or empty folder.",
            showDefaultValue = Visibility.NEVER)
    private Path out = Path.of("");

    @Option(names = "--seed", defaultValue = "1", description = "Of shuffled, moved and noise.")
    private long seed;

    @Option(names = "--quiet", description = "Say nothing but errors.")
    private boolean quiet;

    @Override
    public Integer call() throws IOException {
        Output.requireFolder(out);
        Console console = new Console(quiet);
        SplitFile split = SplitFile.read(csv);
        split.headerInWords().ifPresent(console::say);
        List<String> training =
                split.images(Split.TRAIN).stream().map(LabelledImage::path).toList();
        int written = ControlMaps.of(kind)
                .withSeed(seed)
                .withProgress(console.batch())
                .write(MapFolder.open(maps), training, out);
        console.say(written + " maps for " + training.size() + " training images; " + out);
        return 0;
    }
}
