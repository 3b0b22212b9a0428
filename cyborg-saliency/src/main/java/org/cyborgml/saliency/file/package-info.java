/**
 * Files and folders that survive a crash: writing, locking and hashing.
 *
 * <ul>
 *   <li>{@link org.cyborgml.saliency.file.WholeFile} writes a file to a temporary name, brings it to the disk and moves it into
 *       place. After a crash or a power cut, the name stands for the old content or the new one, never for half of it. Every file
 *       that this project writes for others to read goes through it.
 *   <li>{@link org.cyborgml.saliency.file.UnfinishedFolder} does the same for a folder of files that belong together.
 *   <li>{@link org.cyborgml.saliency.file.FolderLock} keeps a second process from working in the same folder, unless both
 *       share it.
 *   <li>{@link org.cyborgml.saliency.file.FileWriteException} names the file that could not be written, and {@link
 *       org.cyborgml.saliency.file.FailureReason} puts the reason of any failure into plain words.
 *   <li>{@link org.cyborgml.saliency.file.FileHash} gives the SHA-256 hash by which results name the file that they came from.
 *   <li>{@link org.cyborgml.saliency.file.PathKey} is the form in which the rows of tables and the paths of images are compared.
 * </ul>
 *
 * <p>Temporary names begin with a dot and end in {@code .part}. A crash may leave some behind; they can be deleted.
 */
@API(status = Status.INTERNAL, since = "0.1.0")
@NullMarked
package org.cyborgml.saliency.file;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
