package org.cyborgml.saliency.face;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cyborgml.saliency.file.NamedRows;
import org.cyborgml.saliency.file.PathKey;
import org.cyborgml.saliency.file.WholeFile;

/**
 * The crops of a set of photographs, in a csv: photograph, size and transform of each crop, and the face behind it. By it
 * maps, masks and annotations of the photographs are cropped alike, and maps of crops brought back. Immutable.
 *
 * <p>Columns: {@code crop, photograph, face, photograph_width, photograph_height, crop_width, crop_height, kind, border}; of the
 * kind {@code upright} the rectangle {@code left, top, right, bottom} in whole pixels; for both kinds the map of coordinates,
 * {@code crop x = xx x + xy y + dx} and {@code crop y = yx x + yy y + dy}; then the face's {@code score}, box and
 * landmarks, as {@link FaceTable} reads them.
 */
public final class CropTable {

    private final List<FaceCrop> crops;
    private final Map<String, FaceCrop> byPath = new LinkedHashMap<>();
    private final Map<String, List<FaceCrop>> byPhotograph = new LinkedHashMap<>();

    private CropTable(List<FaceCrop> crops) {
        this.crops = List.copyOf(crops);
        for (FaceCrop crop : crops) {
            if (byPath.put(PathKey.of(crop.path()), crop) != null) {
                throw new IllegalArgumentException("two crops have the path \"" + crop.path() + "\": must differ");
            }
            byPhotograph
                    .computeIfAbsent(PathKey.of(crop.photograph()), photograph -> new ArrayList<>())
                    .add(crop);
        }
    }

    /**
     * A table of crops.
     *
     * @param crops with paths that differ
     * @return the table
     * @throws IllegalArgumentException if two have one path
     */
    public static CropTable of(List<FaceCrop> crops) {
        return new CropTable(crops);
    }

    /**
     * Reads a table.
     *
     * @param file as {@link #write} writes it
     * @return the table
     * @throws IOException if it cannot be read or a row is no crop; the message names the file and the line
     */
    public static CropTable read(Path file) throws IOException {
        List<FaceCrop> crops = new ArrayList<>();
        for (NamedRows.Row row : NamedRows.read(file).rows()) {
            crops.add(CropRow.read(row));
        }
        if (crops.isEmpty()) {
            throw new IOException(file + ": has no crop");
        }
        try {
            return new CropTable(crops);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Writes the table; no reader sees half a file.
     *
     * @param file where to; its folder must exist
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder(CropRow.header());
        for (FaceCrop crop : crops) {
            text.append(CropRow.of(crop));
        }
        WholeFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * All crops.
     *
     * @return in the file's order
     */
    public List<FaceCrop> crops() {
        return crops;
    }

    /**
     * The crops of a photograph.
     *
     * @param photograph its path below the folder of photographs
     * @return in the file's order; none if it has none
     */
    public List<FaceCrop> ofPhotograph(String photograph) {
        return List.copyOf(byPhotograph.getOrDefault(PathKey.of(photograph), List.of()));
    }

    /**
     * Finds a crop by its own path, or by that of its photograph if that has one crop only.
     *
     * @param path of the crop or the photograph
     * @return the crop; empty if there is none, or the photograph has several
     */
    public Optional<FaceCrop> find(String path) {
        FaceCrop crop = byPath.get(PathKey.of(path));
        if (crop != null) {
            return Optional.of(crop);
        }
        List<FaceCrop> all = ofPhotograph(path);
        return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
    }
}
