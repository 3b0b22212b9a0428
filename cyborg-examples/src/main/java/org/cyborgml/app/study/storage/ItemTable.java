package org.cyborgml.app.study.storage;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cyborgml.app.study.ItemKind;
import org.cyborgml.app.study.StudyDesign;
import org.cyborgml.app.study.StudyImage;
import org.cyborgml.app.study.StudyItem;
import org.cyborgml.saliency.file.PlainText;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.ImageHeader;
import org.cyborgml.saliency.image.ImageSize;

/**
 * The table of a study's items, csv with a header. For pairs: a column named after each of the two classes, with the path of
 * the pair's image of this class. For single images: {@code image} and {@code class}. Both may have {@code kind} (trial,
 * practice or check; empty is trial) and {@code source} (where the images come from).
 */
final class ItemTable {

    private static final String KIND = "kind";
    private static final String SOURCE = "source";
    private static final String IMAGE = "image";
    private static final String CLASS = "class";

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .get();

    private final Path file;
    private final StudyDesign design;
    private final List<String> header;
    private final List<CSVRecord> rows;

    private ItemTable(Path file, StudyDesign design, List<String> header, List<CSVRecord> rows) {
        this.file = file;
        this.design = design;
        this.header = header;
        this.rows = rows;
    }

    static ItemTable read(Path file, StudyDesign design) throws IOException {
        try (CSVParser parser = CSVParser.parse(new StringReader(PlainText.read(file)), FORMAT)) {
            ItemTable table = new ItemTable(file, design, List.copyOf(parser.getHeaderNames()), parser.getRecords());
            table.requireHeader();
            return table;
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
            throw new IOException(file + ": is no csv table with a header: " + e.getMessage(), e);
        }
    }

    private void requireHeader() throws IOException {
        List<String> images = imageColumns();
        if (design == StudyDesign.PAIRS && images.size() != 2) {
            throw new IOException(file + ": has the columns " + header
                    + "; a table of pairs has two columns named after" + " the classes, and may have kind and source");
        }
        if (design == StudyDesign.SINGLE && !(images.equals(List.of(IMAGE)) && header.contains(CLASS))) {
            throw new IOException(file + ": has the columns " + header
                    + "; a table of single images has image and class, and may have kind and source");
        }
        if (rows.isEmpty()) {
            throw new IOException(file + ": has no row");
        }
    }

    private List<String> imageColumns() {
        return header.stream()
                .filter(name -> !name.equals(KIND) && !name.equals(SOURCE))
                .filter(name -> design == StudyDesign.PAIRS || !name.equals(CLASS))
                .toList();
    }

    /** The classes: the columns of pairs, or the values of single images in the order in which they first appear. */
    List<String> classes() {
        return design == StudyDesign.PAIRS
                ? imageColumns()
                : rows.stream().map(row -> field(row, CLASS)).distinct().toList();
    }

    /**
     * The items of the table.
     *
     * @param folder of the images
     * @param classes of the plan
     * @throws IOException if a row is none, or an image is missing, no image, or to be turned by its EXIF data
     */
    List<StudyItem> items(Path folder, List<String> classes) throws IOException {
        List<StudyItem> items = new ArrayList<>();
        Map<String, StudyImage> images = new HashMap<>();
        for (CSVRecord row : rows) {
            if (!row.isConsistent()) {
                throw new IOException(place(row) + " has " + row.size() + " fields: " + header.size() + " are needed");
            }
            List<StudyImage> shown = new ArrayList<>();
            if (design == StudyDesign.PAIRS) {
                for (String name : classes) {
                    if (!header.contains(name)) {
                        throw new IOException(file + ": has no column " + name + ", which is a class of the plan");
                    }
                    shown.add(image(row, folder, field(row, name), name, images));
                }
            } else {
                shown.add(image(row, folder, field(row, IMAGE), field(row, CLASS), images));
            }
            requireClasses(row, shown, classes);
            items.add(new StudyItem(items.size() + 1, kind(row), shown));
        }
        return items;
    }

    private void requireClasses(CSVRecord row, List<StudyImage> shown, List<String> classes) throws IOException {
        for (StudyImage image : shown) {
            if (!classes.contains(image.truth())) {
                throw new IOException(
                        place(row) + ": class \"" + image.truth() + "\" must be one of the plan's " + classes);
            }
        }
        if (shown.size() == 2 && shown.get(0).file().equals(shown.get(1).file())) {
            throw new IOException(
                    place(row) + ": both images are " + shown.get(0).file());
        }
    }

    private StudyImage image(CSVRecord row, Path folder, String name, String truth, Map<String, StudyImage> known)
            throws IOException {
        String source = header.contains(SOURCE) ? field(row, SOURCE) : "";
        StudyImage before = known.get(name);
        StudyImage image =
                new StudyImage(name, before == null ? size(row, folder, name) : before.size(), truth, source);
        if (before != null && !before.equals(image)) {
            throw new IOException(place(row) + ": image " + name + " is of class " + truth + " and source \"" + source
                    + "\", but was of " + before.truth() + " and \"" + before.source() + "\" in a row above");
        }
        known.put(name, image);
        return image;
    }

    private ImageSize size(CSVRecord row, Path folder, String name) throws IOException {
        ImageHeader found = ImageDecoder.withDefaults().readHeader(path(row, folder, name));
        if (found.orientation() != ImageHeader.UPRIGHT) {
            throw new IOException(place(row) + ": image " + name + " is to be turned when shown (EXIF orientation "
                    + found.orientation() + "), which training does not do: save it upright");
        }
        return found.size();
    }

    private Path path(CSVRecord row, Path folder, String name) throws IOException {
        if (name.isEmpty()) {
            throw new IOException(place(row) + ": has no image");
        }
        Path path;
        try {
            path = folder.resolve(name).normalize();
        } catch (InvalidPathException e) {
            throw new IOException(place(row) + ": \"" + name + "\" is no path", e);
        }
        if (!path.startsWith(folder.normalize())) {
            throw new IOException(place(row) + ": image " + name + " is not below the folder of images " + folder);
        }
        if (!Files.isRegularFile(path)) {
            throw new IOException(place(row) + ": image " + path + " is not there");
        }
        return path;
    }

    private ItemKind kind(CSVRecord row) throws IOException {
        String text = header.contains(KIND) ? field(row, KIND).toUpperCase(Locale.ROOT) : "";
        try {
            return text.isEmpty() ? ItemKind.TRIAL : ItemKind.valueOf(text);
        } catch (IllegalArgumentException e) {
            throw new IOException(place(row) + ": kind \"" + text + "\" must be trial, practice or check", e);
        }
    }

    private String field(CSVRecord row, String column) {
        String value = row.isMapped(column) && row.isSet(column) ? row.get(column) : "";
        return value == null ? "" : value;
    }

    private String place(CSVRecord row) {
        return file + ", row " + row.getRecordNumber();
    }
}
