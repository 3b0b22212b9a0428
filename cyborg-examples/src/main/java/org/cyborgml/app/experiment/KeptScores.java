package org.cyborgml.app.experiment;

import com.google.common.primitives.ImmutableDoubleArray;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cyborgml.app.files.TextFiles;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.DataException;
import org.cyborgml.data.LabelledImage;
import org.cyborgml.data.Split;
import org.cyborgml.metrics.BinaryScores;

/**
 * The scores that a trial kept of a test set, with the labels: logits of Synthetic, which rank images as their sigmoid does
 * but without its ties. Immutable.
 *
 * @param realPaths of the real images
 * @param real logits of the real images, in the same order
 * @param synthetic logits of the synthetic images
 */
public record KeptScores(List<String> realPaths, ImmutableDoubleArray real, ImmutableDoubleArray synthetic) {

    /** The way out of a score file that is damaged. */
    static final String RESCORE = "delete it and give experiment run again, which scores these images anew";

    /** A score file that is not as this program writes it. */
    static DataException damaged(String what) {
        return new DataException(what + ": put back a copy of it, or " + RESCORE);
    }

    /** Copies the list. */
    public KeptScores {
        realPaths = List.copyOf(realPaths);
    }

    /**
     * Reads the scores of a trial.
     *
     * @throws IOException if a file is not there or cannot be read, or the score file's rows are not those of the test
     *     set
     */
    public static KeptScores read(ExperimentFolder experiment, TrialFolder trial, String testSet) throws IOException {
        List<String> paths = new ArrayList<>();
        ImmutableDoubleArray.Builder real = ImmutableDoubleArray.builder();
        ImmutableDoubleArray.Builder synthetic = ImmutableDoubleArray.builder();
        Path file = trial.scores(testSet);
        ClassNames classes = experiment.read().classNames();
        TextFiles.requireWhole(file, RESCORE);
        try (Reader text = Files.newBufferedReader(file);
                CSVParser parser = CSVFormat.DEFAULT.parse(text)) {
            Iterator<CSVRecord> rows = parser.iterator();
            for (LabelledImage image : experiment.test(testSet).images(Split.TEST)) {
                double logit = logit(file, image, rows);
                if (classes.index(image.label()) == 0) {
                    paths.add(image.path());
                    real.add(logit);
                } else {
                    synthetic.add(logit);
                }
            }
            if (rows.hasNext()) {
                throw damaged(file + ": has more rows than test set " + testSet + " has images");
            }
        } catch (UncheckedIOException | CharacterCodingException e) {
            throw damaged(file + ": is not csv");
        }
        return new KeptScores(paths, real.build(), synthetic.build());
    }

    private static double logit(Path file, LabelledImage image, Iterator<CSVRecord> rows) throws IOException {
        if (!rows.hasNext()) {
            throw damaged(file + ": ends before " + image.path());
        }
        CSVRecord row = rows.next();
        String where = file + ", row " + row.getRecordNumber();
        if (row.size() < 3 || !row.get(0).equals(image.path())) {
            throw damaged(where + ": must be path, score and logits of " + image.path());
        }
        String logit = row.get(row.size() - 1);
        try {
            return Double.parseDouble(logit);
        } catch (NumberFormatException e) {
            throw damaged(where + ": logit \"" + logit + "\" is no number");
        }
    }

    /** The scores for the metrics of one decision. */
    public BinaryScores binary() {
        return BinaryScores.ofClasses(real.toArray(), synthetic.toArray());
    }
}
