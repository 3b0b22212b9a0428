package org.cyborgml.examples.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.cyborgml.examples.paper.PaperReport;
import org.cyborgml.examples.report.Xml;
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
        // AUC, ROC, accuracy, loss, mean CAMs, CAMs by run, agreement.
        assertThat(Xml.elements(page, "figcaption")).hasSize(7);
        assertThat(page.getDocumentElement().getTextContent()).doesNotContain("NaN");
    }
}
