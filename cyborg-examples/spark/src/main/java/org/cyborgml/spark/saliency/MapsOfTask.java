package org.cyborgml.spark.saliency;

import java.io.Serializable;
import java.util.List;

/**
 * Result of a task.
 *
 * @param maps how many it wrote
 * @param constant images whose map is constant
 * @param problems images without a map, and why
 */
record MapsOfTask(int maps, List<String> constant, List<String> problems) implements Serializable {}
