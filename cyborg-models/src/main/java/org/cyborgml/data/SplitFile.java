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
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A split file in the authors' layout: no header, rows of {@code split,label,path} with the splits {@code train} and
 * {@code test} and the labels {@code Real} and {@code Synthetic}. Immutable.
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
        return new LabelledImage(
                find(Split.values(), Split::word, row.get(0), "split"),
                find(Label.values(), Label::word, row.get(1), "label"),
                path);
    }

    private static <T> T find(T[] values, Function<T, String> word, String given, String what) throws DataException {
        for (T value : values) {
            if (word.apply(value).equals(given.strip())) {
                return value;
            }
        }
        throw new DataException(
                what + " must be one of " + Arrays.stream(values).map(word).toList() + ", found \"" + given + "\"");
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
