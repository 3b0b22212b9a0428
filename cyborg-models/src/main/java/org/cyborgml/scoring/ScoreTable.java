package org.cyborgml.scoring;

import com.google.common.primitives.Doubles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cyborgml.data.DataException;
import org.cyborgml.saliency.file.PathKey;
import org.cyborgml.saliency.file.PlainText;
import org.cyborgml.scoring.onnx.DetectorOutput;

/**
 * Scores of any detector of two classes, from a csv of path and score: the probability of class 1, such as Synthetic. Read as logits,
 * {@code ln(p / (1 - p))}, which rank images as the probabilities do; probabilities of exactly 0 and 1 have no logit and
 * become -{@value #SATURATED} and {@value #SATURATED}, beyond that of every other number.
 *
 * <p>Rows are {@code path,score} or, as {@link Scorer} writes them with logits, {@code path,score,logits}, of which the last is that of
 * class 1. A header may name the columns instead: {@code path} and {@code logit} or {@code score}. Immutable.
 */
public final class ScoreTable {

    static final double SATURATED = DetectorOutput.SATURATED;

    /** Score files have eight decimals. */
    private static final double TOLERANCE = 1e-6;

    private final Path file;
    private final Map<String, Double> logits;

    private ScoreTable(Path file, Map<String, Double> logits) {
        this.file = file;
        this.logits = logits;
    }

    /**
     * Reads a file.
     *
     * @param file csv in UTF-8
     * @return its scores
     * @throws IOException if it cannot be read, a row has no score, or an image is there twice; the message names the file and
     *     the row
     */
    public static ScoreTable read(Path file) throws IOException {
        Map<String, Double> logits = new LinkedHashMap<>();
        CSVFormat format = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();
        try (CSVParser rows = CSVParser.parse(PlainText.read(file), format)) {
            Columns columns = null;
            for (CSVRecord row : rows) {
                if (columns == null) {
                    columns = Columns.of(row, file);
                    if (columns.isHeader()) {
                        continue;
                    }
                }
                String path = PathKey.of(row.get(Math.min(columns.path(), row.size() - 1)));
                if (logits.put(path, columns.logit(row, file)) != null) {
                    throw error(file, row, "the image " + path + " is there twice");
                }
            }
        } catch (UncheckedIOException | IllegalStateException e) {
            throw new DataException(file + ": is not valid csv: " + e.getMessage());
        }
        if (logits.isEmpty()) {
            throw new DataException(file + ": has no score");
        }
        return new ScoreTable(file, logits);
    }

    private static DataException error(Path file, CSVRecord row, String reason) {
        return new DataException(file + ", row " + row.getRecordNumber() + ": " + reason);
    }

    /** The places of the columns; -1 for the logit or the score if there is none. */
    private record Columns(boolean isHeader, int path, int score, int logit) {

        static Columns of(CSVRecord first, Path file) throws DataException {
            List<String> names = first.stream()
                    .map(name -> name.strip().toLowerCase(Locale.ROOT))
                    .toList();
            int path = names.indexOf("path");
            if (path < 0) {
                return new Columns(false, 0, 1, -1);
            }
            Columns named = new Columns(true, path, names.indexOf("score"), names.indexOf("logit"));
            if (named.score < 0 && named.logit < 0) {
                throw error(
                        file,
                        first,
                        "the header " + names + " has no column score or logit"
                                + (names.contains("predicted") ? "; only files of two classes are read" : ""));
            }
            return named;
        }

        double logit(CSVRecord row, Path file) throws DataException {
            if (isHeader) {
                return logit >= 0 ? number(row, logit, file) : logitOf(number(row, score, file), row, file);
            }
            double ofScore = logitOf(number(row, score, file), row, file);
            if (row.size() < 3) {
                return ofScore;
            }
            double last = number(row, row.size() - 1, file);
            if (!(Math.abs(Ensemble.sigmoid(last) - number(row, score, file)) < TOLERANCE)) {
                throw error(
                        file,
                        row,
                        "the last column, " + last + ", is not the logit of the score " + row.get(score)
                                + ": must be path, score and logits, or have a header with path and score or logit");
            }
            return last;
        }

        private static double number(CSVRecord row, int column, Path file) throws DataException {
            Double number =
                    column < row.size() ? Doubles.tryParse(row.get(column).strip()) : null;
            if (number == null || !Double.isFinite(number)) {
                throw error(
                        file,
                        row,
                        (column < row.size() ? "\"" + row.get(column) + "\"" : "nothing") + " in column " + (column + 1)
                                + ": must be a number");
            }
            return number;
        }

        private static double logitOf(double score, CSVRecord row, Path file) throws DataException {
            if (!(score >= 0 && score <= 1)) {
                throw error(
                        file,
                        row,
                        "score " + score
                                + ": must be a probability from 0 to 1; a file of logits needs the header path,logit");
            }
            return DetectorOutput.logit(score);
        }
    }

    /**
     * The file.
     *
     * @return where the scores come from
     */
    public Path file() {
        return file;
    }

    /**
     * All images.
     *
     * @return their paths, in the file's order, with forward slashes
     */
    public Set<String> paths() {
        return java.util.Collections.unmodifiableSet(logits.keySet());
    }

    /**
     * The logit of class 1 for an image.
     *
     * @param path of the image
     * @return empty if the file has no score of it
     */
    public OptionalDouble logit(String path) {
        Double logit = logits.get(PathKey.of(path));
        return logit == null ? OptionalDouble.empty() : OptionalDouble.of(logit);
    }

    /**
     * The logit of class 1 for an image that must be there.
     *
     * @param path of the image
     * @return the logit
     * @throws DataException if the file has no score of it
     */
    public double require(String path) throws DataException {
        Double logit = logits.get(PathKey.of(path));
        if (logit == null) {
            throw new DataException(file + ": has no score of " + path + "; its first image is "
                    + logits.keySet().iterator().next());
        }
        return logit;
    }

    /**
     * Checks that all scores have a logit, so that they can be averaged.
     *
     * @throws DataException if a score is exactly 0 or 1
     */
    public void requireLogits() throws DataException {
        for (Map.Entry<String, Double> one : logits.entrySet()) {
            if (Math.abs(one.getValue()) == SATURATED) {
                throw new DataException(file + ": the score of " + one.getKey() + " is exactly "
                        + (one.getValue() > 0 ? 1 : 0)
                        + ", which has no logit to average: give a file with logits, such as score --logits writes");
            }
        }
    }
}
