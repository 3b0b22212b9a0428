package org.cyborgml.app.cams;

import java.util.List;
import java.util.Optional;
import org.cyborgml.data.ImageSource;
import org.cyborgml.data.InputFormat;
import org.cyborgml.saliency.batch.SaliencyMapSource;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.Raster;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Loads images whose maps are shown: the network's input, the ground of the overlay, and the human map.
 *
 * @param images has the images
 * @param format the form of the network's images
 * @param humanMaps has the human maps; empty for none
 * @param overlaySide longer side of the overlays in pixels, at least 1
 */
record ShownImages(
        ImageSource images, InputFormat format, Optional<? extends SaliencyMapSource> humanMaps, int overlaySide) {

    /** Checks the side. */
    ShownImages {
        if (overlaySide < 1) {
            throw new IllegalArgumentException("side of the overlays must be at least 1, found " + overlaySide);
        }
    }

    /** An image, ready for the network. */
    record Loaded(CamSource source, Raster square, OverlayGround ground, Optional<Raster> human) {}

    Loaded load(CamSource source) throws ImageFileException {
        Raster whole = images.read(source.path());
        return new Loaded(
                source,
                format.resized(whole),
                OverlayGround.of(images, source.path(), whole, overlaySide),
                humanMaps.isPresent() ? humanMaps.get().read(source.path()) : Optional.empty());
    }

    /** The network's input, [N, C, H, W]. */
    INDArray batch(List<Loaded> loaded, DataType type) {
        return format.batch(loaded.stream().map(Loaded::square).toList(), type);
    }
}
