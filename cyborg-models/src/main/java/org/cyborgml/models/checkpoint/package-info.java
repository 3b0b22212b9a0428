/**
 * Checkpoint files: named tensors in safetensors and in PyTorch's {@code .pth}, and networks in DL4J's zip. Reading runs no
 * code of a file and does not trust it.
 *
 * <pre>{@code
 * Checkpoint weights = Checkpoint.read(Path.of("resnet50.pth"));
 * float[] bias = weights.tensor("fc.bias").floats();
 * Safetensors.write(Path.of("resnet50.safetensors"), weights);
 * }</pre>
 *
 * <table>
 * <caption>Formats</caption>
 * <tr><th>Format</th><th>Read by</th><th>Written by</th></tr>
 * <tr><td>safetensors</td><td>{@link org.cyborgml.models.checkpoint.Checkpoint#read}</td><td>{@link
 *     org.cyborgml.models.checkpoint.Safetensors#write}</td></tr>
 * <tr><td>{@code .pth}, {@code .ckpt}, {@code .bin}: zip form, and the older stream form</td><td>{@link
 *     org.cyborgml.models.checkpoint.Checkpoint#read}</td><td>-</td></tr>
 * <tr><td>several files with an index, {@code model.safetensors.index.json}</td><td>{@link
 *     org.cyborgml.models.checkpoint.Checkpoint#read}, also of their folder</td><td>-</td></tr>
 * <tr><td>DL4J's zip</td><td>{@link org.cyborgml.models.checkpoint.NetworkZip#read}</td><td>{@link
 *     org.cyborgml.models.checkpoint.NetworkZip#write}</td></tr>
 * </table>
 *
 * <p>Files are mapped into memory, and tensors are copied only when asked for. A file is written under a temporary name,
 * synced to the disk and moved into place. A file that is damaged, or holds more than tensors and settings, is refused with a
 * {@link org.cyborgml.models.checkpoint.CheckpointException} that names the file, the finding and the rule. Lengths and
 * counts that a file states are checked before anything is allocated.
 */
@API(status = Status.STABLE, since = "0.1.0")
@NullMarked
package org.cyborgml.models.checkpoint;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
