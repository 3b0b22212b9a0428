package org.cyborgml.spark;

import org.apache.spark.sql.SparkSession;

/** A Spark session with two threads in this process, for all tests. */
public final class LocalSpark {

    private static final SparkSession SESSION = SparkSession.builder()
            .master("local[2]")
            .appName("tests")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "localhost")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "3")
            .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir"))
            .getOrCreate();

    static {
        SESSION.sparkContext().setLogLevel("ERROR");
    }

    private LocalSpark() {}

    public static SparkSession session() {
        return SESSION;
    }
}
