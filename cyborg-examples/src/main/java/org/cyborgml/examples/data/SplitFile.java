package org.cyborgml.examples.data;

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
     * @throws IOException if it cannot be read, a row is not of that form, or there is none; rows are named by number
     */
    public static SplitFile read(Path file) throws IOException {
        List<LabelledImage> images = new ArrayList<>();
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                CSVParser rows = CSVFormat.DEFAULT.parse(text)) {
            for (CSVRecord row : rows) {
                images.add(image(file, row));
            }
        } catch (UncheckedIOException e) {
            String what = e.getCause() instanceof CharacterCodingException ? "is not text in UTF-8" : "is not csv";
            throw new IOException(file + ": " + what, e);
        }
        if (images.isEmpty()) {
            throw new IOException(file + ": has no rows");
        }
        return new SplitFile(file, images);
    }

    private static LabelledImage image(Path file, CSVRecord row) throws IOException {
        String where = file + ", row " + row.getRecordNumber();
        if (row.size() != COLUMNS) {
            throw new IOException(where + ": must be split,label,path, found " + row.size() + " columns");
        }
        String path = row.get(2).strip();
        if (path.isEmpty()) {
            throw new IOException(where + ": has no path");
        }
        return new LabelledImage(
                find(Split.values(), Split::word, row.get(0), where + ": split"),
                find(Label.values(), Label::word, row.get(1), where + ": label"),
                path);
    }

    private static <T> T find(T[] values, Function<T, String> word, String given, String what) throws IOException {
        for (T value : values) {
            if (word.apply(value).equals(given.strip())) {
                return value;
            }
        }
        throw new IOException(
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
