package org.cyborgml.spark.scoring;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.cyborgml.scoring.ImageScore;
import org.jspecify.annotations.Nullable;

/**
 * Columns of the table that tasks make of a table of images. It holds three kinds of rows: scores, errors, and sums of CAMs of a
 * part of the images.
 *
 * @param input columns of the table of images
 * @param isBinary true if the network tells two classes apart
 */
record ScoreSchema(StructType input, boolean isBinary) implements Serializable {

    static final String PATH = "path";
    static final String CONTENT = "content";
    static final String SCORE = "score";
    static final String PREDICTED = "predicted";
    static final String PROBABILITIES = "probabilities";
    static final String LOGITS = "logits";
    static final String ERROR = "error";
    static final String SUMS = "cam_sums";

    private static final DataType NUMBERS = DataTypes.createArrayType(DataTypes.DoubleType, false);

    /**
     * Checks the table of images.
     *
     * @throws IllegalArgumentException if it has no paths, or columns of the table of scores
     */
    ScoreSchema {
        require(input, PATH, DataTypes.StringType);
        if (has(input, CONTENT)) {
            require(input, CONTENT, DataTypes.BinaryType);
        }
        for (String made : List.of(SCORE, PREDICTED, PROBABILITIES, LOGITS, ERROR, SUMS)) {
            if (has(input, made)) {
                throw new IllegalArgumentException(
                        "the table of images has a column " + made + ", which is made by the scoring: rename it");
            }
        }
    }

    private static boolean has(StructType type, String column) {
        return Arrays.asList(type.fieldNames()).contains(column);
    }

    private static void require(StructType input, String column, DataType type) {
        if (!has(input, column)) {
            throw new IllegalArgumentException("the table of images has no column " + column + ", its columns are "
                    + Arrays.toString(input.fieldNames()));
        }
        DataType found = input.apply(column).dataType();
        if (!found.equals(type)) {
            throw new IllegalArgumentException(
                    "column " + column + " is of type " + found.simpleString() + ": must be " + type.simpleString());
        }
    }

    /** Refuses a column that is not there or holds no text. */
    void requireText(String column) {
        require(input, column, DataTypes.StringType);
    }

    int index(String column) {
        return input.fieldIndex(column);
    }

    OptionalInt content() {
        return has(input, CONTENT) ? OptionalInt.of(index(CONTENT)) : OptionalInt.empty();
    }

    /** Columns of the table of images that stand in the table of scores too: all but the images themselves. */
    List<String> kept() {
        return Arrays.stream(input.fieldNames())
                .filter(name -> !name.equals(CONTENT))
                .toList();
    }

    /** Columns of scores. */
    List<String> ofScores() {
        List<String> columns = new ArrayList<>(kept());
        columns.addAll(isBinary ? List.of(SCORE) : List.of(PREDICTED, PROBABILITIES));
        columns.add(LOGITS);
        return columns;
    }

    StructType type() {
        StructType type = new StructType();
        for (StructField field : input.fields()) {
            if (!field.name().equals(CONTENT)) {
                type = type.add(field.name(), field.dataType(), true);
            }
        }
        type = isBinary
                ? type.add(SCORE, DataTypes.DoubleType)
                : type.add(PREDICTED, DataTypes.StringType).add(PROBABILITIES, NUMBERS);
        return type.add(LOGITS, NUMBERS).add(ERROR, DataTypes.StringType).add(SUMS, DataTypes.StringType);
    }

    Row scored(Row image, ImageScore score) {
        List<@Nullable Object> cells = kept(image);
        if (isBinary) {
            cells.add(score.score());
        } else {
            cells.add(score.predictedName());
            Double[] probabilities = new Double[score.classes().size()];
            Arrays.setAll(probabilities, score::probability);
            cells.add(probabilities);
        }
        cells.add(score.logits().stream().boxed().toArray(Double[]::new));
        return row(cells, null, null);
    }

    Row failed(Row image, String error) {
        List<@Nullable Object> cells = kept(image);
        addNulls(cells);
        return row(cells, error, null);
    }

    Row sums(String sums) {
        List<@Nullable Object> cells = new ArrayList<>();
        kept().forEach(column -> cells.add(null));
        addNulls(cells);
        return row(cells, null, sums);
    }

    private void addNulls(List<@Nullable Object> cells) {
        cells.add(null);
        cells.add(null);
        if (!isBinary) {
            cells.add(null);
        }
    }

    private List<@Nullable Object> kept(Row image) {
        List<@Nullable Object> cells = new ArrayList<>();
        int content = content().orElse(-1);
        for (int i = 0; i < image.size(); i++) {
            if (i != content) {
                cells.add(image.get(i));
            }
        }
        return cells;
    }

    private static Row row(List<@Nullable Object> cells, @Nullable String error, @Nullable String sums) {
        cells.add(error);
        cells.add(sums);
        return RowFactory.create(cells.toArray());
    }
}
