/**
 * Annotation files of the tools that people mark images with, read into the records of
 * {@link org.cyborgml.saliency.annotation}: LabelMe, COCO, CVAT, VGG Image Annotator, Label Studio, tables of fixations, and the
 * project's own form.
 *
 * <pre>{@code
 * AnnotationReader reader = AnnotationReader.withDefaults().withImages(folder.resolve("images"));
 * ParsedAnnotations marks = reader.read(folder.resolve("cvat.xml"));
 * AnnotationFiles.write(marks.orThrow(), folder.resolve("annotations.json"));
 * }</pre>
 *
 * <p>{@code FORMATS.md} describes each form with an example. A form of your own is an
 * {@link org.cyborgml.saliency.format.AnnotationFormat} given to
 * {@link org.cyborgml.saliency.format.AnnotationReader#withFormat}.
 *
 * <p>Files are not trusted: they have at most {@link org.cyborgml.saliency.format.AnnotationSource#MOST_BYTES} bytes, lengths in
 * them are checked before anything is allocated, and XML with a document type is refused.
 */
@API(status = Status.STABLE, since = "0.1.0")
@NullMarked
package org.cyborgml.saliency.format;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
