package org.cyborgml.spark.scoring;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.cyborgml.app.cams.ClassChoice;
import org.cyborgml.app.cli.CamOptions;
import org.cyborgml.app.cli.EmaOption;
import org.cyborgml.app.cli.ImageSelection;
import org.cyborgml.app.cli.NetworkOptions;
import org.cyborgml.app.cli.PrecisionOption;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.console.OptionGroup;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the commands that score on Spark: those of {@code cyborg score} and {@code cyborg cam}, and Spark's own. */
@OptionGroup("Spark")
final class ScoringOptions {

    /** The sentences in the commands' help that explain the shared options. */
    static final String MEANINGS =
            "Options mean what they mean to cyborg score and cyborg cam, and their files and folders may be URIs. The network is"
                    + " the one that the weights name if --arch is not given.";

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Mixin
    private final ImageSelection selection = new ImageSelection();

    @Mixin
    private final EmaOption ema = new EmaOption();

    @Mixin
    private final PrecisionOption precision = new PrecisionOption();

    @Mixin
    private final CamOptions cams = new CamOptions();

    @Mixin
    private final OptionsOfOneMachine others = new OptionsOfOneMachine();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Threads that a network computes with. Default: spark.executor.cores, else the processors of the"
                            + " driver's machine.")
    private @Nullable Integer threads;

    @Option(
            names = "--table",
            paramLabel = "URI",
            description =
                    "Parquet with a row for each image: the column path; content with the file's bytes unless --images is"
                            + " given; label with the name of its class, and test_set, if they are known.")
    private @Nullable String table;

    @Option(
            names = "--images-per-task",
            paramLabel = "N",
            defaultValue = "1024",
            description = "Images of a task, unless they are a --table.")
    private int imagesPerTask;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "URI",
            description = "Folder of the results.",
            showDefaultValue = Visibility.NEVER)
    private String out = "";

    /** Refuses options that are not done here, and a command line without weights, before anything is begun. */
    void requireComplete() {
        others.requireNone();
        selection.weights();
    }

    Console console() {
        return selection.console();
    }

    String out() {
        return out;
    }

    CamOptions cams() {
        return cams;
    }

    /** The table of the images. */
    ImageTables.Images images(SparkSession spark) throws IOException {
        ImageTables tables = new ImageTables(spark, imagesPerTask);
        ImageTables.Images images = table == null ? listed(tables) : tables.parquet(table, root());
        if (cams.needsLabels() && !images.hasLabels()) {
            throw new IllegalArgumentException(
                    "--select true needs labels: give --csv, or a --table with the column " + ImageTables.LABEL);
        }
        return images;
    }

    private ImageTables.Images listed(ImageTables tables) throws IOException {
        if (!selection.hasImages()) {
            throw new IllegalArgumentException("no images are given: give --images=URI, or --table=URI");
        }
        String root = selection.images().toString();
        selection.notes().forEach(console()::say);
        return selection.hasLabels()
                ? tables.labelled(selection.rows(), root)
                : tables.paths(selection.source().list(), root);
    }

    /** The folder of a table's images. */
    private @Nullable String root() {
        if (selection.hasLabels()) {
            throw new IllegalArgumentException("--csv and --table both say which images: give one of them");
        }
        if (selection.hasImages()) {
            return selection.images().toString();
        }
        if (selection.crops().isPresent()) {
            throw new IllegalArgumentException(
                    "--crops is of photographs in a folder, not of those in a table: give --images");
        }
        return null;
    }

    /** A scorer of the images. */
    SparkScorer.Builder scorer(SparkSession spark, ImageTables.Images images) {
        SparkScorer.Builder builder = SparkScorer.builder(
                        spark, selection.weights().toString())
                .architecture(network.given().orElse(null))
                .side(network.size().orElse(null))
                .attention(network.attention().orElse(null))
                .padding(network.padding().orElse(null))
                .classes(selection.classes().orElse(null))
                .tap(cams.tap())
                .precision(precision.precision())
                .weights(ema.weights())
                .batch(selection.batch())
                .images(images.root())
                .crops(selection.crops().map(Path::toString).orElse(null))
                .humanMaps(cams.heatmaps().map(Path::toString).orElse(null))
                .shownClass(cams.select())
                .label(cams.needsLabels() ? ImageTables.LABEL : null)
                .testSet(images.hasSets() ? ImageTables.SET : null);
        return threads == null ? builder : builder.threads(threads);
    }

    /** Refuses options of CAMs where none are made. */
    void requireNoCams() {
        if (cams.heatmaps().isPresent()) {
            throw new IllegalArgumentException("--heatmaps is compared with CAMs: give --cams too");
        }
        if (!cams.select().equals(ClassChoice.PREDICTED)) {
            throw new IllegalArgumentException("--select is of CAMs: give --cams too");
        }
    }
}
