/**
 * Human saliency for CYBORG training: makes the saliency maps that the loss compares with a network's class activation maps
 * from the marks that people put on images.
 *
 * <p>Annotations of a file, of our own form or of another tool (or mask images, one folder per annotator), become a folder of
 * grey images, one map per image, as Boyd et al. (WACV 2023) made them. Images that cannot be used are listed in
 * the result, and the others are built. The example goes on with the map of one image on the grid of the class activation map,
 * the mean map of a data set, image and map cropped alike, and the agreement between the annotators of an image:
 *
 * <pre>{@code
 * Path annotations = folder.resolve("annotations.csv");
 * Path mapFolder = folder.resolve("maps");
 * BatchResult result = MapBatch.with(SaliencyMapBuilder.paper()).build(annotations, mapFolder);
 * List<String> problems = result.failures().stream().map(Object::toString).toList();
 *
 * MapFolder maps = MapFolder.open(mapFolder);
 * Raster map = maps.read("faces/rgb.png").orElseThrow();
 * SaliencyMap target = new CamGrid(7, 7).downsize(map);
 * MeanMapAccumulator mean = new MeanMapAccumulator();
 * mean.add(target);
 *
 * Raster image = ImageDecoder.withDefaults().read(folder.resolve("faces/rgb.png"));
 * BoundingBox face = new BoundingBox(30, 20, 40, 40);
 * JointCrop.CroppedPair pair = JointCrop.paper().apply(image, SaliencyMap.ofImage(map), face);
 *
 * List<AnnotationRecord> records = AnnotationFiles.read(annotations).orThrow();
 * Rasterizer rasterizer = Rasterizer.withDefaults();
 * List<BinaryMask> marks = new ArrayList<>();
 * for (AnnotationRecord entry : AnnotatedImage.byImage(records).get("faces/rgb.png")) {
 *     marks.add(rasterizer.mask(entry));
 * }
 * double iou = AnnotatorAgreement.of(marks).meanIou();
 * }</pre>
 *
 * <table>
 * <caption>What is where</caption>
 * <tr><th>Question</th><th>Class</th></tr>
 * <tr><td>Masks, polygons, strokes, boxes, ellipses, fixations; their JSON and CSV form</td>
 *     <td>{@link org.cyborgml.saliency.annotation}: {@link org.cyborgml.saliency.annotation.Annotation},
 *     {@link org.cyborgml.saliency.annotation.AnnotationFiles}</td></tr>
 * <tr><td>Files of LabelMe, COCO, CVAT, VGG Image Annotator, Label Studio, eye trackers; a form of your own</td>
 *     <td>{@link org.cyborgml.saliency.format.AnnotationReader}</td></tr>
 * <tr><td>Selection, combination and blur of the marks</td>
 *     <td>{@link org.cyborgml.saliency.map.SaliencyMapBuilder}</td></tr>
 * <tr><td>Masks, segmentations and grey images as maps</td><td>{@link org.cyborgml.saliency.map.SaliencyMap}</td></tr>
 * <tr><td>The grid of class activation maps, the mean map</td><td>{@link org.cyborgml.saliency.map.CamGrid},
 *     {@link org.cyborgml.saliency.map.MeanMapAccumulator}</td></tr>
 * <tr><td>Whole data sets; the map of an image</td><td>{@link org.cyborgml.saliency.batch.MapBatch},
 *     {@link org.cyborgml.saliency.batch.MapFolder}</td></tr>
 * <tr><td>Maps to compare the true ones with: mean, shuffled, moved, noise, uniform</td>
 *     <td>{@link org.cyborgml.saliency.control.ControlMaps}</td></tr>
 * <tr><td>Faces found and cropped; one transform for image, map, mask and annotation, and back</td>
 *     <td>{@link org.cyborgml.saliency.face}, {@link org.cyborgml.saliency.geometry.CropTransform}</td></tr>
 * <tr><td>Crops from boxes, image and map alike</td><td>{@link org.cyborgml.saliency.geometry.JointCrop}</td></tr>
 * <tr><td>Augmentation of images that their maps follow</td>
 *     <td>{@link org.cyborgml.saliency.augmentation.Augmentation}</td></tr>
 * <tr><td>Agreement of annotators: IoU, Dice, Fleiss' kappa</td>
 *     <td>{@link org.cyborgml.saliency.agreement.AnnotatorAgreement}</td></tr>
 * <tr><td>PNG and JPEG, the resize of Pillow</td><td>{@link org.cyborgml.saliency.image.ImageDecoder},
 *     {@link org.cyborgml.saliency.image.PngWriter}, {@link org.cyborgml.saliency.image.AntialiasedBilinear}</td></tr>
 * </table>
 *
 * <p>Files that cannot be used end in an {@link java.io.IOException} that names the file, arguments in an
 * {@link java.lang.IllegalArgumentException} that names the argument, its value and the rule. Nothing is printed.
 *
 * <p>JPEG files, writing PNG, and the blur need OpenCV's native library at run time: {@code org.bytedeco:opencv:4.5.5-1.5.7}
 * with the classifier of the platform, and {@code javacpp} and {@code openblas} with the same. The library brings their Java
 * parts only. Native memory is freed before a method returns, and nothing native is in the interface.
 */
@API(status = Status.STABLE, since = "0.1.0")
@NullMarked
package org.cyborgml.saliency;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
