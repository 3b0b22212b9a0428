package org.cyborgml.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.console.ConsoleOption;
import org.cyborgml.app.console.Examples;
import org.cyborgml.app.console.JsonOption;
import org.cyborgml.app.files.Output;
import org.cyborgml.app.report.Fact;
import org.cyborgml.app.saliency.MapsPage;
import org.cyborgml.saliency.batch.BatchFailure;
import org.cyborgml.saliency.batch.BatchInput;
import org.cyborgml.saliency.batch.BatchResult;
import org.cyborgml.saliency.batch.ImageTable;
import org.cyborgml.saliency.batch.MapBatch;
import org.cyborgml.saliency.face.CropTable;
import org.cyborgml.saliency.file.WholeFile;
import org.cyborgml.saliency.map.Combination;
import org.cyborgml.saliency.map.FixationMethod;
import org.cyborgml.saliency.map.Granularity;
import org.cyborgml.saliency.map.Judgements;
import org.cyborgml.saliency.map.SaliencyMapBuilder;
import org.cyborgml.saliency.map.Sigma;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code saliency build}: maps of annotations. */
@Command(
        name = "build",
        description = {
            "Turns annotations into saliency maps: maps/ for --heatmaps, and summary.html.",
            "ANNOTATIONS is a file of LabelMe, COCO, CVAT (XML for images), VGG Image Annotator (JSON or CSV), Label Studio"
                    + " (JSON), a table of an eye tracker's fixations, or of our own form; a folder of such files; or a"
                    + " folder with a folder of mask images per annotator. The content tells which; cyborg saliency formats"
                    + " describes each. What is wrong with an image is listed in problems.txt, and the others get their"
                    + " maps."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
@Examples({
    "cyborg saliency build annotations.json --out built",
    "cyborg saliency build fixations.csv --images images --fixations density --sigma 20 --out built"
})
final class SaliencyBuildCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "ANNOTATIONS",
            description = "The file or folder.",
            showDefaultValue = Visibility.NEVER)
    private Path annotations = Path.of("");

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where maps and summary go.",
            showDefaultValue = Visibility.NEVER)
    private Path out = Path.of("");

    @Option(
            names = "--sigma",
            defaultValue = "5",
            paramLabel = "PIXELS",
            description = "Of the Gaussian blur, in pixels of the annotated image; 0 for none.")
    private double sigma;

    @Option(
            names = "--judgements",
            paramLabel = "JUDGEMENTS",
            description = "Annotators whose marks count: ${COMPLETION-CANDIDATES}. If not given: correct_only, or all"
                    + " where the annotations hold no decision with a truth.")
    private @Nullable Judgements judgements;

    @Option(
            names = "--combination",
            paramLabel = "RULE",
            defaultValue = "sum",
            description = "${COMPLETION-CANDIDATES}.")
    private Combination combination = Combination.SUM;

    @Option(
            names = "--granularity",
            paramLabel = "GRANULARITY",
            defaultValue = "all_annotators",
            description = "${COMPLETION-CANDIDATES}.")
    private Granularity granularity = Granularity.ALL_ANNOTATORS;

    @Option(
            names = "--min-annotators",
            defaultValue = "1",
            paramLabel = "N",
            description = "Annotators that an image must have.")
    private int minimumAnnotators;

    @Option(
            names = "--max-annotators",
            paramLabel = "N",
            description = "Annotators of an image that count at most, drawn by --seed where it has more. Default: all.")
    private @Nullable Integer maximumAnnotators;

    @Option(
            names = "--sigmas",
            paramLabel = "FILE",
            description =
                    "Sigma of each image, in place of --sigma: csv with the columns image (or file) and sigma, or sigma_x and"
                            + " sigma_y.")
    private @Nullable Path sigmas;

    @Option(
            names = "--sigma-factor",
            defaultValue = "1",
            paramLabel = "F",
            description = "Multiplies --sigma and --sigmas.")
    private double sigmaFactor;

    @Option(
            names = "--fixations",
            paramLabel = "METHOD",
            defaultValue = "discs",
            description =
                    "Fixations become ${COMPLETION-CANDIDATES}. discs: as marks, each annotator's weighing at most 1, min-max"
                            + " scaled. density: the sum of duration times Gaussian, divided by its maximum.")
    private FixationMethod fixations = FixationMethod.DISCS;

    @Option(
            names = "--side",
            paramLabel = "PIXELS",
            description = "Longer side of the maps. Default: as the annotated image.")
    private @Nullable Integer side;

    @Option(
            names = "--level",
            paramLabel = "N",
            description =
                    "A pixel of a mask in a folder is marked if its luminance is above N, 0 to 254. Default: if it is"
                            + " not background (black or transparent), and in JPEG and WebP above 127.")
    private @Nullable Integer level;

    @Option(
            names = "--crops",
            paramLabel = "FILE",
            description =
                    "crops.csv of faces crop: the annotations are of the photographs, and each map is cropped as its"
                            + " photograph was.")
    private @Nullable Path crops;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Draws the annotator of single_annotator.")
    private long seed;

    @Mixin
    private AnnotationOptions reading = new AnnotationOptions();

    @Mixin
    private final ConsoleOption output = new ConsoleOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
        Output.requireFolder(out);
        Console console = output.console();
        BatchInput input = BatchInput.read(
                annotations, reading.reader(), level == null ? OptionalInt.empty() : OptionalInt.of(level));
        Judgements used = judgements(input, console);
        SaliencyMapBuilder builder = SaliencyMapBuilder.paper()
                .withSigmas(sigmas())
                .withFixations(fixations)
                .withJudgements(used)
                .withCombination(combination)
                .withGranularity(granularity)
                .withMinimumAnnotators(minimumAnnotators)
                .withSeed(seed);
        if (maximumAnnotators != null) {
            builder = builder.withMaximumAnnotators(maximumAnnotators);
        }
        if (side != null) {
            builder = builder.withSide(side);
        }
        MapBatch batch = MapBatch.with(builder).withProgress(console.batch());
        if (crops != null) {
            batch = batch.withCrops(CropTable.read(crops));
        }
        BatchResult result = batch.build(input, out.resolve("maps"));
        Path problems = out.resolve("problems.txt");
        Files.deleteIfExists(problems);
        if (!result.failures().isEmpty()) {
            String lines =
                    result.failures().stream().map(failure -> failure + "\n").collect(Collectors.joining());
            WholeFile.write(problems, lines.getBytes(StandardCharsets.UTF_8));
        }
        WholeFile.write(
                out.resolve("summary.html"),
                MapsPage.html(result, settings(used)).getBytes(StandardCharsets.UTF_8));
        List<String> constant = result.constant();
        console.say(result.maps().size() + " maps, " + constant.size() + " of them constant"
                + (constant.isEmpty() ? "" : ", the first of " + constant.get(0)) + "; " + out.resolve("summary.html"));
        json.print(new Built(
                out.toString(),
                result.maps().size(),
                constant,
                result.failures().stream().map(BatchFailure::toString).toList()));
        if (!constant.isEmpty() && constant.size() == result.maps().size()) {
            throw new IOException("all " + constant.size() + " maps are blank, the first of " + constant.get(0)
                    + ": in no image is one place marked more than another; of masks, see --level");
        }
        if (!result.failures().isEmpty()) {
            throw new IOException(result.failures().size() + " problems, the first: "
                    + result.failures().get(0) + "; all in " + problems);
        }
        return 0;
    }

    /**
     * Result for programs.
     *
     * @param folder that was written
     * @param maps how many
     * @param constant images whose map is constant
     * @param failures images without a map, and why
     */
    private record Built(String folder, int maps, List<String> constant, List<String> failures) {}

    private Function<String, Sigma> sigmas() throws IOException {
        if (sigmas == null) {
            Sigma ofAll = Sigma.of(sigma).times(sigmaFactor);
            return image -> ofAll;
        }
        ImageTable table = ImageTable.read(sigmas);
        return image -> {
            try {
                return table.sigma(image).times(sigmaFactor);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /** The asked for judgements; else all if nothing is known of any, since none would be left. */
    private Judgements judgements(BatchInput input, Console console) {
        if (judgements != null) {
            return judgements;
        }
        if (input.isJudged() || input.records().isEmpty()) {
            return Judgements.CORRECT_ONLY;
        }
        console.say("The annotations hold no decision with a truth, so all annotators count, right or wrong.");
        return Judgements.ALL;
    }

    private List<Fact> settings(Judgements used) {
        return List.of(
                new Fact("Annotations", annotations.toString()),
                new Fact("Judgements", used.toString()),
                new Fact("Combination", combination.toString()),
                new Fact("Granularity", granularity.toString()),
                new Fact(
                        "Blur",
                        (sigmas == null ? "sigma " + sigma : "sigmas of " + sigmas)
                                + " pixels of the annotated image, times " + sigmaFactor),
                new Fact("Fixations", fixations.toString()),
                new Fact("Most annotators", maximumAnnotators == null ? "all" : maximumAnnotators.toString()),
                new Fact("Level of masks", level == null ? "what is not background" : "above " + level),
                new Fact("Least annotators", Integer.toString(minimumAnnotators)),
                new Fact("Seed", Long.toString(seed)));
    }
}
