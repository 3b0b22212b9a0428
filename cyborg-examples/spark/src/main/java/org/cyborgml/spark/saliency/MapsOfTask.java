package org.cyborgml.spark.saliency;

import java.io.Serializable;
import java.util.List;
import org.cyborgml.app.saliency.MapsSummary;

/**
 * Result of a task.
 *
 * @param summary of the maps that it wrote
 * @param problems images without a map, and why
 */
record MapsOfTask(MapsSummary.Parts summary, List<String> problems) implements Serializable {}
