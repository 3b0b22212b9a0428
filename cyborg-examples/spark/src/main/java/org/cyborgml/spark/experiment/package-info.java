/**
 * Experiments on Spark: the driver checks and begins them and commits what is finished, executors do trials and publish every epoch.
 */
@NullMarked
@API(status = API.Status.INTERNAL)
package org.cyborgml.spark.experiment;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
