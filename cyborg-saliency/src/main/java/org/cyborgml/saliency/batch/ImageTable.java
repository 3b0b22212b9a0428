package org.cyborgml.saliency.batch;

import com.google.common.collect.ImmutableListMultimap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cyborgml.saliency.file.NamedRows;
import org.cyborgml.saliency.geometry.BoundingBox;
import org.cyborgml.saliency.map.Sigma;

/**
 * A csv with a header and a row for each image. The column {@code image} (or file, filename, path) has the image's path, or its name
 * alone. Immutable.
 */
public final class ImageTable {

    private final Path file;
    private final NamedRows rows;
    private final ImmutableListMultimap<String, NamedRows.Row> byPath;
    private final ImmutableListMultimap<String, NamedRows.Row> byName;

    private ImageTable(
            Path file,
            NamedRows rows,
            ImmutableListMultimap<String, NamedRows.Row> byPath,
            ImmutableListMultimap<String, NamedRows.Row> byName) {
        this.file = file;
        this.rows = rows;
        this.byPath = byPath;
        this.byName = byName;
    }

    /**
     * Reads a csv.
     *
     * @param file as above
     * @return the table
     * @throws IOException if it cannot be read, has no such column, or names an image twice
     */
    public static ImageTable read(Path file) throws IOException {
        NamedRows rows = NamedRows.read(file);
        String column = rows.anyOf("image", "file", "filename", "path")
                .orElseThrow(() -> new IOException(file + ": has no column \"image\" (or file, filename, path)"));
        ImmutableListMultimap.Builder<String, NamedRows.Row> byPath = ImmutableListMultimap.builder();
        ImmutableListMultimap.Builder<String, NamedRows.Row> byName = ImmutableListMultimap.builder();
        for (NamedRows.Row row : rows.rows()) {
            String path = BaseName.below(row.filled(column));
            byPath.put(path, row);
            byName.put(BaseName.of(path), row);
        }
        ImageTable table = new ImageTable(file, rows, byPath.build(), byName.build());
        for (String path : table.byPath.keySet()) {
            table.only(path, table.byPath.get(path));
        }
        return table;
    }

    private NamedRows.Row only(String image, List<NamedRows.Row> found) throws IOException {
        if (found.size() != 1) {
            throw new IOException(file + ": has " + (found.isEmpty() ? "no row" : found.size() + " rows")
                    + " for image " + image + ": must have one");
        }
        return found.get(0);
    }

    /** The row of an image: of its path, or else of its name if one of the two is in no folder. */
    private NamedRows.Row row(String image) throws IOException {
        String path = BaseName.below(image);
        if (byPath.containsKey(path)) {
            return only(image, byPath.get(path));
        }
        return only(image, path.contains("/") ? byPath.get(BaseName.of(path)) : byName.get(path));
    }

    /**
     * The text in a column for an image.
     *
     * @param image its path
     * @param column name of the column, in small letters
     * @return not empty
     * @throws IOException if the image has no row of its own, or there is no such column or nothing in it
     */
    public String text(String image, String column) throws IOException {
        return row(image).filled(column);
    }

    /**
     * The width of an image's Gaussian: columns {@code sigma_x} and {@code sigma_y}, or {@code sigma} for both.
     *
     * @param image its path
     * @return in pixels of the annotated image
     * @throws IOException if the image has no row of its own, or there are no such columns or no width in them
     */
    public Sigma sigma(String image) throws IOException {
        NamedRows.Row row = row(image);
        boolean isOne = rows.has("sigma");
        if (!isOne && !(rows.has("sigma_x") && rows.has("sigma_y"))) {
            throw new IOException(file + ": must have a column \"sigma\", or \"sigma_x\" and \"sigma_y\"");
        }
        try {
            return isOne ? Sigma.of(row.number("sigma")) : new Sigma(row.number("sigma_x"), row.number("sigma_y"));
        } catch (IllegalArgumentException e) {
            throw row.error(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The box of an object in an image: columns {@code box_x}, {@code box_y}, {@code box_w} and {@code box_h}, and the size of the
     * image, {@code width} and {@code height}, in pixels.
     *
     * @param image its path
     * @return as shares of the image's width and height
     * @throws IOException if the image has no row of its own, or there are no such columns, or no box on the image in them
     */
    public BoundingBox box(String image) throws IOException {
        NamedRows.Row row = row(image);
        int width = row.whole("width");
        int height = row.whole("height");
        if (width < 1 || height < 1) {
            throw row.error("the image is " + width + "x" + height + ": must be at least 1x1");
        }
        try {
            BoundingBox box = new BoundingBox(
                    row.number("box_x") / width,
                    row.number("box_y") / height,
                    row.number("box_w") / width,
                    row.number("box_h") / height);
            if (box.x() >= 1 || box.y() >= 1 || box.x() + box.width() <= 0 || box.y() + box.height() <= 0) {
                throw row.error("the box lies off the image");
            }
            return box;
        } catch (IllegalArgumentException e) {
            throw row.error(String.valueOf(e.getMessage()));
        }
    }
}
