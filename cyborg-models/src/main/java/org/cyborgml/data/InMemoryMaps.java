package org.cyborgml.data;

import java.util.Map;
import java.util.Optional;
import org.cyborgml.saliency.batch.SaliencyMapSource;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.image.SampleDepth;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.saliency.map.SaliencyMap;

/**
 * Saliency maps in memory, by the names of their images. They are brought to a CAM grid in floats, without the rounding to 8
 * bits that maps in files have; only where an augmentation changes image and map together is the map an 8-bit image.
 * Immutable.
 */
public final class InMemoryMaps implements SaliencyMapSource {

    private final Map<String, SaliencyMap> maps;

    private InMemoryMaps(Map<String, SaliencyMap> maps) {
        this.maps = Map.copyOf(maps);
    }

    /**
     * Maps by the names of their images.
     *
     * @param maps each of any size; images that are not among the keys have no map
     * @return the source
     */
    public static InMemoryMaps of(Map<String, SaliencyMap> maps) {
        return new InMemoryMaps(maps);
    }

    @Override
    public Optional<String> mapName(String image) {
        return map(image).map(map -> image);
    }

    @Override
    public Optional<Raster> read(String image) {
        return map(image).map(map -> map.toRaster(SampleDepth.EIGHT_BITS));
    }

    @Override
    public Optional<SaliencyMap> read(String image, CamGrid grid) {
        return map(image).map(grid::downsize);
    }

    private Optional<SaliencyMap> map(String image) {
        return Optional.ofNullable(maps.get(image));
    }
}
