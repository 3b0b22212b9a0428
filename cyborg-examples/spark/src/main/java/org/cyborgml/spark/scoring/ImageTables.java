package org.cyborgml.spark.scoring;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.DataException;
import org.cyborgml.data.LabelledImage;
import org.jspecify.annotations.Nullable;

/** Makes the tables of images that the commands score. */
final class ImageTables {

    static final String LABEL = "label";
    static final String SET = "test_set";

    private static final int MOST_SETS = 1000;

    /** Names of sets become names of files. */
    private static final Pattern SET_NAME = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}._-]*");

    private final SparkSession spark;
    private final int imagesPerTask;

    ImageTables(SparkSession spark, int imagesPerTask) {
        if (imagesPerTask < 1) {
            throw new IllegalArgumentException("images per task must be at least 1, found " + imagesPerTask);
        }
        this.spark = spark;
        this.imagesPerTask = imagesPerTask;
    }

    /**
     * A table of images.
     *
     * @param table a row for each image
     * @param root folder of the paths; null if the images are in the table
     */
    record Images(Dataset<Row> table, @Nullable String root) {

        boolean hasLabels() {
            return has(LABEL);
        }

        boolean hasSets() {
            return has(SET);
        }

        private boolean has(String column) {
            return Arrays.asList(table.columns()).contains(column);
        }

        /** The names of the test sets. */
        List<String> sets() throws DataException {
            if (!hasSets()) {
                return List.of(ScoredImages.ALL);
            }
            List<String> sets = table.select(col(SET))
                    .distinct()
                    .limit(MOST_SETS + 1)
                    .as(Encoders.STRING())
                    .collectAsList();
            if (sets.size() > MOST_SETS) {
                throw new DataException("the images are of more than " + MOST_SETS + " test sets");
            }
            for (String set : sets) {
                if (set == null || !SET_NAME.matcher(set).matches()) {
                    throw new DataException(
                            "test set \"" + set
                                    + "\": must begin with a letter or digit, and have letters, digits, \".\", \"_\" and \"-\" only");
                }
            }
            return sets.stream().sorted().toList();
        }

        /** Refuses labels that are not classes of the network. */
        void requireLabels(ClassNames classes) throws DataException {
            List<Row> others = table.filter(col(LABEL)
                            .isNull()
                            .or(not(col(LABEL).isin(classes.names().toArray()))))
                    .select(ScoreSchema.PATH, LABEL)
                    .limit(1)
                    .collectAsList();
            if (!others.isEmpty()) {
                Row row = others.get(0);
                throw new DataException(
                        row.get(0) + ": label " + row.get(1) + " is none of the network's classes, " + classes.names());
            }
        }
    }

    /** Images by their paths. */
    Images paths(List<String> paths, String root) {
        StructType type = new StructType().add(ScoreSchema.PATH, DataTypes.StringType, false);
        List<Row> rows = paths.stream().map(path -> RowFactory.create(path)).toList();
        return new Images(table(rows, type), root);
    }

    /** Images with their labels. */
    Images labelled(List<LabelledImage> images, String root) {
        StructType type = new StructType()
                .add(ScoreSchema.PATH, DataTypes.StringType, false)
                .add(LABEL, DataTypes.StringType, false);
        List<Row> rows = images.stream()
                .map(image -> RowFactory.create(image.path(), image.label()))
                .toList();
        return new Images(table(rows, type), root);
    }

    /** A table that is there. */
    Images parquet(String uri, @Nullable String root) {
        Dataset<Row> table = spark.read().parquet(uri);
        return new Images(root == null ? table : table.drop(ScoreSchema.CONTENT), root);
    }

    /** Rows in their order: each task gets rows that stand one behind the other. */
    private Dataset<Row> table(List<Row> rows, StructType type) {
        int tasks = Math.max(
                1, (int) Math.min(Integer.MAX_VALUE, ((long) rows.size() + imagesPerTask - 1) / imagesPerTask));
        return spark.createDataFrame(
                JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(rows, tasks), type);
    }
}
