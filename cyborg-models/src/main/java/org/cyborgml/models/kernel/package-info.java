/**
 * What computes the layers of {@link org.cyborgml.models.layer}: a narrow seam, behind which a backend's own operations
 * and faster ones for one kind of machine give the same results.
 *
 * <p>Kernels take and give c-ordered arrays: feature maps {@code [N, C, H, W]} or, where a set says that it likes them, in
 * {@link org.cyborgml.models.kernel.ChannelBlocks}; weights laid out as PyTorch has them. One kernel
 * belongs to one layer of one network, is used by one thread at a time, and may keep buffers per input shape.
 *
 * @serial exclude
 */
@NullMarked
package org.cyborgml.models.kernel;

import org.jspecify.annotations.NullMarked;
