package org.cyborgml.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cyborgml.saliency.file.PathKey;
import org.cyborgml.saliency.file.PlainText;

/**
 * Weights of images' saliency maps in the saliency term of the loss: how far to trust an annotator, or how sure people were, told by
 * their reaction times (after the psychophysical loss of Grieggs et al., "Measuring Human Perception to Improve Handwritten
 * Document Transcription", TPAMI 2021). With a weight of 1 a map counts as it does without weights, with 0 not at all.
 *
 * <p>The file has rows of {@code path,weight}, the paths as in the split file; a header is recognised. Immutable.
 */
public final class MapWeights {

    private static final int COLUMNS = 2;

    private final Path file;
    private final Map<String, Double> byPath;

    private MapWeights(Path file, Map<String, Double> byPath) {
        this.file = file;
        this.byPath = Map.copyOf(byPath);
    }

    /**
     * Reads a file.
     *
     * @param file rows of {@code path,weight}
     * @return the weights
     * @throws IOException if it cannot be read, a row is not of that form, a weight is negative or not finite, or an image has
     *     two; the message names the row
     */
    public static MapWeights read(Path file) throws IOException {
        Map<String, Double> byPath = new HashMap<>();
        try (CSVParser rows = CSVParser.parse(PlainText.read(file), CsvText.FORMAT)) {
            for (CSVRecord row : rows) {
                if (row.getRecordNumber() == 1 && isHeader(row)) {
                    continue;
                }
                String where = file + ", row " + row.getRecordNumber() + ": ";
                if (row.size() != COLUMNS) {
                    throw new DataException(where + "must be path,weight, found " + row.size() + " columns");
                }
                OptionalDouble weight = number(row.get(1));
                if (weight.isEmpty() || !(weight.getAsDouble() >= 0) || Double.isInfinite(weight.getAsDouble())) {
                    throw new DataException(
                            where + "weight must be a number of at least 0, found \"" + row.get(1) + "\"");
                }
                if (byPath.put(PathKey.of(row.get(0)), weight.getAsDouble()) != null) {
                    throw new DataException(where + "a second weight of " + row.get(0));
                }
            }
        } catch (UncheckedIOException e) {
            throw new IOException(file + ": is not csv: " + e.getMessage(), e);
        }
        return new MapWeights(file, byPath);
    }

    private static boolean isHeader(CSVRecord row) {
        return row.size() == COLUMNS && row.toList().equals(List.of("path", "weight"));
    }

    private static OptionalDouble number(String text) {
        try {
            return OptionalDouble.of(Double.parseDouble(text.strip()));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /**
     * The weight of an image's map.
     *
     * @param path of the image, as in the split file
     * @return at least 0
     * @throws DataException if the file has none
     */
    public double of(String path) throws DataException {
        Double weight = byPath.get(PathKey.of(path));
        if (weight == null) {
            throw new DataException(file + ": has no weight of " + path + ", which has a map");
        }
        return weight;
    }
}
