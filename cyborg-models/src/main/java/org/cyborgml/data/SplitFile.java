package org.cyborgml.data;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A split file: no header, rows of {@code split,label,path} with the splits {@code train} and {@code test}. Labels are names
 * of classes, such as {@code Real} and {@code Synthetic}. Immutable.
 */
public final class SplitFile {

    private static final int COLUMNS = 3;
    private static final int SHOWN_PROBLEMS = 10;

    private final Path file;
    private final List<LabelledImage> images;

    private SplitFile(Path file, List<LabelledImage> images) {
        this.file = file;
        this.images = List.copyOf(images);
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
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                CSVParser rows = CSVFormat.DEFAULT.parse(text)) {
            for (CSVRecord row : rows) {
                try {
                    images.add(image(row));
                } catch (DataException e) {
                    problems.add("row " + row.getRecordNumber() + ": " + e.getMessage());
                }
            }
        } catch (UncheckedIOException e) {
            String what = e.getCause() instanceof CharacterCodingException ? "is not text in UTF-8" : "is not csv";
            throw new IOException(file + ": " + what, e);
        }
        if (!problems.isEmpty()) {
            throw new DataException(file
                    + (problems.size() == 1 ? ", " : ": " + problems.size() + " rows cannot be used: ")
                    + String.join("; ", problems.subList(0, Math.min(problems.size(), SHOWN_PROBLEMS)))
                    + (problems.size() > SHOWN_PROBLEMS ? "; ..." : ""));
        }
        if (images.isEmpty()) {
            throw new IOException(file + ": has no rows");
        }
        return new SplitFile(file, images);
    }

    private static LabelledImage image(CSVRecord row) throws DataException {
        if (row.size() != COLUMNS) {
            throw new DataException("must be split,label,path, found " + row.size() + " columns");
        }
        String path = row.get(2).strip();
        if (path.isEmpty()) {
            throw new DataException("has no path");
        }
        String label = row.get(1).strip();
        if (label.isEmpty()) {
            throw new DataException("has no label");
        }
        return new LabelledImage(split(row.get(0)), label, path);
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
