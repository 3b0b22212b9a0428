package org.cyborgml.examples.paper;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cyborgml.examples.data.Label;
import org.cyborgml.examples.data.LabelledImage;
import org.cyborgml.examples.data.Split;
import org.cyborgml.examples.experiment.ExperimentFolder;

/**
 * The labels of the test sets' images, in the order of their score files. Of the paths no more than 8 bytes each are kept,
 * so that hundreds of thousands of images fit.
 */
final class TestRows {

    private static final HashFunction HASH = Hashing.sipHash24();

    private final String id;
    private final boolean[] synthetic;
    private final boolean[] pooled;
    private final long[] paths;

    private TestRows(String id, boolean[] synthetic, boolean[] pooled, long[] paths) {
        this.id = id;
        this.synthetic = synthetic;
        this.pooled = pooled;
        this.paths = paths;
    }

    /** The rows of several test sets, of which a real image that is in several counts in the first only when pooled. */
    static List<TestRows> read(ExperimentFolder folder, List<String> testSets) throws IOException {
        Set<Long> seen = new HashSet<>();
        List<TestRows> all = new ArrayList<>();
        for (String id : testSets) {
            List<LabelledImage> images = folder.test(id).images(Split.TEST);
            boolean[] synthetic = new boolean[images.size()];
            boolean[] pooled = new boolean[images.size()];
            long[] paths = new long[images.size()];
            for (int i = 0; i < paths.length; i++) {
                LabelledImage image = images.get(i);
                synthetic[i] = image.label() == Label.SYNTHETIC;
                paths[i] = hash(image.path());
                pooled[i] = synthetic[i] || seen.add(paths[i]);
            }
            all.add(new TestRows(id, synthetic, pooled, paths));
        }
        return all;
    }

    private static long hash(String path) {
        return HASH.hashString(path, StandardCharsets.UTF_8).asLong();
    }

    String id() {
        return id;
    }

    boolean[] synthetic() {
        return synthetic;
    }

    /** Whether a row counts when the test sets are pooled. */
    boolean isPooled(int row) {
        return pooled[row];
    }

    int size() {
        return paths.length;
    }

    /** The last column of a score file: the logit of Synthetic, or the score where there are no logits. */
    double[] scores(Path file) throws IOException {
        double[] scores = new double[paths.length];
        int row = 0;
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                CSVParser rows = CSVFormat.DEFAULT.parse(text)) {
            for (CSVRecord record : rows) {
                if (row == scores.length || hash(record.get(0)) != paths[row]) {
                    throw new IOException(file + ", row " + (row + 1) + ": is not the test set's image of that row");
                }
                scores[row++] = Double.parseDouble(record.get(record.size() - 1));
            }
        } catch (UncheckedIOException | NumberFormatException e) {
            throw new IOException(file + ", row " + (row + 1) + ": is not path,score,logits", e);
        }
        if (row != scores.length) {
            throw new IOException(file + ": has " + row + " rows, the test set " + scores.length);
        }
        return scores;
    }
}
