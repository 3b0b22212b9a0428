package org.cyborgml.saliency.batch;

import java.util.Optional;
import org.cyborgml.saliency.face.CropTable;
import org.cyborgml.saliency.face.FaceCrop;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.map.SaliencyMap;

/**
 * The maps of photographs, cropped when they are read as the photographs are. An image is named by the path of its crop, or of its
 * photograph if that has one crop only.
 */
public final class CroppedMaps implements SaliencyMapSource {

    private final SaliencyMapSource photographs;
    private final CropTable crops;

    private CroppedMaps(SaliencyMapSource photographs, CropTable crops) {
        this.photographs = photographs;
        this.crops = crops;
    }

    /**
     * Maps of crops.
     *
     * @param photographs the maps of the photographs, each of its photograph's size
     * @param crops the crops
     * @return their maps
     */
    public static CroppedMaps of(SaliencyMapSource photographs, CropTable crops) {
        return new CroppedMaps(photographs, crops);
    }

    @Override
    public Optional<Raster> read(String image) throws ImageFileException {
        FaceCrop crop = crop(image);
        Optional<Raster> map = photographs.read(crop.photograph());
        if (map.isEmpty()) {
            return map;
        }
        try {
            SaliencyMap cropped = crop.transform().apply(SaliencyMap.ofImage(map.get()));
            return Optional.of(cropped.toRaster(map.get().depth()));
        } catch (IllegalArgumentException e) {
            throw new ImageFileException(
                    mapName(image).orElse("the map of " + crop.photograph()), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Optional<String> mapName(String image) throws ImageFileException {
        FaceCrop crop = crop(image);
        String part = crops.ofPhotograph(crop.photograph()).size() == 1 ? "" : ", face " + crop.number();
        return photographs.mapName(crop.photograph()).map(name -> name + part);
    }

    private FaceCrop crop(String image) throws ImageFileException {
        return crops.find(image)
                .orElseThrow(() -> new ImageFileException(image, "has no crop, or several, in the table of crops"));
    }
}
