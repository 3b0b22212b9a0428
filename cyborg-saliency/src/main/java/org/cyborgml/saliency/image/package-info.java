/**
 * Images as plain immutable values, their files, and the resize that training needs. No type of OpenCV is in the interface.
 *
 * <ul>
 *   <li>{@link org.cyborgml.saliency.image.Raster}: 8- or 16-bit images, {@link org.cyborgml.saliency.image.FloatPlane}: one
 *       channel of floats, {@link org.cyborgml.saliency.image.BinaryMask}: marked pixels.
 *   <li>{@link org.cyborgml.saliency.image.ImageDecoder} reads PNG, JPEG, BMP and WebP,
 *       {@link org.cyborgml.saliency.image.PngWriter} writes PNG.
 *   <li>{@link org.cyborgml.saliency.image.AntialiasedBilinear} resizes to the very values of Pillow.
 * </ul>
 *
 * <p>Planes and images are stored row after row from the top left; {@code (x, y)} is column, then row, from 0.
 *
 * <h2>Why files are checked here and not by a library</h2>
 *
 * <p>A damaged image must be refused, and a whole one must have Pillow's pixels on every machine. No library at hand does both. Every warning of ImageIO counts as a refusal below. {@code ImageIoComparison} of the test
 * sources repeats the counts of damaged files, except for those with flipped bits alone, and the speed of sequential files.
 *
 * <p>JPEG: OpenCV decodes all of 660 files (written by Pillow and libjpeg-turbo's {@code cjpeg} in eight samplings, sequential
 * and progressive, sides of 1 to 333 pixels) to Pillow's very pixels, but it fills missing parts with grey and prints warnings.
 * {@code JpegStructure} therefore reads the whole file first, and takes out what libjpeg would only warn of. ImageIO cannot stand in
 * for it (the counts are from before surplus coded data were passed over where they stand before the end of the image):
 *
 * <ul>
 *   <li>Of 24,000 damaged copies of the golden files it gives out 625 (OpenJDK 17 of Debian, with the system's
 *       libjpeg-turbo) or 516 (Temurin 25, with its own libjpeg 6b) without a warning, with up to 98 % of the samples wrong by
 *       more than 8. Nearly all hold a coefficient past the last one of a block, or surplus coded data. It refuses no file
 *       that is accepted here.
 *   <li>{@code jpeg_scans.jpg} without one of its three scans is given out without a warning, a component missing.
 *   <li>{@code jpeg_440.jpg} has other pixels with libjpeg 6b, by up to 55 of 255, and so have all files whose chrominance is
 *       halved vertically only. All other samplings have the same pixels. Which libjpeg is used depends on the JDK.
 *   <li>It is faster on sequential files and slower on progressive ones: images per second of one core, 224 and 1024 pixels
 *       square, 1092 and 58 here, 1825 and 130 by ImageIO of OpenJDK 17; with Temurin 25, 1119 and 60 here, 1326 and 65 by
 *       ImageIO. Progressive, OpenJDK 17: 485 and 29 here, 339 and 15 by ImageIO. ImageIO as a mere check before OpenCV
 *       would have the right pixels and be slower throughout (692 and 54; progressive, 193 and 12).
 *   <li>TwelveMonkeys' {@code imageio-jpeg} 3.14.0 hands the coded data to ImageIO: the same files pass.
 * </ul>
 *
 * <p>CMYK: OpenCV turns it into RGB by a formula of its own. The JDK's reader gives the four components as libjpeg has them, and
 * {@code CmykJpeg} mixes them as Pillow does. WebP: OpenCV brings libwebp and has Pillow's pixels, lossy and lossless, with
 * alpha and without. BMP without compression is a few lines.
 *
 * <p>PNG: ImageIO has the right pixels for all 15 kinds, plain and interlaced, with palettes, tRNS and 16 bits, at about the
 * same speed (224 and 1024 pixels square in RGB, OpenJDK 17: 1166 and 66 images per second here, 1101 and 54 by ImageIO). But:
 *
 * <ul>
 *   <li>It compares no chunk's CRC-32 and needs no IEND chunk: of 11,100 files with one to three flipped bits it gives out
 *       462 that are refused here. {@code PngStructure} is needed in any case.
 *   <li>After that check it still gives out files with more pixel data than the header says, and files whose zlib checksum is
 *       missing: 147 of 90,000 damaged files with repaired CRC-32s.
 *   <li>It gives a pixel whose number the palette lacks a colour, without a warning ({@code
 *       PngKindsTest.refusesAnIndexThatThePaletteLacks}).
 *   <li>What it would save, {@code PngRows} and half of {@code PngPixels}, is about what turning its {@code BufferedImage}s
 *       (six layouts of samples) into {@code Raster}s would cost. TwelveMonkeys has no reader of PNG.
 * </ul>
 */
@API(status = Status.STABLE, since = "0.1.0")
@NullMarked
package org.cyborgml.saliency.image;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
