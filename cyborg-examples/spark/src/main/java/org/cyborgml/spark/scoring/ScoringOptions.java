package org.cyborgml.spark.scoring;

import java.io.IOException;
import org.apache.spark.sql.SparkSession;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.console.ConsoleOption;
import org.cyborgml.app.console.OptionGroup;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.Split;
import org.cyborgml.loss.FeatureTap;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.WeightKind;
import org.cyborgml.models.kernel.KernelPrecision;
import org.cyborgml.models.kernel.Kernels;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which images go through which network, shared by the commands that score on Spark. */
@OptionGroup("Images and weights")
final class ScoringOptions {

    @Option(
            names = "--weights",
            required = true,
            paramLabel = "URI",
            description = "Checkpoint: a file, or the folder of one in several files.",
            showDefaultValue = Visibility.NEVER)
    private String weights = "";

    @Option(names = "--ema", description = "Take the moving average (EMA) of the weights.")
    private boolean isAverage;

    @Option(
            names = "--arch",
            paramLabel = "ARCH",
            description = "The network: ${COMPLETION-CANDIDATES}. Default: the one that the weights name.")
    private @Nullable Architecture architecture;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description = "Side of the square that images are resized to. Default: what the weights say, else the"
                    + " architecture's own.")
    private @Nullable Integer size;

    @Option(
            names = "--classes",
            paramLabel = "NAMES",
            description =
                    "The network's classes in the order of its outputs, such as cat,dog,hare. Default: those that the"
                            + " weights name, else Real,Synthetic for two classes.")
    private @Nullable ClassNames classes;

    @Option(
            names = "--tap",
            paramLabel = "TAP",
            defaultValue = "reference",
            description = "Maps of the CAM: ${COMPLETION-CANDIDATES}.")
    private FeatureTap tap = FeatureTap.REFERENCE;

    @Option(
            names = "--precision",
            paramLabel = "PRECISION",
            description = "The network computes in fp32 (the default), tf32, bf16 or double.")
    private @Nullable String precision;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "16",
            description = "Images that go through the network at once.")
    private int batch;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Threads that a network computes with. Default: spark.executor.cores, else the processors of the"
                            + " driver's machine.")
    private @Nullable Integer threads;

    @Option(
            names = "--images",
            paramLabel = "URI",
            description = "Folder of images; with --csv or --table, of those that are named there.")
    private @Nullable String images;

    @Option(
            names = "--csv",
            paramLabel = "URI",
            description = "Split file that says which images. The driver reads it.")
    private @Nullable String csv;

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            defaultValue = "test",
            description = "Which of its splits: ${COMPLETION-CANDIDATES}.")
    private Split split = Split.TEST;

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

    @Mixin
    private final ConsoleOption output = new ConsoleOption();

    Console console() {
        return output.console();
    }

    String out() {
        return out;
    }

    /** The table of the images. */
    ImageTables.Images images(SparkSession spark) throws IOException {
        ImageTables tables = new ImageTables(spark, imagesPerTask);
        if (table != null) {
            if (csv != null) {
                throw new IllegalArgumentException("--csv and --table both say which images: give one of them");
            }
            return tables.parquet(table, images);
        }
        if (images == null) {
            throw new IllegalArgumentException("no images are given: give --images=URI, or --table=URI");
        }
        return csv == null ? tables.folder(images) : tables.csv(csv, split, images);
    }

    /** A scorer of the images. */
    SparkScorer.Builder scorer(SparkSession spark, ImageTables.Images table) {
        SparkScorer.Builder builder = SparkScorer.builder(spark, weights)
                .architecture(architecture)
                .side(size)
                .classes(classes)
                .tap(tap)
                .precision(precision == null ? Kernels.precision() : KernelPrecision.named(precision))
                .weights(isAverage ? WeightKind.AVERAGED : WeightKind.TRAINED)
                .batch(batch)
                .images(table.root())
                .testSet(table.hasSets() ? ImageTables.SET : null);
        return threads == null ? builder : builder.threads(threads);
    }
}
