package org.cyborgml.spark.experiment;

import java.io.Serializable;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The parts of an experiment that an executor needs.
 *
 * @param plan as JSON
 * @param data URI of the folder that the plan's paths are below
 * @param out URI of the folder of the results
 * @param storage settings of Hadoop's file systems
 * @param cacheBytes most bytes that files fetched from {@code data} take on an executor's disk
 * @param cpus threads that a trial computes with
 * @param tries how often Spark tries a trial before it gives up the job
 */
record ExperimentSpec(
        String plan, String data, String out, SerializableConfiguration storage, long cacheBytes, int cpus, int tries)
        implements Serializable {}
