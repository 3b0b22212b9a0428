/**
 * Checkpoint files: named tensors in safetensors and in PyTorch's {@code .pth}, read without running any code.
 *
 * <p>{@link org.cyborgml.models.checkpoint.Checkpoint#read} takes any of them and says by an exception of one kind what
 * is wrong with a file; {@link org.cyborgml.models.checkpoint.Safetensors} also writes. Files are mapped into memory and
 * their tensors are copied only when asked for.
 */
@NullMarked
package org.cyborgml.models.checkpoint;

import org.jspecify.annotations.NullMarked;
