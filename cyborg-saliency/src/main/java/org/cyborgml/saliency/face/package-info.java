/**
 * Faces on photographs: found by a detector or read from a csv, and cropped by one transform for the image, its saliency map, its masks
 * and its annotations.
 *
 * <pre>{@code
 * try (FaceDetector detector = YuNet.read(Path.of("yunet_n_320_320.onnx"))) {
 *     Raster photograph = ImageDecoder.withDefaults().read(Path.of("photograph.jpg")).toRgb();
 *     List<Face> faces = FaceChoice.LARGEST.of(detector.detect(photograph), photograph.size());
 *     CropTransform transform = FaceCropper.paper().transform(faces.get(0), photograph.size());
 *     Raster crop = transform.apply(photograph);
 * }
 * }</pre>
 *
 * <table>
 * <caption>What is where</caption>
 * <tr><th>Question</th><th>Class</th></tr>
 * <tr><td>Detection with five landmarks, by YuNet</td><td>{@link org.cyborgml.saliency.face.YuNet}</td></tr>
 * <tr><td>Detection without a model file, boxes only</td><td>{@link org.cyborgml.saliency.face.HaarCascade}</td></tr>
 * <tr><td>Boxes and landmarks of other programs</td><td>{@link org.cyborgml.saliency.face.FaceTable}</td></tr>
 * <tr><td>The paper's crop, aligned or upright, Bonettini's, FFHQ's</td>
 *     <td>{@link org.cyborgml.saliency.face.FaceCropper}</td></tr>
 * <tr><td>A folder of photographs</td><td>{@link org.cyborgml.saliency.batch.CropBatch}</td></tr>
 * <tr><td>The transforms of a folder, in a file</td><td>{@link org.cyborgml.saliency.face.CropTable}</td></tr>
 * </table>
 */
@API(status = Status.STABLE, since = "0.1.0")
@NullMarked
package org.cyborgml.saliency.face;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
