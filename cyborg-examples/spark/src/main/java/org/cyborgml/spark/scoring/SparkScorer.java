package org.cyborgml.spark.scoring;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.cyborgml.app.cams.ClassChoice;
import org.cyborgml.data.ClassNames;
import org.cyborgml.loss.FeatureTap;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.AttentionKind;
import org.cyborgml.models.EfficientNetPadding;
import org.cyborgml.models.WeightKind;
import org.cyborgml.models.kernel.KernelPrecision;
import org.cyborgml.models.kernel.Kernels;
import org.cyborgml.models.kernel.NativeRuntime;
import org.cyborgml.scoring.CamUse;
import org.cyborgml.scoring.LogitColumns;
import org.cyborgml.spark.storage.Storage;
import org.jspecify.annotations.Nullable;

/**
 * Scores the images of a Spark table by a trained network with a CYBORG head: {@link org.cyborgml.scoring.Scorer} for any number
 * of images.
 *
 * <p>The table has a row for each image with its {@code path} (string). Either {@code content} (binary) holds the image file, as
 * Spark's source {@code binaryFile} gives it, or the paths are below a folder that is set by {@link Builder#images}. Other
 * columns stay beside the scores.
 *
 * <p>The checkpoint is sent to each executor once. An executor makes one network, which its tasks share: their batches take turns
 * in it, while other images are decoded.
 */
public final class SparkScorer {

    private static final int BATCH = 16;

    private final SparkSession spark;
    private final Broadcast<NetworkSource> network;
    private final ClassNames classes;
    private final LogitColumns logits;
    private final CamUse cams;
    private final ImagePlaces places;
    private final String shownClass;
    private final @Nullable String label;
    private final @Nullable String testSet;
    private final int threads;

    private SparkScorer(Builder builder) throws IOException {
        NativeRuntime.prepare();
        NetworkSource source = builder.source();
        // Whatever is wrong with the checkpoint or the settings is told before any task begins.
        this.classes = source.load().classes();
        this.spark = builder.spark;
        this.network = context(spark).broadcast(source);
        this.logits = builder.logits;
        this.cams = builder.cams;
        this.places = new ImagePlaces(builder.images, builder.crops, builder.humanMaps);
        this.shownClass = ClassChoice.named(builder.shownClass, classes).toString();
        this.label = builder.label;
        this.testSet = builder.testSet;
        this.threads = builder.threads == null ? cores(spark) : builder.threads;
    }

    private static JavaSparkContext context(SparkSession spark) {
        return JavaSparkContext.fromSparkContext(spark.sparkContext());
    }

    private static int cores(SparkSession spark) {
        return Integer.parseInt(spark.sparkContext()
                .getConf()
                .get(
                        "spark.executor.cores",
                        Integer.toString(Runtime.getRuntime().availableProcessors())));
    }

    /**
     * A builder.
     *
     * @param spark the session
     * @param checkpoint path or URI of a checkpoint: a file of at most 2 GiB, or the folder of one in several such files
     * @return a new builder
     */
    public static Builder builder(SparkSession spark, String checkpoint) {
        return new Builder(spark, checkpoint);
    }

    /** Builds a {@link SparkScorer}. */
    public static final class Builder {

        private final SparkSession spark;
        private final String checkpoint;
        private @Nullable Architecture architecture;
        private @Nullable Integer side;
        private @Nullable AttentionKind attention;
        private @Nullable EfficientNetPadding padding;
        private @Nullable ClassNames classes;
        private FeatureTap tap = FeatureTap.REFERENCE;
        private KernelPrecision precision = Kernels.precision();
        private WeightKind weights = WeightKind.TRAINED;
        private int batch = BATCH;
        private LogitColumns logits = LogitColumns.LEFT_OUT;
        private CamUse cams = CamUse.LEFT_OUT;
        private @Nullable String images;
        private @Nullable String crops;
        private @Nullable String humanMaps;
        private String shownClass = ClassChoice.PREDICTED;
        private @Nullable String label;
        private @Nullable String testSet;
        private @Nullable Integer threads;

        private Builder(SparkSession spark, String checkpoint) {
            this.spark = spark;
            this.checkpoint = checkpoint;
        }

        /**
         * The architecture.
         *
         * @param value null for the one that the checkpoint notes
         * @return this
         */
        public Builder architecture(@Nullable Architecture value) {
            this.architecture = value;
            return this;
        }

        /**
         * Side of the square that images are resized to.
         *
         * @param pixels at least 1; null for the noted one, else the architecture's own
         * @return this
         */
        public Builder side(@Nullable Integer pixels) {
            this.side = pixels;
            return this;
        }

        /**
         * How a Self-Attention network makes its map.
         *
         * @param value null for the noted kind
         * @return this
         */
        public Builder attention(@Nullable AttentionKind value) {
            this.attention = value;
            return this;
        }

        /**
         * The paddings of an EfficientNet.
         *
         * @param value null for the noted ones, else those of 0.6.1
         * @return this
         */
        public Builder padding(@Nullable EfficientNetPadding value) {
            this.padding = value;
            return this;
        }

        /**
         * The classes in the order of the network's outputs.
         *
         * @param value null for the noted ones, else {@code Real,Synthetic} for two classes
         * @return this
         */
        public Builder classes(@Nullable ClassNames value) {
            this.classes = value;
            return this;
        }

        /**
         * The feature maps that CAMs are made of; {@link FeatureTap#REFERENCE} if not set.
         *
         * @param value the tap
         * @return this
         */
        public Builder tap(FeatureTap value) {
            this.tap = value;
            return this;
        }

        /**
         * Precision of the computation; {@link Kernels#precision} if not set.
         *
         * @param value the precision, for which every executor must have kernels
         * @return this
         */
        public Builder precision(KernelPrecision value) {
            this.precision = value;
            return this;
        }

        /**
         * Which of the checkpoint's weights; {@link WeightKind#TRAINED} if not set.
         *
         * @param value the trained ones or their moving average
         * @return this
         */
        public Builder weights(WeightKind value) {
            this.weights = value;
            return this;
        }

        /**
         * Number of images that go through the network at once; 16 if not set.
         *
         * @param count at least 1
         * @return this
         */
        public Builder batch(int count) {
            this.batch = positive("batch", count);
            return this;
        }

        /**
         * Threads that a pass through the network computes with; if not set, the cores of an executor. Another number can change
         * the last bits of scores.
         *
         * @param count at least 1
         * @return this
         */
        public Builder threads(int count) {
            this.threads = positive("threads", count);
            return this;
        }

        private static int positive(String name, int count) {
            if (count < 1) {
                throw new IllegalArgumentException(name + " must be at least 1, found " + count);
            }
            return count;
        }

        /**
         * The logits in the table of scores; left out if not set.
         *
         * @param columns written or left out
         * @return this
         */
        public Builder logits(LogitColumns columns) {
            this.logits = columns;
            return this;
        }

        /**
         * The sums of CAMs; left out if not set.
         *
         * @param use made or left out
         * @return this
         */
        public Builder cams(CamUse use) {
            this.cams = use;
            return this;
        }

        /**
         * The folder of the images, for tables without {@code content}.
         *
         * @param uri of a folder in any storage that Hadoop knows; null if the images are in the table
         * @return this
         */
        public Builder images(@Nullable String uri) {
            this.images = uri;
            return this;
        }

        /**
         * The crops of the images, which are photographs then: the paths of the table are those of crops, or of photographs
         * with one crop. Each executor holds the table of all crops. Human maps are cropped likewise.
         *
         * @param uri of a table of crops ({@link org.cyborgml.saliency.face.CropTable}); null if the images are not cropped
         * @return this
         */
        public Builder crops(@Nullable String uri) {
            this.crops = uri;
            return this;
        }

        /**
         * The class whose CAM is summed up; the predicted one if not set.
         *
         * @param name {@code predicted}, {@code true} for that of the image's {@link #label}, or a class: its name or its number
         *     from 0
         * @return this
         */
        public Builder shownClass(String name) {
            this.shownClass = name;
            return this;
        }

        /**
         * The column with the name of an image's class, of which CAMs may be. A name that is no class of the network ends the
         * job.
         *
         * @param column of type string; null if it is not needed
         * @return this
         */
        public Builder label(@Nullable String column) {
            this.label = column;
            return this;
        }

        /**
         * Human maps that CAMs are compared with. An image finds its map by its name, as {@link
         * org.cyborgml.saliency.batch.MapFolder} says; one whose map cannot be used is among the errors.
         *
         * @param uri of a folder in any storage that Hadoop knows; null for none
         * @return this
         */
        public Builder humanMaps(@Nullable String uri) {
            this.humanMaps = uri;
            return this;
        }

        /**
         * The column with the name of an image's test set, by which CAMs are summed up.
         *
         * @param column of type string; null if all images are one set
         * @return this
         */
        public Builder testSet(@Nullable String column) {
            this.testSet = column;
            return this;
        }

        private Configuration configuration() {
            return spark.sparkContext().hadoopConfiguration();
        }

        private NetworkSource source() throws IOException {
            NetworkSource.Settings settings = new NetworkSource.Settings(
                    architecture,
                    side,
                    attention,
                    padding,
                    classes == null ? null : classes.names(),
                    tap,
                    precision,
                    weights);
            return NetworkSource.read(Storage.folder(checkpoint, configuration()), settings, batch);
        }

        /**
         * Builds. The driver reads the checkpoint and makes the network once, to check it.
         *
         * @return the scorer
         * @throws IOException if the checkpoint cannot be read, or does not note the architecture
         * @throws IllegalArgumentException if its tensors do not fit the network
         */
        public SparkScorer build() throws IOException {
            return new SparkScorer(this);
        }
    }

    /**
     * The classes of the network.
     *
     * @return in the order of its outputs
     */
    public ClassNames classes() {
        return classes;
    }

    /**
     * Scores the images of a table, when the result is used.
     *
     * @param table a row for each image, as described above
     * @return scores, errors and sums of CAMs; to be closed
     * @throws IllegalArgumentException if the table has not the columns, or crops are set and it holds the images
     */
    public ScoredImages score(Dataset<Row> table) {
        ScoreSchema schema = new ScoreSchema(table.schema(), classes.size() == 2);
        if (testSet != null) {
            schema.requireText(testSet);
        }
        if (label != null) {
            schema.requireText(label);
        } else if (shownClass.equals(ClassChoice.TRUE)) {
            throw new IllegalArgumentException("CAMs of the true class need labels: set their column");
        }
        if (places.crops() != null && (places.root() == null || schema.content().isPresent())) {
            throw new IllegalArgumentException(
                    "crops are of photographs in a folder, not of those in a table: set the folder, and leave out the"
                            + " column content");
        }
        if (schema.content().isEmpty() && places.root() == null) {
            throw new IllegalArgumentException(
                    "the table of images has no column content: set the folder of its paths");
        }
        ScoringTask task = new ScoringTask(
                network,
                new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()),
                schema,
                schema.content().isEmpty() ? places : new ImagePlaces(null, null, places.humanMaps()),
                cams,
                shownClass,
                label,
                testSet,
                threads);
        Dataset<Row> scored = table.mapPartitions(task, Encoders.row(schema.type()));
        return new ScoredImages(scored, schema, classes, logits, network);
    }
}
