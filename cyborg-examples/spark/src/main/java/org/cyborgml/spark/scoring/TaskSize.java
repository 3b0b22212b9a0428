package org.cyborgml.spark.scoring;

import org.apache.spark.api.java.JavaSparkContext;

/** Decides the number of images of a task: few enough that all cores have work, and that the task is of a size that Spark sends. */
public final class TaskSize {

    private static final int TASKS_OF_A_CORE = 4;
    private static final int MOST_IMAGES = 1024;

    private TaskSize() {}

    /**
     * The images of one task.
     *
     * @param spark whose cores share them
     * @param images all together
     * @return 1 to 1024
     */
    public static int images(JavaSparkContext spark, long images) {
        long tasks = (long) TASKS_OF_A_CORE * spark.defaultParallelism();
        return (int) Math.max(1, Math.min(MOST_IMAGES, (images + tasks - 1) / tasks));
    }
}
