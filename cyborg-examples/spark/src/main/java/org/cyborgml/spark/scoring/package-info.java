/**
 * Scores of any number of images on a Spark cluster, and sums of the class activation maps that explain them.
 *
 * <pre>{@code
 * SparkScorer scorer = SparkScorer.builder(spark, "hdfs:///nets/final_model.safetensors").build();
 * Dataset<Row> images = spark.read().format("binaryFile").load("hdfs:///images/*.jpg");
 * try (ScoredImages scored = scorer.score(images)) {
 *     scored.scores().write().parquet("hdfs:///scores");
 *     scored.errors().write().parquet("hdfs:///errors");
 * }
 * }</pre>
 *
 * <p>An image has the same bits as on one machine that computes with as many threads: at inference a network gives an image the
 * same output in batches of any size, wherever in them it stands. Sums of CAMs are exact, so they do not depend on how the
 * images are shared out.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
package org.cyborgml.spark.scoring;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
