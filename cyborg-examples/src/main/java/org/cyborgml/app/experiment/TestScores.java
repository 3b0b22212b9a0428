package org.cyborgml.app.experiment;

import com.google.common.primitives.ImmutableDoubleArray;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cyborgml.app.files.TextFiles;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.DataException;
import org.cyborgml.data.LabelledImage;
import org.cyborgml.data.Split;
import org.cyborgml.metrics.BinaryScores;
import org.cyborgml.metrics.MulticlassMetrics;
import org.jspecify.annotations.Nullable;

/**
 * The scores of a trial on one or several test sets, with the labels. Immutable.
 *
 * @param classes of the network
 * @param scored the images with their logits
 */
public record TestScores(ClassNames classes, List<Scored> scored) {

    /**
     * An image with its logits.
     *
     * @param folder that the path is below, as the plan has it; null where it is not known, which is taken for one folder
     * @param path of the image
     * @param label its class
     * @param logits one for each class; of two classes that of class 1 is the last, and may be the only one
     */
    public record Scored(@Nullable String folder, String path, int label, ImmutableDoubleArray logits) {

        /** The file of the image, however the plan spells its folder. */
        private Path file() {
            return Path.of(Objects.requireNonNullElse(folder, ""), path).normalize();
        }
    }

    /** The way out of a score file that is damaged. */
    private static final String RESCORE = "delete it and give experiment run again, which scores these images anew";

    /** Copies the list. */
    public TestScores {
        scored = List.copyOf(scored);
    }

    /**
     * Reads the scores of a trial.
     *
     * @param experiment has the labels
     * @param trial has the scores
     * @param testSet its id
     * @param folder of its images, as the plan has it; null where it is not known
     * @return the scores
     * @throws IOException if a file is not there or cannot be read, or the rows of the score file are not those of the test set
     */
    public static TestScores read(
            ExperimentFolder experiment, TrialFolder trial, String testSet, @Nullable String folder)
            throws IOException {
        ClassNames classes = experiment.read().classNames();
        CSVFormat format = classes.size() == 2
                ? CSVFormat.DEFAULT
                : CSVFormat.DEFAULT
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get();
        Path file = trial.scores(testSet);
        List<Scored> scored = new ArrayList<>();
        TextFiles.requireWhole(file, RESCORE);
        try (Reader text = Files.newBufferedReader(file);
                CSVParser parser = format.parse(text)) {
            Iterator<CSVRecord> rows = parser.iterator();
            for (LabelledImage image : experiment.test(testSet).images(Split.TEST)) {
                if (!rows.hasNext()) {
                    throw damaged(file + ": ends before " + image.path());
                }
                CSVRecord row = rows.next();
                if (!row.get(0).equals(image.path())) {
                    throw damaged(where(file, row) + ": must be the scores of " + image.path());
                }
                scored.add(new Scored(folder, image.path(), classes.index(image.label()), logits(file, row, classes)));
            }
            if (rows.hasNext()) {
                throw damaged(file + ": has more rows than test set " + testSet + " has images");
            }
        } catch (UncheckedIOException | CharacterCodingException e) {
            throw damaged(file + ": is not csv");
        }
        return new TestScores(classes, scored);
    }

    /** A score file that is not as this program writes it. */
    private static DataException damaged(String what) {
        return new DataException(what + ": put back a copy of it, or " + RESCORE);
    }

    private static String where(Path file, CSVRecord row) {
        return file + ", row " + row.getRecordNumber();
    }

    private static ImmutableDoubleArray logits(Path file, CSVRecord row, ClassNames classes) throws DataException {
        if (classes.size() == 2) {
            if (row.size() < 3) {
                throw damaged(where(file, row) + ": must be path, score and logits");
            }
            return ImmutableDoubleArray.of(logit(file, row, row.get(row.size() - 1)));
        }
        ImmutableDoubleArray.Builder logits = ImmutableDoubleArray.builder();
        for (String name : classes.names()) {
            String column = "logit " + name;
            if (!row.isSet(column)) {
                throw damaged(where(file, row) + ": has no column \"" + column + "\"");
            }
            logits.add(logit(file, row, row.get(column)));
        }
        return logits.build();
    }

    private static double logit(Path file, CSVRecord row, String text) throws DataException {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw damaged(where(file, row) + ": logit \"" + text + "\" is no number");
        }
    }

    /**
     * The scores of several test sets together. An image that is in several is one image, whose first score counts. Of two
     * classes that holds for class 0, the real images, which are tested beside each generator that was trained on their like.
     *
     * @param parts of the same classes, at least one
     * @return the scores of all
     */
    public static TestScores pooled(List<TestScores> parts) {
        ClassNames classes = parts.get(0).classes();
        Set<Path> seen = new HashSet<>();
        return new TestScores(
                classes,
                parts.stream()
                        .flatMap(part -> part.scored().stream())
                        .filter(one -> (classes.size() == 2 && one.label() == 1) || seen.add(one.file()))
                        .toList());
    }

    /** The last logits of the images of a class, in their order. */
    public double[] ofClass(int label) {
        return scored.stream()
                .filter(one -> one.label() == label)
                .mapToDouble(one -> one.logits().get(one.logits().length() - 1))
                .toArray();
    }

    /** The scores for the metrics of one decision: logits of class 1, which rank images as their sigmoid does but without its ties. */
    public BinaryScores binary() {
        return BinaryScores.ofClasses(ofClass(0), ofClass(1));
    }

    /**
     * Tells which images are classified correctly, by the highest logit of one for each class.
     *
     * @return one for each image, in their order
     */
    public boolean[] isCorrect() {
        boolean[] correct = new boolean[scored.size()];
        for (int i = 0; i < correct.length; i++) {
            Scored one = scored.get(i);
            correct[i] = MulticlassMetrics.predicted(one.logits().toArray()) == one.label();
        }
        return correct;
    }

    /**
     * The metrics of any number of classes.
     *
     * @return accuracy, AUCs of each class against the rest, confusion matrix
     */
    public MulticlassMetrics metrics() {
        return MulticlassMetrics.of(
                scored.stream().mapToInt(Scored::label).toArray(),
                scored.stream().map(one -> one.logits().toArray()).toArray(double[][]::new));
    }
}
