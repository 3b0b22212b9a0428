package org.cyborgml.app.paper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cyborgml.app.files.TextFiles;
import org.cyborgml.app.report.FigurePng;
import org.cyborgml.app.report.Item.DataTable;
import org.cyborgml.app.report.Item.Figure;
import org.cyborgml.app.report.LatexTable;
import org.cyborgml.app.report.MarkdownTable;
import org.cyborgml.app.report.SvgFile;
import org.cyborgml.saliency.file.WholeFile;

/** A report's files: the page, {@code figures/*.svg} and {@code .png}, {@code tables/*.csv}, {@code .tex} and {@code .md}. */
final class ReportFiles {

    private final Path out;

    private ReportFiles(Path out) {
        this.out = out;
    }

    static ReportFiles in(Path out) throws IOException {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new IOException(out + ": is a file, must be a folder");
        }
        Files.createDirectories(out.resolve("figures"));
        Files.createDirectories(out.resolve("tables"));
        return new ReportFiles(out);
    }

    void svg(Figure figure) throws IOException {
        text("figures/" + figure.id() + ".svg", SvgFile.of(figure.svg()));
    }

    void png(Figure figure) throws IOException {
        WholeFile.write(out.resolve("figures").resolve(figure.id() + ".png"), FigurePng.png(figure.svg()));
    }

    void table(DataTable table) throws IOException {
        csv("tables/" + table.id() + ".csv", table.csv());
        text("tables/" + table.id() + ".tex", LatexTable.of(table.table(), table.caption()));
        text(
                "tables/" + table.id() + ".md",
                MarkdownTable.of(table.table()) + "\n" + MarkdownTable.escaped(table.caption()) + "\n");
    }

    void csv(String name, List<List<String>> rows) throws IOException {
        TextFiles.writeCsv(out.resolve(name), rows);
    }

    void text(String name, String text) throws IOException {
        TextFiles.write(out.resolve(name), text);
    }
}
