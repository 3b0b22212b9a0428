/**
 * NVIDIA GPUs by the CUDA driver API, cuDNN 9 and kernels of our own: memory, launches, and feature maps that stay on the
 * device. Nothing here knows a layer; {@link org.cyborgml.models.kernel} makes kernels of it.
 */
@API(status = Status.INTERNAL, since = "0.1.0")
@NullMarked
package org.cyborgml.models.cuda;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
