/** Saliency maps of many annotations on a Spark cluster. */
@NullMarked
@API(status = API.Status.INTERNAL)
package org.cyborgml.spark.saliency;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
