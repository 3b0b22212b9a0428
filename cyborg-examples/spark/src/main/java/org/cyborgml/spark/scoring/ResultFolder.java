package org.cyborgml.spark.scoring;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.cyborgml.app.cams.CamTotals;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.experiment.CamFile;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.app.files.Output;
import org.cyborgml.app.files.TextFiles;
import org.cyborgml.data.DataException;
import org.cyborgml.scoring.LogitColumns;
import org.cyborgml.spark.metrics.RocPoint;
import org.cyborgml.spark.storage.Storage;

/**
 * The results of a scoring: {@code scores/}, {@code errors/}, {@code cams/SET.json}, {@code metrics.json} and {@code
 * roc/SET.csv}.
 */
final class ResultFolder {

    private final String uri;
    private final Path folder;
    private final Console console;

    private ResultFolder(String uri, Path folder, Console console) {
        this.uri = uri;
        this.folder = folder;
        this.console = console;
    }

    /**
     * Opens a folder.
     *
     * @throws IOException if it holds anything, or cannot be written to
     */
    static ResultFolder open(SparkSession spark, String uri, Console console) throws IOException {
        Path folder = Storage.folder(uri, spark.sparkContext().hadoopConfiguration());
        Output.requireFolder(folder);
        for (String name : List.of("scores", "errors", "cams", "roc", "metrics.json")) {
            if (Files.exists(folder.resolve(name))) {
                throw new DataException(uri + ": has " + name + " already; give another folder, or delete it");
            }
        }
        return new ResultFolder(uri, folder, console);
    }

    private String below(String name) {
        return uri + (uri.endsWith("/") ? "" : "/") + name;
    }

    /** Writes the scores; gives their number. */
    long writeScores(ScoredImages scored, TableFormat format, LogitColumns logits) {
        switch (format) {
            case PARQUET -> scored.scores().write().parquet(below("scores"));
            case CSV ->
                scored.withLogits()
                        .mapPartitions(new ScoreLines(scored.classes().names(), logits), Encoders.STRING())
                        .write()
                        .text(below("scores"));
        }
        return scored.scores().count();
    }

    /** Writes the means of the CAMs, in the form in which experiments have them. */
    void writeCams(Map<String, CamTotals> cams) throws IOException {
        for (Map.Entry<String, CamTotals> one : cams.entrySet()) {
            CamTotals totals = one.getValue();
            JsonFiles.write(
                    folder.resolve("cams").resolve(one.getKey() + ".json"),
                    new CamFile(totals.mean(), totals.agreement().orElse(null)));
        }
    }

    /** Writes metrics of test sets with labels. */
    void writeMetrics(ScoredImages scored, ImageTables.Images images, int points) throws IOException {
        List<SetMetrics> all = new ArrayList<>();
        for (String set : images.sets()) {
            Dataset<Row> scores = images.hasSets()
                    ? scored.withLogits().filter(col(ImageTables.SET).equalTo(set))
                    : scored.withLogits();
            Optional<SetMetrics> metrics =
                    SetMetrics.of(set, scores, scored.classes().name(1), points);
            if (metrics.isEmpty()) {
                console.say("test set " + set + ": no AUC, since it has not two images of each class");
                continue;
            }
            all.add(metrics.get());
            List<List<Object>> rows = new ArrayList<>();
            rows.add(List.of("threshold", "false_positive_rate", "true_positive_rate"));
            for (RocPoint point : metrics.get().roc()) {
                rows.add(List.of(point.threshold(), point.falsePositiveRate(), point.truePositiveRate()));
            }
            Files.createDirectories(folder.resolve("roc"));
            TextFiles.writeCsv(folder.resolve("roc").resolve(set + ".csv"), rows);
        }
        JsonFiles.write(folder.resolve("metrics.json"), all);
    }

    /**
     * Writes the errors, if there are any.
     *
     * @throws IOException if there are: the message has the first, and names the table
     */
    void reportErrors(ScoredImages scored, TableFormat format) throws IOException {
        Dataset<Row> errors = scored.errors();
        long count = errors.count();
        if (count == 0) {
            return;
        }
        switch (format) {
            case PARQUET -> errors.write().parquet(below("errors"));
            case CSV ->
                errors.select(ScoreSchema.PATH, ScoreSchema.ERROR)
                        .write()
                        .option("header", "true")
                        .option("escape", "\"")
                        .csv(below("errors"));
        }
        throw new DataException(count + " images could not be used, the first: "
                + errors.first().getAs(ScoreSchema.ERROR) + "; all in " + below("errors"));
    }
}
