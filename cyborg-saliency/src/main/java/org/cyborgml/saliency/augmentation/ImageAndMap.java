package org.cyborgml.saliency.augmentation;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.cyborgml.saliency.image.AntialiasedBilinear;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.image.SampleDepth;

/**
 * An image and its saliency map, pixel upon pixel.
 *
 * @param image 8-bit RGB
 * @param map 8-bit grey of the image's size; empty if the image has none
 */
public record ImageAndMap(Raster image, Optional<Raster> map) {

    /**
     * Checks that the two fit.
     *
     * @throws IllegalArgumentException if the image is not 8-bit RGB, or the map is not 8-bit grey or of another size
     */
    public ImageAndMap {
        if (image.channels() != Channels.RGB || image.depth() != SampleDepth.EIGHT_BITS) {
            throw new IllegalArgumentException("image " + image + " must be 8-bit RGB: call toRgb() first");
        }
        if (map.isPresent()
                && (map.get().channels() != Channels.GREY
                        || map.get().depth() != SampleDepth.EIGHT_BITS
                        || !map.get().size().equals(image.size()))) {
            throw new IllegalArgumentException("map " + map.get() + " must be 8-bit grey of " + image.size());
        }
    }

    /**
     * Brings an image and its map together, whatever their sizes, depths and channels: the map is stretched over the image.
     *
     * @param image the image
     * @param map its map; empty if it has none
     * @return 8-bit RGB, and a map of its size
     */
    public static ImageAndMap of(Raster image, Optional<Raster> map) {
        AntialiasedBilinear resize = AntialiasedBilinear.to(image.width(), image.height());
        return new ImageAndMap(
                image.toRgb(),
                map.map(raster -> resize.resize(raster.toEightBits().toGrey())));
    }

    /** Both changed by what moves pixels. */
    ImageAndMap moved(UnaryOperator<Raster> move) {
        return new ImageAndMap(move.apply(image), map.map(move));
    }

    /** The image changed, in colours only. */
    ImageAndMap recoloured(UnaryOperator<Raster> change) {
        return new ImageAndMap(change.apply(image), map);
    }
}
