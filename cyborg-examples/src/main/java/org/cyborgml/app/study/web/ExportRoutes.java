package org.cyborgml.app.study.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cyborgml.app.files.TextFiles;
import org.cyborgml.app.study.StudyExport;
import org.cyborgml.app.study.storage.SqliteStudyStore;
import org.cyborgml.saliency.annotation.AnnotationFiles;

/** The owner's downloads: exports and backups. They are written to a folder of temporary files first, one at a time. */
final class ExportRoutes {

    private static final String CSV = "text/csv; charset=utf-8";

    private final StudyExport export;
    private final SqliteStudyStore store;

    ExportRoutes(StudyExport export, SqliteStudyStore store) {
        this.export = export;
        this.store = store;
    }

    /** An export by the name of its file. */
    synchronized WebResponse export(String name) throws RequestProblem, IOException {
        return switch (name) {
            case "annotations.json" ->
                file(name, "application/json", file -> AnnotationFiles.write(export.annotations(), file));
            case "annotations.csv" -> file(name, CSV, file -> AnnotationFiles.write(export.annotations(), file));
            case "trials.csv" -> table(name, export.trials());
            case "participants.csv" -> table(name, export.participants());
            case "payments.csv" -> table(name, export.payments());
            default -> throw RequestProblem.notFound();
        };
    }

    /** A copy of the database. */
    synchronized WebResponse backup() throws IOException {
        return file("study.sqlite", "application/vnd.sqlite3", store::backUp);
    }

    private static WebResponse table(String name, List<List<?>> rows) throws IOException {
        return file(name, CSV, file -> TextFiles.writeCsv(file, rows));
    }

    /** Writes a file. */
    @FunctionalInterface
    private interface FileWriter {
        void write(Path file) throws IOException;
    }

    private static WebResponse file(String name, String type, FileWriter writer) throws IOException {
        Path folder = Files.createTempDirectory("cyborg-study");
        Path file = folder.resolve(name);
        try {
            writer.write(file);
            return WebResponse.bytes(type, Files.readAllBytes(file))
                    .with("Cache-Control", "no-store")
                    .with("Content-Disposition", "attachment; filename=\"" + name + "\"");
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }
}
