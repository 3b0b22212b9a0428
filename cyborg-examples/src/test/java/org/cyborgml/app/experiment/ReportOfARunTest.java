package org.cyborgml.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cyborgml.app.paper.PaperReport;
import org.cyborgml.app.report.Xml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** From a plan by trained networks to the report. */
class ReportOfARunTest {

    @TempDir
    private Path data;

    @Test
    void whatARunLeavesOnDiskIsReported() throws IOException {
        Experiment experiment = Plans.read(ToyExperiment.write(data)).withRuns(2);
        ExperimentRun.of(experiment, data, data.resolve("out")).run();

        PaperReport report = PaperReport.of(ExperimentFolder.of(data.resolve("out")));

        assertThat(report.finished()).isEqualTo("4 of 4 trainings are finished");
        assertThat(report.findings())
                .anySatisfy(sentence -> assertThat(sentence).contains("(2 runs) against", "over 2 pairs"));
        Document page = Xml.parse(report.html().strip());
        // AUC, differences, ROC, accuracy, loss, loss by epoch, differences at equal loss, mean CAMs, CAMs by run,
        // agreement.
        assertThat(Xml.elements(page, "figcaption")).hasSize(10);
        assertThat(report.findings())
                .anySatisfy(sentence -> assertThat(sentence).contains("At equal training loss the difference is"));
        assertThat(atEqualLoss(report)).hasSize(4);
        assertThat(page.getDocumentElement().getTextContent()).doesNotContain("NaN");
    }

    /** A heading, and CYBORG on two test sets and on both together. */
    private List<String> atEqualLoss(PaperReport report) throws IOException {
        report.writeTo(data.resolve("report"));
        return Files.readAllLines(data.resolve("report/tables/auc-at-equal-loss.csv"));
    }
}
