package org.cyborgml.app.decoy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
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
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.cyborgml.data.CsvText;
import org.cyborgml.saliency.file.WholeFile;

/**
 * The files of a study: {@code settings.json} ({@link StudySettings}), {@code results.csv} with a row per finished training
 * (arm, seed, then the columns of {@link Column}) and {@code epochs.csv} with a row per epoch of those (arm, seed, epoch,
 * cross_entropy, saliency, validation_accuracy, random_value_accuracy). Numbers are written in full. Both tables are written
 * anew, whole, when a training ends; a study goes on from them.
 */
final class StudyFiles {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final List<String> EPOCH_HEADER = List.of(
            "arm", "seed", "epoch", "cross_entropy", "saliency", "validation_accuracy", "random_value_accuracy");

    private final Path folder;
    private final List<Cell> cells;

    private StudyFiles(Path folder, List<Cell> cells) {
        this.folder = folder;
        this.cells = new ArrayList<>(cells);
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
                throw new IOException(folder + ": holds a study with other settings, " + begun + "; these are "
                        + settings + ": give another folder");
            }
        } else {
            WholeFile.write(file, JSON.writeValueAsBytes(settings));
        }
        return new StudyFiles(folder, read(folder));
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
        JsonNode tree = JSON.readTree(file.toFile());
        return JSON.treeToValue(tree, StudySettings.class);
    }

    /** All that has ended. */
    synchronized List<Cell> cells() {
        return List.copyOf(cells);
    }

    /** Adds a training that has ended to both files. */
    synchronized void add(Cell cell) throws IOException {
        cells.add(cell);
        cells.sort(Comparator.comparingLong(Cell::seed).thenComparingInt(StudyFiles::place));
        // This order: an epoch of a training that is not among the results is not read.
        WholeFile.write(folder.resolve("epochs.csv"), epochs().getBytes(StandardCharsets.UTF_8));
        WholeFile.write(folder.resolve("results.csv"), results().getBytes(StandardCharsets.UTF_8));
    }

    /** Rows stand in the order of the study, whatever ended first. */
    private static int place(Cell cell) {
        return Arms.all().stream().map(Arm::name).toList().indexOf(cell.arm());
    }

    private String results() throws IOException {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter rows = new CSVPrinter(text, CsvText.FORMAT)) {
            rows.printRecord(Stream.concat(
                    Stream.of("arm", "seed"), Arrays.stream(Column.values()).map(Column::header)));
            for (Cell cell : cells) {
                rows.printRecord(Stream.concat(
                        Stream.of(cell.arm(), cell.seed()),
                        Arrays.stream(Column.values()).map(cell::value)));
            }
        }
        return text.toString();
    }

    private String epochs() throws IOException {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter rows = new CSVPrinter(text, CsvText.FORMAT)) {
            rows.printRecord(EPOCH_HEADER);
            for (Cell cell : cells) {
                for (Cell.Epoch epoch : cell.epochs()) {
                    rows.printRecord(
                            cell.arm(),
                            cell.seed(),
                            epoch.epoch(),
                            epoch.crossEntropy(),
                            epoch.saliency(),
                            epoch.validationAccuracy(),
                            epoch.randomValueAccuracy());
                }
            }
        }
        return text.toString();
    }

    /** All that has ended, of the study in a folder. */
    static List<Cell> read(Path folder) throws IOException {
        Path results = folder.resolve("results.csv");
        if (!Files.exists(results)) {
            return List.of();
        }
        Path epochs = folder.resolve("epochs.csv");
        List<CSVRecord> epochRows = rows(epochs);
        List<Cell> cells = new ArrayList<>();
        for (CSVRecord row : rows(results)) {
            try {
                cells.add(cell(row, epochRows));
            } catch (IllegalArgumentException e) {
                throw new IOException(
                        results + ", row " + row.getRecordNumber() + ": is not as a study writes it: " + e.getMessage(),
                        e);
            }
        }
        return cells;
    }

    /** The rows of a table that begins with its header. */
    static List<CSVRecord> rows(Path file) throws IOException {
        CSVFormat withHeader =
                CsvText.FORMAT.builder().setHeader().setSkipHeaderRecord(true).get();
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                CSVParser rows = withHeader.parse(text)) {
            return rows.getRecords();
        } catch (UncheckedIOException e) {
            throw new IOException(file + ": is not csv", e);
        }
    }

    private static Cell cell(CSVRecord row, List<CSVRecord> epochRows) {
        String arm = row.get("arm");
        long seed = Long.parseLong(row.get("seed"));
        Map<Column, Double> values = new EnumMap<>(Column.class);
        for (Column column : Column.values()) {
            values.put(column, Double.parseDouble(row.get(column.header())));
        }
        List<Cell.Epoch> epochs = epochRows.stream()
                .filter(epoch -> epoch.get("arm").equals(arm) && Long.parseLong(epoch.get("seed")) == seed)
                .map(epoch -> new Cell.Epoch(
                        Integer.parseInt(epoch.get("epoch")),
                        Double.parseDouble(epoch.get("cross_entropy")),
                        Double.parseDouble(epoch.get("saliency")),
                        Double.parseDouble(epoch.get("validation_accuracy")),
                        Double.parseDouble(epoch.get("random_value_accuracy"))))
                .toList();
        return new Cell(arm, seed, values, epochs);
    }
}
