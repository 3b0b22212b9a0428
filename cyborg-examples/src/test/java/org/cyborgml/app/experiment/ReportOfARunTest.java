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

    @Test
    void aLearningCurveIsReportedOfPlansThatTrainOnPartsOfTheImages() throws IOException {
        ToyExperiment.write(data);
        String text = ToyExperiment.PLAN
                .replace(
                        "  - {id: classical, alpha: 1}\n",
                        """
                  - {id: classical, alpha: 1, image_share: 1, epochs: 1, baseline: true}
                  - {id: classical_half, alpha: 1, image_share: 0.5, epochs: 2}
                  - {id: cyborg_half, maps: human, image_share: 0.5, epochs: 2}
                """)
                .replace("map_share: 0.5", "image_share: 1, epochs: 1")
                .replace("csv: test/tests.csv,", "csv: test/tests.csv, main: true,")
                .replace("tested_epochs: all", "");
        Experiment experiment = Plans.parse(text, "curve.yaml");
        ExperimentRun.of(experiment, data, data.resolve("out")).run().requireNoFailure();

        PaperReport report = PaperReport.of(ExperimentFolder.of(data.resolve("out")));
        report.writeTo(data.resolve("report"));

        List<String> curve = Files.readAllLines(data.resolve("report/tables/learning-curve.csv"));
        assertThat(curve).hasSize(3);
        assertThat(curve.get(1)).startsWith("small_cnn,maps,6,2,");
        assertThat(curve.get(2)).startsWith("small_cnn,maps,12,2,");
        assertThat(data.resolve("report/figures/learning-curve.svg")).exists();
        // The main test set is what the findings are about, and nothing is pooled with it.
        assertThat(report.findings().get(0)).startsWith("AUC, csv, against that of classical");
        assertThat(Files.readString(data.resolve("report/tables/runs.csv"))).doesNotContain("pooled");
        assertThat(ExperimentFolder.of(data.resolve("out"))
                        .trial("small_cnn", "cyborg_half", 1)
                        .result()
                        .orElseThrow()
                        .test())
                .containsOnlyKeys("csv", "lists");
        assertThat(Files.readString(data.resolve("out/runs/small_cnn/classical_half/run01/Logs/params.json")))
                .contains("\"image_share\" : 0.5");
    }

    /** A heading, and CYBORG on two test sets and on both together. */
    private List<String> atEqualLoss(PaperReport report) throws IOException {
        report.writeTo(data.resolve("report"));
        return Files.readAllLines(data.resolve("report/tables/auc-at-equal-loss.csv"));
    }
}
