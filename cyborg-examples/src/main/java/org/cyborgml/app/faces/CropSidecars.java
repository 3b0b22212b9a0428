package org.cyborgml.app.faces;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cyborgml.saliency.annotation.Annotation;
import org.cyborgml.saliency.annotation.AnnotationFiles;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.annotation.Rasterizer;
import org.cyborgml.saliency.batch.BatchFailure;
import org.cyborgml.saliency.batch.BatchInput;
import org.cyborgml.saliency.batch.CroppedMaps;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.face.CropTable;
import org.cyborgml.saliency.face.FaceCrop;
import org.cyborgml.saliency.file.FailureReason;
import org.cyborgml.saliency.format.AnnotationReader;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.PngWriter;
import org.cyborgml.saliency.image.Raster;

/** Maps, masks and annotations of photographs, cropped as the photographs were and named like the crops. */
final class CropSidecars {

    private final CropTable crops;
    private final Path out;
    private final List<BatchFailure> failures;

    /**
     * Of the crops of a folder.
     *
     * @param crops the crops
     * @param out where {@code maps/}, {@code masks/} and {@code annotations.json} go
     * @param failures gets what cannot be used
     */
    CropSidecars(CropTable crops, Path out, List<BatchFailure> failures) {
        this.crops = crops;
        this.out = out;
        this.failures = failures;
    }

    /** Makes what belongs to one crop; empty if the photograph has nothing of the kind. */
    @FunctionalInterface
    private interface Made {
        Optional<Raster> of(FaceCrop crop) throws IOException;
    }

    void cropMaps(Path folder) throws IOException {
        CroppedMaps maps = CroppedMaps.of(MapFolder.open(folder), crops);
        write("maps", folder, crop -> maps.read(crop.path()));
    }

    void cropMasks(Path folder) throws IOException {
        MapFolder masks = MapFolder.open(folder);
        write("masks", folder, crop -> {
            Optional<Path> file = masks.find(crop.photograph());
            if (file.isEmpty()) {
                return Optional.empty();
            }
            BinaryMask mask = BinaryMask.above(
                    Rasterizer.withDefaults()
                            .weights(
                                    List.of(new Annotation.MaskFile(file.get())),
                                    crop.transform().source()),
                    0);
            return Optional.of(crop.transform().apply(mask).toRaster());
        });
    }

    private void write(String kind, Path folder, Made made) throws IOException {
        int written = 0;
        for (FaceCrop crop : crops.crops()) {
            try {
                Optional<Raster> image = made.of(crop);
                if (image.isPresent()) {
                    Path file = out.resolve(kind).resolve(crop.path());
                    Files.createDirectories(file.resolveSibling("."));
                    PngWriter.write(image.get(), file);
                    written++;
                }
            } catch (ImageFileException e) {
                failures.add(new BatchFailure(crop.photograph(), e.file(), e.reason()));
            }
        }
        if (written == 0 && failures.isEmpty()) {
            throw new IOException("none of " + crops.crops().size() + " crops has a file in " + folder
                    + ": each must be named as its photograph is, such as "
                    + crops.crops().get(0).photograph());
        }
    }

    void moveAnnotations(Path file) throws IOException {
        BatchInput input = BatchInput.read(file, AnnotationReader.withDefaults());
        failures.addAll(input.failures());
        List<AnnotationRecord> moved = new ArrayList<>();
        for (AnnotationRecord entry : input.records()) {
            for (FaceCrop crop : crops.ofPhotograph(entry.image())) {
                try {
                    moved.add(crop.transform().apply(entry, crop.path()));
                } catch (ImageFileException | IllegalArgumentException e) {
                    failures.add(new BatchFailure(entry.image(), file.toString(), FailureReason.of(e)));
                }
            }
        }
        if (moved.isEmpty() && failures.isEmpty()) {
            throw new IOException(file + ": has no annotation of a photograph with a face, such as "
                    + crops.crops().get(0).photograph());
        }
        AnnotationFiles.write(moved, out.resolve("annotations.json"));
    }
}
