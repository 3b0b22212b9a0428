package org.cyborgml.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.console.ConsoleOption;
import org.cyborgml.app.console.Examples;
import org.cyborgml.app.console.JsonOption;
import org.cyborgml.app.files.Output;
import org.cyborgml.data.LabelledImage;
import org.cyborgml.data.Split;
import org.cyborgml.data.SplitFile;
import org.cyborgml.saliency.batch.ImageTable;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.control.ControlMaps;
import org.cyborgml.saliency.control.MapControl;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code saliency control}: maps to compare the true ones with. */
@Command(
        name = "control",
        description = {
            "Writes maps that stand for the true ones in a control experiment, to be given as --heatmaps.",
            "mean: the mean map for every image. shuffled: each image has another one's map (--within: of the same class, or"
                    + " group). box, ellipse: of the object (--boxes), in place of where people looked on it. moved: its own, moved to a"
                    + " place drawn at random, so that no place is preferred. noise: smooth random values. uniform: one"
                    + " grey, which the loss scales to zeros: with --distance mse, euclidean and l1 that is no neutral"
                    + " map, it draws the CAM to few small bright places; take moved or noise for maps without a"
                    + " preferred place.",
            "Only training images get one, and only those that have a true map."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
@Examples({
    "cyborg saliency control mean maps --csv split.csv --out mean-maps",
    "cyborg saliency control shuffled maps --csv split.csv --within class --out shuffled-maps"
})
final class SaliencyControlCommand implements Callable<Integer> {

    private static final String CLASS = "class";

    @Parameters(index = "0", paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}.")
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

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of shuffled, moved and noise.")
    private long seed;

    @Option(
            names = "--within",
            paramLabel = "class|FILE:COLUMN",
            description =
                    "Of shuffled: each image gets the map of another one of its class, or of its group by a column of a csv"
                            + " with a row for each image (column image or file).")
    private @Nullable String within;

    @Option(
            names = "--boxes",
            paramLabel = "FILE",
            description =
                    "Of box and ellipse: csv with the columns file, width, height (of the image), box_x, box_y, box_w, box_h, in"
                            + " pixels. Without it, an ellipse is inscribed in the image.")
    private @Nullable Path boxes;

    @Mixin
    private final ConsoleOption output = new ConsoleOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
        Output.requireFolder(out);
        Console console = output.console();
        SplitFile split = SplitFile.read(csv);
        split.headerInWords().ifPresent(console::say);
        List<String> training =
                split.images(Split.TRAIN).stream().map(LabelledImage::path).toList();
        ControlMaps controls = ControlMaps.of(kind).withSeed(seed).withProgress(console.batch());
        if (within != null) {
            controls = controls.withGroups(groups(within, split));
        }
        if (boxes != null) {
            controls = controls.withBoxes(ImageTable.read(boxes)::box);
        }
        int written = controls.write(MapFolder.open(maps), training, out);
        console.say(written + " maps for " + training.size() + " training images; " + out);
        json.print(new Controls(out.toString(), written, training.size()));
        return 0;
    }

    /** Result for programs: the folder that was written, its maps, and the training images, of which some have no map. */
    private record Controls(String folder, int maps, int trainingImages) {}

    private static ControlMaps.OfImage<String> groups(String within, SplitFile split) throws IOException {
        if (within.equals(CLASS)) {
            Map<String, String> labels = new HashMap<>();
            split.images(Split.TRAIN).forEach(image -> labels.put(image.path(), image.label()));
            return image -> Objects.requireNonNull(labels.get(image));
        }
        int colon = within.lastIndexOf(':');
        if (colon < 1 || colon == within.length() - 1) {
            throw new IOException("--within " + within + ": must be \"class\", or a file and one of its columns, as"
                    + " images.csv:species");
        }
        ImageTable table = ImageTable.read(Path.of(within.substring(0, colon)));
        String column = within.substring(colon + 1).toLowerCase(Locale.ROOT);
        return image -> table.text(image, column);
    }
}
