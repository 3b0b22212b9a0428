package org.cyborgml.saliency.annotation;

import java.util.List;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.image.FloatPlane;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.image.Raster;

/**
 * Turns annotations into arrays of the annotated image's size: 1 on every pixel whose centre is marked, 0 elsewhere, and for
 * eye tracking the share of time. Where an annotator's regions overlap, the larger value counts.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Rasterizer {

    private final ImageDecoder decoder;

    private Rasterizer(ImageDecoder decoder) {
        this.decoder = decoder;
    }

    /**
     * A rasterizer that reads mask files with default limits.
     *
     * @return the rasterizer
     */
    public static Rasterizer withDefaults() {
        return new Rasterizer(ImageDecoder.withDefaults());
    }

    /**
     * Sets the decoder of mask files.
     *
     * @param newDecoder reads the files of {@link Annotation.MaskFile}
     * @return a rasterizer with it
     */
    public Rasterizer withDecoder(ImageDecoder newDecoder) {
        return new Rasterizer(newDecoder);
    }

    /**
     * Draws an annotator's regions with their weights.
     *
     * @param entry the annotator's record
     * @return [height, width] of the image, 0 to 1
     * @throws ImageFileException if a mask file cannot be used or has another size than the image
     */
    public FloatPlane weights(AnnotationRecord entry) throws ImageFileException {
        return weights(entry.regions(), entry.size());
    }

    /**
     * Draws an annotator's regions without weights.
     *
     * @param entry the annotator's record
     * @return the pixels of a weight above 0
     * @throws ImageFileException if a mask file cannot be used or has another size than the image
     */
    public BinaryMask mask(AnnotationRecord entry) throws ImageFileException {
        return BinaryMask.above(weights(entry), 0);
    }

    /**
     * Draws several regions into one plane.
     *
     * @param regions any number
     * @param size the size of the annotated image
     * @return [height, width], 0 to 1
     * @throws ImageFileException if a mask file cannot be used or has another size than the image
     * @throws IllegalArgumentException if a mask has another size than the image
     */
    public FloatPlane weights(List<Annotation> regions, ImageSize size) throws ImageFileException {
        float[] plane = new float[size.pixels()];
        for (Annotation region : regions) {
            draw(region, size, plane);
        }
        return FloatPlane.wrap(size, plane);
    }

    private void draw(Annotation region, ImageSize size, float[] plane) throws ImageFileException {
        if (region instanceof Annotation.Mask mask) {
            draw(mask.mask(), size, plane);
        } else if (region instanceof Annotation.MaskFile mask) {
            draw(read(mask, size), size, plane);
        } else if (region instanceof Annotation.Fixations fixations) {
            FixationCover.draw(fixations, size, plane);
        } else {
            ShapeCover.draw(region, size, plane, 1);
        }
    }

    private static void draw(BinaryMask mask, ImageSize size, float[] plane) {
        if (!mask.size().equals(size)) {
            throw new IllegalArgumentException("mask of " + mask.size() + ": must have the image's size, " + size);
        }
        boolean[] marked = mask.toArray();
        for (int i = 0; i < marked.length; i++) {
            if (marked[i]) {
                plane[i] = 1;
            }
        }
    }

    private BinaryMask read(Annotation.MaskFile mask, ImageSize size) throws ImageFileException {
        Raster image = decoder.read(mask.file());
        if (!image.size().equals(size)) {
            throw new ImageFileException(
                    mask.file().toString(),
                    "is " + image.size() + ": a mask must have the annotated image's size, " + size);
        }
        return mask.level().isPresent()
                ? BinaryMask.above(image.toEightBits(), mask.level().getAsInt())
                : MaskPixels.of(
                        image,
                        decoder.readHeader(mask.file()).format(),
                        mask.file().toString());
    }
}
