package org.cyborgml.app.decoy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cyborgml.app.files.TextFiles;
import org.cyborgml.app.report.Item;
import org.cyborgml.app.report.SvgFile;

/** The files of a study's report: {@code summary.md}, {@code summary.csv}, the figures as SVG and {@code report.html}. */
final class StudyReport {

    private StudyReport() {}

    /**
     * Writes the report.
     *
     * @param study folder of the study
     * @param summary of all or some of its arms
     * @param to folder of the report, made if it is not there
     * @param more at the end of the page
     */
    static void write(Path study, StudySummary summary, Path to, List<Item> more) throws IOException {
        Files.createDirectories(to);
        TextFiles.write(to.resolve("summary.md"), StudyTables.markdown(summary));
        TextFiles.writeCsv(to.resolve("summary.csv"), StudyTables.csv(summary));
        for (Map.Entry<String, String> chart :
                new StudyCharts(summary.arms()).all().entrySet()) {
            TextFiles.write(to.resolve(chart.getKey() + ".svg"), SvgFile.of(chart.getValue()));
        }
        TextFiles.write(
                to.resolve("report.html"),
                StudyPage.of(StudyFiles.settings(study), summary, Overlays.read(study), more)
                        .html());
    }
}
