package org.cyborgml.app.cams;

import org.cyborgml.app.report.ColourMap;
import org.cyborgml.app.report.Picture;
import org.cyborgml.data.CroppedImages;
import org.cyborgml.data.ImageSource;
import org.cyborgml.saliency.geometry.CropTransform;
import org.cyborgml.saliency.image.AntialiasedBilinear;
import org.cyborgml.saliency.image.FloatPlane;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.map.SaliencyMap;
import org.jspecify.annotations.Nullable;

/** The picture that a CAM is laid over: the image, or the photograph that it is a crop of. */
final class OverlayGround {

    private static final SaliencyMap WHOLE = SaliencyMap.of(FloatPlane.of(1, 1, new float[] {1}));

    private final Picture picture;
    private final @Nullable CropTransform transform;

    private OverlayGround(Picture picture, @Nullable CropTransform transform) {
        this.picture = picture;
        this.transform = transform;
    }

    /**
     * The ground of an image.
     *
     * @param images where the image is from
     * @param path of the image
     * @param image the image itself
     * @param side longer side of the overlay in pixels
     * @return its ground
     * @throws ImageFileException if the photograph behind it cannot be read
     */
    static OverlayGround of(ImageSource images, String path, Raster image, int side) throws ImageFileException {
        return images instanceof CroppedImages cropped
                ? new OverlayGround(
                        reduced(cropped.photograph(path), side),
                        cropped.crop(path).transform())
                : new OverlayGround(reduced(image, side), null);
    }

    private static Picture reduced(Raster whole, int side) {
        double scale = (double) side / Math.max(whole.width(), whole.height());
        int width = (int) Math.max(1, Math.round(whole.width() * scale));
        int height = (int) Math.max(1, Math.round(whole.height() * scale));
        return Picture.of(AntialiasedBilinear.to(width, height).resize(whole));
    }

    /** The ground under a CAM, which shows where the image is. */
    Picture under(SaliencyMap cam, ColourMap colours, double opacity) {
        return transform == null
                ? picture.under(cam, colours, opacity)
                : picture.under(transform.toPhotograph(cam), transform.toPhotograph(WHOLE), colours, opacity);
    }
}
