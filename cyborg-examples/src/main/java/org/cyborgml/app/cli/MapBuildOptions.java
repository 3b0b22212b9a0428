package org.cyborgml.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.cyborgml.app.report.Fact;
import org.cyborgml.saliency.batch.BatchInput;
import org.cyborgml.saliency.batch.ImageTable;
import org.cyborgml.saliency.batch.MapBatch;
import org.cyborgml.saliency.face.CropTable;
import org.cyborgml.saliency.map.Combination;
import org.cyborgml.saliency.map.FixationMethod;
import org.cyborgml.saliency.map.Granularity;
import org.cyborgml.saliency.map.Judgements;
import org.cyborgml.saliency.map.SaliencyMapBuilder;
import org.cyborgml.saliency.map.Sigma;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that say how annotations become maps, shared by the commands that build them. */
public final class MapBuildOptions {

    @Parameters(
            index = "0",
            paramLabel = "ANNOTATIONS",
            description = "The file or folder.",
            showDefaultValue = Visibility.NEVER)
    private Path annotations = Path.of("");

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

    /** The options, to be filled by picocli. */
    public MapBuildOptions() {}

    /** The file or folder of the annotations. */
    public Path annotations() {
        return annotations;
    }

    /**
     * Reads the annotations.
     *
     * @throws IOException if they cannot be read as a whole
     */
    public BatchInput input() throws IOException {
        return BatchInput.read(
                annotations, reading.reader(), level == null ? OptionalInt.empty() : OptionalInt.of(level));
    }

    /**
     * The batch that makes maps.
     *
     * @param counted annotators whose marks count
     * @throws IOException if a file of an option cannot be read
     */
    public MapBatch batch(Judgements counted) throws IOException {
        SaliencyMapBuilder builder = SaliencyMapBuilder.paper()
                .withSigmas(sigmas())
                .withFixations(fixations)
                .withJudgements(counted)
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
        MapBatch batch = MapBatch.with(builder);
        return crops == null ? batch : batch.withCrops(CropTable.read(crops));
    }

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

    /** Notes on what was chosen because of the annotations. */
    public List<String> notes(BatchInput input) {
        return judgements == null && judgements(input) == Judgements.ALL
                ? List.of("The annotations hold no decision with a truth, so all annotators count, right or wrong.")
                : List.of();
    }

    /**
     * Annotators whose marks count: those that are asked for; else all if nothing is known of any, since none would be left.
     *
     * @param input all annotations
     */
    public Judgements judgements(BatchInput input) {
        if (judgements != null) {
            return judgements;
        }
        return input.isJudged() || input.records().isEmpty() ? Judgements.CORRECT_ONLY : Judgements.ALL;
    }

    /**
     * Counts maps, in words.
     *
     * @param maps how many were written
     * @param constant the images whose map is constant
     * @return for the console
     */
    public static String inWords(int maps, List<String> constant) {
        return maps + " maps, " + constant.size() + " of them constant"
                + (constant.isEmpty() ? "" : ", the first of " + constant.get(0));
    }

    /**
     * Refuses maps of which none guides a training.
     *
     * @param maps how many were written
     * @param constant the images whose map is constant
     * @throws IOException if all maps are blank
     */
    public static void requireMarks(int maps, List<String> constant) throws IOException {
        if (!constant.isEmpty() && constant.size() == maps) {
            throw new IOException("all " + constant.size() + " maps are blank, the first of " + constant.get(0)
                    + ": in no image is one place marked more than another; of masks, see --level");
        }
    }

    /**
     * The settings, for a page.
     *
     * @param input the annotations
     */
    public List<Fact> settings(BatchInput input) {
        return List.of(
                new Fact("Annotations", annotations.toString()),
                new Fact("Judgements", judgements(input).toString()),
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
