package org.cyborgml.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cyborgml.saliency.file.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * A split file: rows of {@code split,label,path} with the splits {@code train} and {@code test}. Labels are names of classes,
 * such as {@code Real} and {@code Synthetic}. The text is UTF-8, with a byte order mark or without; fields may stand in quotes;
 * empty rows are passed over.
 *
 * <p>The authors' files have no header. A first row that names the three columns, such as {@code split,label,path} or
 * {@code image,class,set}, is recognised as one, and gives their order.
 *
 * <p>Immutable.
 */
public final class SplitFile {

    private static final int COLUMNS = 3;
    private static final int SHOWN_PROBLEMS = 10;
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setIgnoreSurroundingSpaces(true).get();
    private static final Columns AUTHORS = new Columns(0, 1, 2);

    private final Path file;
    private final List<LabelledImage> images;
    private final @Nullable String header;

    private SplitFile(Path file, List<LabelledImage> images, @Nullable String header) {
        this.file = file;
        this.images = List.copyOf(images);
        this.header = header;
    }

    /** The places of the columns. */
    private record Columns(int split, int label, int path) {

        private static final Set<String> SPLITS = Set.of("split", "set", "subset", "partition", "phase");
        private static final Set<String> LABELS = Set.of("label", "class", "category", "target", "class_name");
        private static final Set<String> PATHS = Set.of(
                "path", "image", "file", "filename", "file_name", "filepath", "file_path", "image_path", "name", "img");

        /** The columns that a row names; empty if it is no header. */
        static Optional<Columns> named(CSVRecord row) {
            int split = place(row, SPLITS);
            int label = place(row, LABELS);
            int path = place(row, PATHS);
            return row.size() == COLUMNS && split >= 0 && label >= 0 && path >= 0
                    ? Optional.of(new Columns(split, label, path))
                    : Optional.empty();
        }

        private static int place(CSVRecord row, Set<String> names) {
            for (int i = 0; i < row.size(); i++) {
                if (names.contains(row.get(i).strip().toLowerCase(Locale.ROOT))) {
                    return i;
                }
            }
            return -1;
        }
    }

    /**
     * Reads a split file.
     *
     * @param file the file
     * @return its rows
     * @throws IOException if it cannot be read, rows are not of that form, or there is none; rows are named by number
     */
    public static SplitFile read(Path file) throws IOException {
        List<LabelledImage> images = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Columns columns = AUTHORS;
        String header = null;
        try (CSVParser rows = CSVParser.parse(PlainText.read(file), FORMAT)) {
            for (CSVRecord row : rows) {
                if (row.stream().allMatch(String::isBlank)) {
                    continue;
                }
                Optional<Columns> named = images.isEmpty() && problems.isEmpty() && header == null
                        ? Columns.named(row)
                        : Optional.empty();
                if (named.isPresent()) {
                    columns = named.get();
                    header = String.join(",", row.toList());
                    continue;
                }
                try {
                    images.add(image(row, columns));
                } catch (DataException e) {
                    problems.add("row " + row.getRecordNumber() + ": " + e.getMessage());
                }
            }
        } catch (UncheckedIOException e) {
            throw new IOException(file + ": is not csv: " + e.getMessage(), e);
        }
        if (!problems.isEmpty()) {
            throw new DataException(file
                    + (problems.size() == 1 ? ", " : ": " + problems.size() + " rows cannot be used: ")
                    + String.join("; ", problems.subList(0, Math.min(problems.size(), SHOWN_PROBLEMS)))
                    + (problems.size() > SHOWN_PROBLEMS ? "; ..." : ""));
        }
        if (images.isEmpty()) {
            throw new IOException(file + ": has no rows" + (header == null ? "" : " below its header"));
        }
        return new SplitFile(file, images, header);
    }

    private static LabelledImage image(CSVRecord row, Columns columns) throws DataException {
        if (row.size() != COLUMNS) {
            throw new DataException("must be split,label,path, found " + row.size() + " columns" + hint(row));
        }
        String path = row.get(columns.path()).strip();
        if (path.isEmpty()) {
            throw new DataException("has no path");
        }
        String label = row.get(columns.label()).strip();
        if (label.isEmpty()) {
            throw new DataException("has no label");
        }
        if (label.indexOf('\0') >= 0) {
            throw new DataException("has a NUL in its label");
        }
        return new LabelledImage(split(row.get(columns.split())), label, path);
    }

    private static String hint(CSVRecord row) {
        if (row.size() > COLUMNS) {
            return ": a path with a comma must stand in quotes";
        }
        for (String separator : List.of("\t", ";", "|")) {
            if (row.get(0).contains(separator)) {
                return ": columns are separated by " + (separator.equals("\t") ? "tabs" : "\"" + separator + "\"")
                        + ", must be by commas";
            }
        }
        return "";
    }

    private static Split split(String word) throws DataException {
        for (Split split : Split.values()) {
            if (split.word().equals(word.strip())) {
                return split;
            }
        }
        throw new DataException("split must be one of "
                + Arrays.stream(Split.values()).map(Split::word).toList() + ", found \"" + word + "\"");
    }

    /**
     * The file.
     *
     * @return its path
     */
    public Path file() {
        return file;
    }

    /**
     * The header.
     *
     * @return the row that names the columns; empty if there is none, as in the authors' files
     */
    public Optional<String> header() {
        return Optional.ofNullable(header);
    }

    /**
     * Tells of the header in words.
     *
     * @return a sentence that the first row was taken for a header; empty if there is none
     */
    public Optional<String> headerInWords() {
        return header().map(row -> file + ": its first row is a header, " + row);
    }

    /**
     * The classes of the images to train on, in the order of {@link ClassNames}.
     *
     * @return the classes
     * @throws IOException if there are no such images, or their labels are not 2 to 1,000 different ones
     */
    public ClassNames classes() throws IOException {
        images(Split.TRAIN);
        try {
            return SaliencyData.trainedClasses(images);
        } catch (DataException e) {
            throw new IOException(file + ", " + e.getMessage(), e);
        }
    }

    /**
     * All rows.
     *
     * @return in the file's order, at least one
     */
    public List<LabelledImage> rows() {
        return images;
    }

    /**
     * The rows of one split, in the file's order.
     *
     * @param split the split
     * @return its images, at least one
     * @throws IOException if it has none
     */
    public List<LabelledImage> images(Split split) throws IOException {
        List<LabelledImage> found =
                images.stream().filter(image -> image.split() == split).toList();
        if (found.isEmpty()) {
            throw new IOException(file + ": has no image of split " + split.word());
        }
        return found;
    }
}
