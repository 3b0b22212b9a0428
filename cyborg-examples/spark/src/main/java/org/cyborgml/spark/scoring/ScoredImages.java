package org.cyborgml.spark.scoring;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.cyborgml.app.cams.CamTotals;
import org.cyborgml.data.ClassNames;
import org.cyborgml.scoring.LogitColumns;

/**
 * Scores of images, errors of those that cannot be used, and sums of CAMs. The images are scored when the first of them is
 * asked for, once: what comes out lies on the executors' disks until this is closed. What is lost with an executor is computed
 * again, to the same bits.
 */
public final class ScoredImages implements AutoCloseable {

    /** The name of the only test set where no column names any. */
    public static final String ALL = "all";

    private static final int LEVELS = 2;

    private final Dataset<Row> all;
    private final ScoreSchema schema;
    private final ClassNames classes;
    private final LogitColumns logits;
    private final Broadcast<NetworkSource> network;

    ScoredImages(
            Dataset<Row> all,
            ScoreSchema schema,
            ClassNames classes,
            LogitColumns logits,
            Broadcast<NetworkSource> network) {
        this.all = all.persist(StorageLevel.DISK_ONLY());
        this.schema = schema;
        this.classes = classes;
        this.logits = logits;
        this.network = network;
    }

    /**
     * The scores, in the order of the images. The columns are those of the images but {@code content}, then
     *
     * <ul>
     *   <li>of two classes {@code score} (double): the sigmoid of the logit of class 1, in [0,1];
     *   <li>of more {@code predicted} (string), the name of the predicted class, and {@code probabilities} (array of double), one
     *       for each class;
     *   <li>{@code logits} (array of double), if they are asked for.
     * </ul>
     *
     * @return a row for each image that could be used
     */
    public Dataset<Row> scores() {
        List<String> columns = new ArrayList<>(schema.ofScores());
        if (logits == LogitColumns.LEFT_OUT) {
            columns.remove(ScoreSchema.LOGITS);
        }
        return withLogits().select(columns(columns));
    }

    /** The scores with the logits, whether they are asked for or not. */
    Dataset<Row> withLogits() {
        return all.filter(col(ScoreSchema.LOGITS).isNotNull()).select(columns(schema.ofScores()));
    }

    /**
     * The images that could not be used. The columns are those of the images but {@code content}, then {@code error} (string), a
     * message that names the image and the reason.
     *
     * @return a row for each
     */
    public Dataset<Row> errors() {
        List<String> columns = new ArrayList<>(schema.kept());
        columns.add(ScoreSchema.ERROR);
        return all.filter(col(ScoreSchema.ERROR).isNotNull()).select(columns(columns));
    }

    /**
     * Sums of the CAMs of predicted classes, scaled to [0,1], and of their agreement with human maps.
     *
     * @return by test set; {@link #ALL} if no column names the sets; empty if no CAMs were made
     */
    public Map<String, CamTotals> cams() {
        Function2<String, String, String> merge =
                (one, other) -> new SetTotals().plus(one).plus(other).toJson();
        String sums = all.filter(col(ScoreSchema.SUMS).isNotNull())
                .select(ScoreSchema.SUMS)
                .as(Encoders.STRING())
                .toJavaRDD()
                .treeAggregate("{}", merge, merge, LEVELS);
        return Map.copyOf(new SetTotals().plus(sums).bySet());
    }

    /**
     * The classes of the network.
     *
     * @return in the order of probabilities and logits
     */
    public ClassNames classes() {
        return classes;
    }

    private static Column[] columns(List<String> names) {
        return names.stream().map(name -> col("`" + name + "`")).toArray(Column[]::new);
    }

    /** Frees the executors' disks and memory. */
    @Override
    public void close() {
        all.unpersist();
        network.unpersist();
    }
}
