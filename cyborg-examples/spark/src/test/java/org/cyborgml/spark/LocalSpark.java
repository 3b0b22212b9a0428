package org.cyborgml.spark;

import org.apache.spark.sql.SparkSession;

/** A Spark session with two threads in this process, for the tests of a class. */
public final class LocalSpark {

    private LocalSpark() {}

    /** The session, which begins with the first call. */
    public static SparkSession session() {
        SparkSession session = SparkSession.builder()
                .master("local[2]")
                .appName("tests")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "localhost")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "3")
                .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir"))
                .getOrCreate();
        session.sparkContext().setLogLevel("ERROR");
        return session;
    }

    /** Ends the session: a process has one at a time, and other tests begin their own. */
    public static void stop() {
        session().stop();
    }
}
