/**
 * Annotations that people make on images: the marks ({@link org.cyborgml.saliency.annotation.Annotation}), who made them and how the
 * image was judged ({@link org.cyborgml.saliency.annotation.AnnotationRecord}), their arrays
 * ({@link org.cyborgml.saliency.annotation.Rasterizer}) and files
 * ({@link org.cyborgml.saliency.annotation.AnnotationFiles}).
 *
 * <p>Coordinates are pixels; (0,0) is the upper left corner of the upper left pixel, whose centre is (0.5,0.5), y grows
 * downwards. A pixel is marked when its centre is.
 *
 * <h2>JSON form</h2>
 *
 * <pre>{@code
 * {
 *   "format": "cyborg-annotations", "version": 1,
 *   "records": [
 *     {"image": "faces/000174.png", "width": 640, "height": 480, "annotator": "A7",
 *      "decision": "Real", "truth": "Synthetic",
 *      "regions": [
 *        {"type": "polygon", "fill": "even-odd", "points": [[10, 10], [50.5, 12], [30, 40]]},
 *        {"type": "stroke", "radius": 4, "points": [[100, 100], [120, 110]]},
 *        {"type": "box", "values": [200, 80, 40, 30]},
 *        {"type": "ellipse", "values": [300, 200, 25, 15, 30]},
 *        {"type": "fixations", "radius": 12, "points": [[310, 210, 250], [90, 105, 420]]},
 *        {"type": "mask", "runs": [1000, 20, 306180]},
 *        {"type": "mask-file", "file": "masks/A7/000174.png", "level": 127}
 *      ]}
 *   ]
 * }
 * }</pre>
 *
 * <p>One record per image and annotator, in UTF-8; other fields are ignored. {@code decision} and {@code truth} are any labels,
 * compared letter by letter, and may be null or absent. {@code regions} may be empty: nothing was marked.
 *
 * <table>
 *   <caption>Regions</caption>
 *   <tr><th>type</th><th>numbers</th><th>option</th></tr>
 *   <tr><td>polygon</td><td>corners [x, y], at least 3</td><td>{@code fill}: even-odd (unless given) or non-zero</td></tr>
 *   <tr><td>stroke</td><td>points [x, y], at least 1</td><td>{@code radius} of the brush, above 0; needed</td></tr>
 *   <tr><td>box</td><td>left, top, width, height</td><td></td></tr>
 *   <tr><td>ellipse</td><td>centre x, centre y, radius x, radius y, degrees clockwise</td><td></td></tr>
 *   <tr><td>fixations</td><td>points [x, y, milliseconds]</td><td>{@code radius} of the disc, 0 unless given</td></tr>
 *   <tr><td>mask</td><td>runs, row after row: how many pixels are unmarked, then marked, then unmarked ...; their sum is
 *       width times height, at most 100 million</td><td></td></tr>
 *   <tr><td>mask-file</td><td>{@code file}: an image of the annotated image's size, path relative to the annotation file</td>
 *       <td>{@code level}: marked above it, 0 to 254; unless given, what is not background is marked, by the rule of {@link
 *       org.cyborgml.saliency.annotation.Annotation.MaskFile}</td></tr>
 * </table>
 *
 * <h2>CSV form</h2>
 *
 * <p>RFC 4180, UTF-8, with the header below, one region a line; lines of the same image and annotator are one record. An
 * annotator who marked nothing has one line with empty {@code type}. {@code option} is the table's, {@code data} its numbers:
 * blanks between numbers, semicolons between points; for mask-file the path. Empty lines and a byte order mark are passed over.
 *
 * <pre>{@code
 * image,width,height,annotator,decision,truth,type,option,data
 * faces/000174.png,640,480,A7,Real,Synthetic,polygon,even-odd,10 10; 50.5 12; 30 40
 * faces/000174.png,640,480,A7,Real,Synthetic,box,,200 80 40 30
 * faces/000174.png,640,480,A9,Synthetic,Synthetic,,,
 * }</pre>
 */
@API(status = Status.STABLE, since = "0.1.0")
@NullMarked
package org.cyborgml.saliency.annotation;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
