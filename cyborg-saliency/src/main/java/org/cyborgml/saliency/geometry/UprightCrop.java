package org.cyborgml.saliency.geometry;

import org.cyborgml.saliency.image.AntialiasedBilinear;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.map.SaliencyMap;

/**
 * A rectangle of whole pixels, resized as Pillow does: the image in 8 bits, the map in floats by the same weights.
 *
 * @param crop the rectangle
 * @param target the size of the results
 */
public record UprightCrop(PixelCrop crop, ImageSize target) implements CropTransform {

    @Override
    public ImageSize source() {
        return crop.source();
    }

    @Override
    public AffineMap map() {
        double acrossX = (double) target.width() / crop.size().width();
        double acrossY = (double) target.height() / crop.size().height();
        return new AffineMap(acrossX, 0, -crop.left() * acrossX, 0, acrossY, -crop.top() * acrossY);
    }

    @Override
    public Raster apply(Raster photograph) {
        return AntialiasedBilinear.to(target.width(), target.height()).resize(crop.apply(photograph));
    }

    @Override
    public SaliencyMap apply(SaliencyMap saliency) {
        return crop.apply(saliency).resizedTo(target.width(), target.height());
    }
}
