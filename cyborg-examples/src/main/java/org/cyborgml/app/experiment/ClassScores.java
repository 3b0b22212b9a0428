package org.cyborgml.app.experiment;

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
import org.cyborgml.data.LabelledImage;
import org.cyborgml.data.Split;
import org.cyborgml.metrics.MulticlassMetrics;
import org.jspecify.annotations.Nullable;

/**
 * The scores of a trial on a test set of more than two classes, with the labels. Immutable.
 *
 * @param classes of the network
 * @param scored the images with their logits
 */
public record ClassScores(ClassNames classes, List<Scored> scored) {

    /**
     * An image with its logits.
     *
     * @param file of the image: the folder of the test set's images, as the plan has it, and the path below it
     * @param label its class
     * @param logits one for each class
     */
    public record Scored(Path file, int label, List<Double> logits) {

        /** Copies the list. */
        public Scored {
            logits = List.copyOf(logits);
        }
    }

    /** Copies the list. */
    public ClassScores {
        scored = List.copyOf(scored);
    }

    /**
     * Reads the scores of a trial.
     *
     * @param experiment has the labels
     * @param trial has the scores
     * @param testSet its id
     * @param images the folder of its images, as the plan has it; null where it is not known
     * @return the scores
     * @throws IOException if a file is not there or cannot be read, or the rows of the score file are not those of the test set
     */
    public static ClassScores read(
            ExperimentFolder experiment, TrialFolder trial, String testSet, @Nullable String images)
            throws IOException {
        ClassNames classes = experiment.read().classNames();
        Path file = trial.scores(testSet);
        List<Scored> scored = new ArrayList<>();
        TextFiles.requireWhole(file, KeptScores.RESCORE);
        try (Reader text = Files.newBufferedReader(file);
                CSVParser parser = CSVFormat.DEFAULT
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get()
                        .parse(text)) {
            Iterator<CSVRecord> rows = parser.iterator();
            for (LabelledImage image : experiment.test(testSet).images(Split.TEST)) {
                if (!rows.hasNext()) {
                    throw KeptScores.damaged(file + ": ends before " + image.path());
                }
                scored.add(scored(file, rows.next(), image, images, classes));
            }
            if (rows.hasNext()) {
                throw KeptScores.damaged(file + ": has more rows than test set " + testSet + " has images");
            }
        } catch (UncheckedIOException | CharacterCodingException e) {
            throw KeptScores.damaged(file + ": is not csv");
        }
        return new ClassScores(classes, scored);
    }

    private static Scored scored(
            Path file, CSVRecord row, LabelledImage image, @Nullable String images, ClassNames classes)
            throws IOException {
        String where = file + ", row " + row.getRecordNumber();
        if (!row.isSet("path") || !row.get("path").equals(image.path())) {
            throw KeptScores.damaged(where + ": must be the scores of " + image.path());
        }
        List<Double> logits = new ArrayList<>();
        for (String name : classes.names()) {
            String column = "logit " + name;
            if (!row.isSet(column)) {
                throw KeptScores.damaged(where + ": has no column \"" + column + "\"");
            }
            try {
                logits.add(Double.parseDouble(row.get(column)));
            } catch (NumberFormatException e) {
                throw KeptScores.damaged(where + ": " + column + " \"" + row.get(column) + "\" is no number");
            }
        }
        return new Scored(file(images, image.path()), classes.index(image.label()), logits);
    }

    /** The file of an image, however the plan spells its folder. */
    static Path file(@Nullable String images, String path) {
        return Path.of(Objects.requireNonNullElse(images, ""), path).normalize();
    }

    /**
     * The scores of several test sets together. Of an image that is in several, the first score counts.
     *
     * @param parts of the same classes, at least one
     * @return the scores of all
     */
    public static ClassScores pooled(List<ClassScores> parts) {
        Set<Path> seen = new HashSet<>();
        List<Scored> all = new ArrayList<>();
        for (ClassScores part : parts) {
            part.scored().stream().filter(one -> seen.add(one.file())).forEach(all::add);
        }
        return new ClassScores(parts.get(0).classes(), all);
    }

    /**
     * The metrics of these scores.
     *
     * @return accuracy, AUCs of each class against the rest, confusion matrix
     */
    public MulticlassMetrics metrics() {
        return MulticlassMetrics.of(
                scored.stream().mapToInt(Scored::label).toArray(),
                scored.stream()
                        .map(one -> one.logits().stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray())
                        .toArray(double[][]::new));
    }
}
