package org.cyborgml.data;

import java.util.List;
import org.cyborgml.saliency.face.CropTable;
import org.cyborgml.saliency.face.FaceCrop;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.Raster;

/**
 * Crops of photographs, made when they are read. An image is named by the path of its crop, or of its photograph if that has
 * one crop only. Safe for use by several threads.
 */
public final class CroppedImages implements ImageSource {

    private final ImageSource photographs;
    private final CropTable crops;

    private CroppedImages(ImageSource photographs, CropTable crops) {
        this.photographs = photographs;
        this.crops = crops;
    }

    /**
     * Crops of photographs.
     *
     * @param photographs has them
     * @param crops says which crops there are
     * @return the crops as images
     */
    public static CroppedImages of(ImageSource photographs, CropTable crops) {
        return new CroppedImages(photographs, crops);
    }

    /**
     * The crop of a name.
     *
     * @param path of the crop or the photograph
     * @return the crop
     * @throws ImageFileException if there is none, or the photograph has several
     */
    public FaceCrop crop(String path) throws ImageFileException {
        return crops.find(path)
                .orElseThrow(() -> new ImageFileException(
                        path,
                        crops.ofPhotograph(path).isEmpty()
                                ? "has no crop in the table of crops"
                                : "has " + crops.ofPhotograph(path).size()
                                        + " crops in the table of crops: name one of them, such as "
                                        + crops.ofPhotograph(path).get(0).path()));
    }

    /**
     * The photograph behind a crop.
     *
     * @param path of the crop or the photograph
     * @return 8-bit grey or RGB
     * @throws ImageFileException if there is no such crop, or the photograph cannot be used
     */
    public Raster photograph(String path) throws ImageFileException {
        return photographs.read(crop(path).photograph());
    }

    @Override
    public Raster read(String path) throws ImageFileException {
        FaceCrop crop = crop(path);
        Raster photograph = photographs.read(crop.photograph());
        if (!photograph.size().equals(crop.transform().source())) {
            throw new ImageFileException(
                    crop.photograph(),
                    "is " + photograph.size() + ", and was " + crop.transform().source()
                            + " when it was cropped: crop it again");
        }
        return crop.transform().apply(photograph);
    }

    @Override
    public void check(String path) throws ImageFileException {
        photographs.check(crop(path).photograph());
    }

    /** The paths of all crops. */
    @Override
    public List<String> list() {
        return crops.crops().stream().map(FaceCrop::path).sorted().toList();
    }
}
