/**
 * Storage of a cluster as {@link java.nio.file.Path}s: any file system that Hadoop knows, such as HDFS or S3, and a bounded cache
 * of files that are read again and again.
 */
@NullMarked
@API(status = API.Status.INTERNAL)
package org.cyborgml.spark.storage;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
