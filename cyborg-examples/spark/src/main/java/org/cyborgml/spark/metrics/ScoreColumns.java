package org.cyborgml.spark.metrics;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** The table of distinct scores with their counts, highest score first, and the checks of the table that it is made of. */
final class ScoreColumns {

    static final int SCORE = 0;
    static final int POSITIVES = 1;
    static final int NEGATIVES = 2;
    static final int UNLABELLED = 3;

    private ScoreColumns() {}

    /** The table of counts, sorted over all partitions. */
    static Dataset<Row> counted(Dataset<Row> cases, String positive, String score) {
        Column label = col("`" + positive + "`");
        return cases.select(
                        score(score).as("score"),
                        when(label, lit(1L)).otherwise(lit(0L)).as("p"),
                        when(label, lit(0L)).otherwise(lit(1L)).as("n"),
                        when(label.isNull(), lit(1L)).otherwise(lit(0L)).as("u"))
                .groupBy("score")
                .agg(sum("p").as("positives"), sum("n").as("negatives"), sum("u").as("unlabelled"))
                .orderBy(desc("score"));
    }

    /** A column of scores, in which 0 has one form. */
    static Column score(String name) {
        return col("`" + name + "`").cast(DataTypes.DoubleType).plus(lit(0.0));
    }

    /** Refuses columns that are not there, or not of their kind. */
    static void require(Dataset<Row> cases, String positive, String... scores) {
        if (!type(cases, positive).equals(DataTypes.BooleanType)) {
            throw new IllegalArgumentException("column " + positive + " is of type "
                    + type(cases, positive).simpleString() + ": must be boolean, true for a positive case");
        }
        for (String score : scores) {
            DataType type = type(cases, score);
            if (!type.equals(DataTypes.DoubleType) && !type.equals(DataTypes.FloatType)) {
                throw new IllegalArgumentException(
                        "column " + score + " is of type " + type.simpleString() + ": must be double or float");
            }
        }
    }

    private static DataType type(Dataset<Row> cases, String column) {
        if (!Arrays.asList(cases.columns()).contains(column)) {
            throw new IllegalArgumentException(
                    "the table has no column " + column + ", its columns are " + Arrays.toString(cases.columns()));
        }
        return cases.schema().apply(column).dataType();
    }

    /** Names a case that cannot be counted. */
    static IllegalArgumentException unusable(Dataset<Row> cases, String positive, String score, long count) {
        Column value = score(score);
        Row row = cases.filter(value.isNull()
                        .or(value.isNaN())
                        .or(value.equalTo(Double.POSITIVE_INFINITY))
                        .or(value.equalTo(Double.NEGATIVE_INFINITY))
                        .or(col("`" + positive + "`").isNull()))
                .first();
        boolean isUnlabelled = row.isNullAt(row.fieldIndex(positive));
        String fault = isUnlabelled
                ? positive + " must be true or false, found null"
                : score + " must be finite, found " + row.get(row.fieldIndex(score));
        return new IllegalArgumentException(fault + " in the row " + row.json()
                + (count > 1 ? "; there are " + count + " such scores or cases" : ""));
    }
}
