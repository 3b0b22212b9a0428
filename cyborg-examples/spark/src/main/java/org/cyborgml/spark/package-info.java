/** Experiments and scoring on a Spark cluster: what {@code spark-submit} starts. */
@NullMarked
@API(status = API.Status.INTERNAL)
package org.cyborgml.spark;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
