package org.cyborgml.app.faces;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cyborgml.app.cams.CamFolder;
import org.cyborgml.app.report.Item.PictureRow;
import org.cyborgml.app.report.Picture;
import org.cyborgml.app.report.Thumbnail;
import org.cyborgml.saliency.face.FaceCrop;
import org.cyborgml.saliency.image.AntialiasedBilinear;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.Raster;

/**
 * The pictures of a photograph and its crops, for a page: where the faces are, the crops with their maps, and, where there are
 * some, the parts of the faces and the CAMs, brought back onto the photograph.
 *
 * @param photographs their folder
 * @param crops the folder that {@code faces crop} made
 * @param parsing the folder that {@code faces parse} made of the crops; empty for none
 * @param cams the folder that {@code cam} made of the crops; empty for none
 */
record FacePictures(Path photographs, Path crops, Optional<Path> parsing, Optional<Path> cams) {

    static final int SIDE = 224;

    /** Of a photograph. */
    PictureRow row(String path, List<FaceCrop> ofPhotograph) throws IOException {
        ImageDecoder decoder = ImageDecoder.withDefaults();
        Raster photograph = decoder.read(photographs.resolve(path));
        List<Thumbnail> pictures = new ArrayList<>();
        pictures.add(Thumbnail.of(
                Picture.of(FaceDrawing.of(photograph, ofPhotograph, SIDE)),
                photograph.size().toString()));
        for (FaceCrop crop : ofPhotograph) {
            addCrop(pictures, crop, decoder);
            Optional<Path> parts = parts(crop).filter(Files::exists);
            if (parts.isPresent()) {
                Raster colours = decoder.read(parts.get());
                pictures.add(Thumbnail.of(Picture.of(PartsOverlay.of(photograph, crop, colours, SIDE)), "parts"));
            }
            Optional<Path> cam = cam(crop).filter(Files::exists);
            if (cam.isPresent()) {
                pictures.add(thumbnail(decoder.read(cam.get()), "CAM"));
            }
        }
        return new PictureRow(path, pictures);
    }

    private void addCrop(List<Thumbnail> pictures, FaceCrop crop, ImageDecoder decoder) throws IOException {
        String score = String.format(Locale.ROOT, "%.3f", crop.face().score());
        pictures.add(thumbnail(decoder.read(crops.resolve("images").resolve(crop.path())), score));
        Path map = crops.resolve("maps").resolve(crop.path());
        if (Files.exists(map)) {
            pictures.add(thumbnail(decoder.read(map), "its map"));
        }
    }

    /** The picture of a crop's parts; empty if no parsing is given. */
    Optional<Path> parts(FaceCrop crop) {
        return parsing.map(folder -> folder.resolve("pictures").resolve(crop.path()));
    }

    /** The photograph under a crop's CAM, which cam names as the crop or, by a split file, as the photograph; empty if none are given. */
    Optional<Path> cam(FaceCrop crop) {
        return cams.map(folder -> {
            Path ofCrop = folder.resolve(CamFolder.overlay(crop.path()));
            Path ofPhotograph = folder.resolve(CamFolder.overlay(crop.photograph()));
            return Files.exists(ofCrop) ? ofCrop : ofPhotograph;
        });
    }

    private static Thumbnail thumbnail(Raster image, String caption) {
        Raster eight = image.toEightBits().toRgb();
        double scale = Math.min(1, (double) SIDE / Math.max(image.width(), image.height()));
        AntialiasedBilinear resize = AntialiasedBilinear.to((int) Math.max(1, Math.round(image.width() * scale)), (int)
                Math.max(1, Math.round(image.height() * scale)));
        return Thumbnail.of(Picture.of(resize.resize(eight)), caption);
    }
}
