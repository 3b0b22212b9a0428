package org.cyborgml.app.decoy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.io.MoreFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cyborgml.app.experiment.Trial;
import org.cyborgml.app.experiment.TrialFolder;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.app.files.TextFiles;
import org.cyborgml.data.CsvText;
import org.cyborgml.data.DataException;

/**
 * The files of a study: {@code settings.json} ({@link StudySettings}), {@code results.csv} with a row per finished training
 * (arm, seed, then the columns of {@link Column}) and {@code epochs.csv} with a row per epoch of those (arm, seed, epoch,
 * cross_entropy, saliency, validation_accuracy, random_value_accuracy), and {@code cams.json} ({@link Overlays}). Numbers are
 * written in full. All but the settings are written anew, whole, when a training ends; a study continues from them.
 */
final class StudyFiles {

    private static final List<String> EPOCH_HEADER = List.of(
            "arm", "seed", "epoch", "cross_entropy", "saliency", "validation_accuracy", "random_value_accuracy");

    private final Path folder;
    private final List<StudyTrial> trials;

    private StudyFiles(Path folder, List<StudyTrial> trials) {
        this.folder = folder;
        this.trials = new ArrayList<>(trials);
    }

    /**
     * Begins a study in a folder that is there, or goes on with one.
     *
     * @throws IOException if there is one with other settings, or its files cannot be read
     */
    static StudyFiles open(Path folder, StudySettings settings) throws IOException {
        Path file = folder.resolve("settings.json");
        if (Files.exists(file)) {
            StudySettings begun = settings(folder);
            if (!begun.equals(settings)) {
                throw new IOException(folder + ": holds a study with other settings: " + difference(begun, settings)
                        + "; give the settings that it was begun with, or another folder");
            }
        } else {
            JsonFiles.write(file, settings);
        }
        List<StudyTrial> trials = read(folder);
        for (StudyTrial trial : trials) {
            if (trial.epochs().size() != settings.epochs()) {
                throw new DataException(folder.resolve("epochs.csv") + ": is damaged, it has "
                        + trial.epochs().size() + " of " + settings.epochs() + " epochs of " + trial.arm() + ", seed "
                        + trial.seed() + ": put back a copy of it, or delete the row of " + trial.arm() + ","
                        + trial.seed() + " in results.csv to train it again");
            }
        }
        return new StudyFiles(folder, trials);
    }

    /** The first setting that differs, with both values. */
    private static String difference(StudySettings begun, StudySettings given) {
        JsonNode before = JsonFiles.MAPPER.valueToTree(begun);
        JsonNode now = JsonFiles.MAPPER.valueToTree(given);
        return now.properties().stream()
                .filter(setting -> !setting.getValue().equals(before.path(setting.getKey())))
                .findFirst()
                .map(setting ->
                        setting.getKey() + " was " + before.path(setting.getKey()) + ", now is " + setting.getValue())
                .orElse("");
    }

    /**
     * The settings of the study in a folder.
     *
     * @throws IOException if it is not the folder of a study, or they cannot be read
     */
    static StudySettings settings(Path folder) throws IOException {
        Path file = folder.resolve("settings.json");
        if (!Files.exists(file)) {
            throw new FileNotFoundException(folder + ": is not the folder of a study, it has no settings.json");
        }
        return JsonFiles.read(file, StudySettings.class);
    }

    /** The folder of a training that is under way. */
    TrialFolder underWay(Trial trial) {
        return TrialFolder.of(underWay().resolve(trial.scenario().id() + "-" + trial.seed()));
    }

    private Path underWay() {
        return folder.resolve("under-way");
    }

    /** Deletes the folder of trainings that are under way, if there is none in it. */
    void deleteUnderWay() throws IOException {
        if (Files.exists(underWay()) && MoreFiles.listFiles(underWay()).isEmpty()) {
            Files.delete(underWay());
        }
    }

    /** All that has ended. */
    synchronized List<StudyTrial> trials() {
        return List.copyOf(trials);
    }

    /**
     * Adds a training that has ended.
     *
     * @param trial the training
     * @param images test images that are shown
     * @param network output for those
     */
    synchronized void add(StudyTrial trial, List<Overlays.ShownImage> images, Overlays.Network network)
            throws IOException {
        trials.add(trial);
        trials.sort(Comparator.comparingLong(StudyTrial::seed).thenComparingInt(StudyFiles::place));
        Overlays shown = Overlays.read(folder).orElse(new Overlays(images, List.of()));
        shown.with(network).write(folder);
        // This order: an epoch of a training that is not among the results is not read.
        TextFiles.writeCsv(folder.resolve("epochs.csv"), epochs());
        TextFiles.writeCsv(folder.resolve("results.csv"), results());
    }

    /** Rows stand in the order of the study, whatever ended first. */
    private static int place(StudyTrial trial) {
        return Arms.known().stream().map(Arm::name).toList().indexOf(trial.arm());
    }

    private List<List<Object>> results() {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(row(List.of("arm", "seed"), Arrays.stream(Column.values()).map(Column::header)));
        for (StudyTrial trial : trials) {
            rows.add(row(
                    List.of(trial.arm(), trial.seed()),
                    Arrays.stream(Column.values()).map(trial::value)));
        }
        return rows;
    }

    private static List<Object> row(List<?> first, Stream<?> others) {
        return Stream.<Object>concat(first.stream(), others).toList();
    }

    private List<List<Object>> epochs() {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(List.copyOf(EPOCH_HEADER));
        for (StudyTrial trial : trials) {
            for (StudyTrial.EpochRow epoch : trial.epochs()) {
                rows.add(List.of(
                        trial.arm(),
                        trial.seed(),
                        epoch.epoch(),
                        epoch.crossEntropy(),
                        epoch.saliency(),
                        epoch.validationAccuracy(),
                        epoch.randomValueAccuracy()));
            }
        }
        return rows;
    }

    /** All that has ended, of the study in a folder. */
    static List<StudyTrial> read(Path folder) throws IOException {
        Path results = folder.resolve("results.csv");
        if (!Files.exists(results)) {
            return List.of();
        }
        Path epochs = folder.resolve("epochs.csv");
        List<CSVRecord> epochRows = rows(epochs);
        List<StudyTrial> trials = new ArrayList<>();
        for (CSVRecord row : rows(results)) {
            try {
                trials.add(trial(row, epochRows));
            } catch (IllegalArgumentException e) {
                throw new IOException(
                        results + ", row " + row.getRecordNumber() + ": is not as a study writes it: " + e.getMessage(),
                        e);
            }
        }
        return trials;
    }

    /** The rows of a table that begins with its header. */
    static List<CSVRecord> rows(Path file) throws IOException {
        CSVFormat withHeader =
                CsvText.FORMAT.builder().setHeader().setSkipHeaderRecord(true).get();
        TextFiles.requireWhole(file, "delete its last row and run the command again");
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                CSVParser rows = withHeader.parse(text)) {
            return rows.getRecords();
        } catch (UncheckedIOException e) {
            throw new IOException(file + ": is not csv", e);
        }
    }

    private static StudyTrial trial(CSVRecord row, List<CSVRecord> epochRows) {
        String arm = row.get("arm");
        long seed = Long.parseLong(row.get("seed"));
        Map<Column, Double> values = new EnumMap<>(Column.class);
        for (Column column : Column.values()) {
            values.put(column, Double.parseDouble(row.get(column.header())));
        }
        List<StudyTrial.EpochRow> epochs = epochRows.stream()
                .filter(epoch -> epoch.get("arm").equals(arm) && Long.parseLong(epoch.get("seed")) == seed)
                .map(epoch -> new StudyTrial.EpochRow(
                        Integer.parseInt(epoch.get("epoch")),
                        Double.parseDouble(epoch.get("cross_entropy")),
                        Double.parseDouble(epoch.get("saliency")),
                        Double.parseDouble(epoch.get("validation_accuracy")),
                        Double.parseDouble(epoch.get("random_value_accuracy"))))
                .toList();
        return new StudyTrial(arm, seed, values, epochs);
    }
}
