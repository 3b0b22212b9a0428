package org.cyborgml.spark.scoring;

/** The form of the tables that the commands write. */
enum TableFormat {
    /** Spark's own, with types. */
    PARQUET,
    /** Scores as {@code cyborg score} writes them, in as many files as there were tasks. */
    CSV
}
