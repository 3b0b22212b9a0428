package org.cyborgml.spark.scoring;

import org.apache.spark.sql.SparkSession;

/** The Spark session of a command: the one of this process, or a new one, which ends with the command. */
public final class OpenSession implements AutoCloseable {

    private final SparkSession spark;
    private final boolean isNew;

    private OpenSession(SparkSession spark, boolean isNew) {
        this.spark = spark;
        this.isNew = isNew;
    }

    /**
     * Opens a session.
     *
     * @param name shown in Spark's pages
     */
    public static OpenSession named(String name) {
        boolean isNew = SparkSession.getDefaultSession().isEmpty();
        SparkSession.Builder builder = SparkSession.builder();
        return new OpenSession((isNew ? builder.appName(name) : builder).getOrCreate(), isNew);
    }

    /** The session. */
    public SparkSession spark() {
        return spark;
    }

    @Override
    public void close() {
        if (isNew) {
            spark.stop();
        }
    }
}
