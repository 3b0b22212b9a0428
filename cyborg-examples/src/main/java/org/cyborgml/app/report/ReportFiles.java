package org.cyborgml.app.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cyborgml.app.files.TextFiles;
import org.cyborgml.app.report.Item.DataTable;
import org.cyborgml.app.report.Item.Figure;
import org.cyborgml.saliency.file.WholeFile;

/** A report's files: the page, {@code figures/*.svg} and {@code .png}, {@code tables/*.csv}, {@code .tex} and {@code .md}. */
public final class ReportFiles {

    private final Path out;

    private ReportFiles(Path out) {
        this.out = out;
    }

    /**
     * A folder for the files of a report, made if it is not there.
     *
     * @throws IOException if it is a file, or cannot be made
     */
    public static ReportFiles in(Path out) throws IOException {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new IOException(out + ": is a file, must be a folder");
        }
        Files.createDirectories(out.resolve("figures"));
        Files.createDirectories(out.resolve("tables"));
        return new ReportFiles(out);
    }

    private void svg(Figure figure) throws IOException {
        text("figures/" + figure.id() + ".svg", SvgFile.of(figure.svg()));
    }

    private void png(Figure figure) throws IOException {
        WholeFile.write(out.resolve("figures").resolve(figure.id() + ".png"), FigurePng.png(figure.svg()));
    }

    private void table(DataTable table) throws IOException {
        csv("tables/" + table.id() + ".csv", table.csv());
        text("tables/" + table.id() + ".tex", LatexTable.of(table.table(), table.caption()));
        text(
                "tables/" + table.id() + ".md",
                MarkdownTable.of(table.table()) + "\n" + MarkdownTable.escaped(table.caption()) + "\n");
    }

    /** Writes rows as csv under a path below the folder. */
    public void csv(String name, List<List<String>> rows) throws IOException {
        TextFiles.writeCsv(out.resolve(name), rows);
    }

    /** Writes a text under a path below the folder. */
    public void text(String name, String text) throws IOException {
        TextFiles.write(out.resolve(name), text);
    }

    /**
     * Writes a page with its figures and tables.
     *
     * @param name of the page's file
     * @throws IOException if a file cannot be written, or this machine has no fonts to draw PNG images with: then all but those
     *     is written
     */
    public void page(String name, Page page) throws IOException {
        for (Figure figure : page.items(Figure.class)) {
            svg(figure);
        }
        for (DataTable table : page.items(DataTable.class)) {
            table(table);
        }
        text(name, page.html());
        // Last, as they alone need something of the machine: fonts.
        for (Figure figure : page.items(Figure.class)) {
            png(figure);
        }
    }
}
