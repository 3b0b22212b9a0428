package org.cyborgml.app.study.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cyborgml.app.report.ReportProgress;
import org.cyborgml.app.study.AnsweredTrial;
import org.cyborgml.metrics.ConfidenceInterval;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HumanStudyReportTest {

    @TempDir
    Path folder;

    private SimulatedStudy study = new SimulatedStudy(Path.of(""));

    @BeforeEach
    void simulate() {
        study = new SimulatedStudy(folder);
    }

    @Test
    void theReportFindsWhatTheSimulationPutIn() throws IOException {
        HumanStudyReport report =
                HumanStudyReport.of(study.plan("pairs"), study.pairs(), study.images(), ReportProgress.NONE);
        Path out = folder.resolve("report");
        report.writeTo(out);

        List<CSVRecord> accuracy = rows(out, "accuracy");
        assertThat(accuracy).hasSize(6);
        for (CSVRecord row : accuracy) {
            double truth = row.get("condition").equals("with highlighting")
                    ? SimulatedStudy.ANNOTATED_ACCURACY
                    : SimulatedStudy.UNANNOTATED_ACCURACY;
            assertThat(interval(row, "accuracy").contains(truth))
                    .as(row.toString())
                    .isTrue();
        }
        CSVRecord together = rows(out, "accuracy-difference").get(2);
        assertThat(together.get("source")).isEqualTo("all together");
        assertThat(interval(together, "difference").contains(0.25)).isTrue();
        assertThat(number(together, "difference_lower")).isPositive();
        assertThat(number(together, "difference_p")).isLessThan(0.01);

        for (CSVRecord row : rows(out, "side-bias")) {
            assertThat(interval(row, "left_share").contains(0.5)).isTrue();
        }
        for (CSVRecord row : rows(out, "learning")) {
            assertThat(interval(row, "change_over_ten_trials").contains(0)).isTrue();
        }
        CSVRecord decision = rows(out, "times").get(0);
        assertThat(interval(decision, "median_seconds").contains(3)).isTrue();

        List<CSVRecord> convergence = rows(out, "convergence");
        assertThat(number(convergence.get(3), "mean")).isGreaterThan(number(convergence.get(0), "mean"));
        assertThat(number(rows(out, "agreement").get(0), "mean_iou")).isBetween(0.2, 0.9);
        assertThat(report.findings().get(0))
                .matches("7\\d\\.\\d % of the decisions with highlighting were right \\(95 %.*");
        assertThat(text(report))
                .contains("Human accuracy", "Left or right", "Convergence of the maps", "Mean maps", "map of ")
                .doesNotContain("NaN");
        for (String figure : List.of("accuracy", "times", "learning", "convergence", "mean-maps")) {
            assertThat(out.resolve("figures").resolve(figure + ".svg")).isNotEmptyFile();
            assertThat(out.resolve("figures").resolve(figure + ".png")).isNotEmptyFile();
        }
        assertThat(rows(out, "participants")).hasSize(SimulatedStudy.PEOPLE);
        assertThat(rows(out, "items")).hasSize(2 * SimulatedStudy.PAIRS);
    }

    @Test
    void mapsAreBrightWherePeopleHighlighted() throws IOException {
        List<MarkedImage> marked = MarkedImage.of(study.pairs(), ReportProgress.NONE);
        assertThat(marked).isNotEmpty();
        for (MarkedImage image : marked) {
            assertThat(image.truth()).isEqualTo("Real");
            // Strokes about (24,24) of 96 pixels: at (14,14) of 56.
            assertThat(image.map().get(14, 14)).isGreaterThan(0.5f);
            assertThat(image.map().get(45, 45)).isZero();
        }
        assertThat(marked.get(0).records())
                .hasSizeGreaterThanOrEqualTo(
                        marked.get(marked.size() - 1).records().size());
    }

    @Test
    void participantsWhoAreLeftOutDoNotCount() throws IOException {
        List<AnsweredTrial> answers = new ArrayList<>();
        for (AnsweredTrial answer : study.pairs()) {
            boolean excluded = answer.participant().equals("P-0");
            answers.add(new AnsweredTrial(
                    answer.participant(),
                    excluded,
                    answer.item(),
                    answer.shown(),
                    answer.condition(),
                    answer.position(),
                    answer.prompt(),
                    answer.choice(),
                    answer.confidence(),
                    answer.strokes(),
                    answer.times(),
                    answer.received()));
        }
        HumanStudyReport report =
                HumanStudyReport.of(study.plan("pairs"), answers, study.images(), ReportProgress.NONE);
        assertThat(text(report)).contains("780 decisions of 39 participants; 1 left out");
        assertThat(PeopleTable.participants(answers)).hasSize(40).noneMatch(row -> row.get(0)
                .equals("P-0"));
    }

    @Test
    void singleImagesHaveNoSides() throws IOException {
        HumanStudyReport report =
                HumanStudyReport.of(study.plan("single"), study.singles(), study.images(), ReportProgress.NONE);
        assertThat(report.findings()).first().asString().startsWith("100.0 % of the decisions with highlighting");
        assertThat(text(report))
                .contains("number of images", "Synthetic")
                .doesNotContain("Left or right", "without highlighting", "NaN");
    }

    @Test
    void oneAnswerIsEnoughForAReport() throws IOException {
        HumanStudyReport report = HumanStudyReport.of(
                study.plan("pairs"), study.pairs().subList(0, 1), study.images(), ReportProgress.NONE);
        assertThat(text(report)).contains("1 decision of 1 participant.").doesNotContain("NaN");
    }

    @Test
    void noAnswerIsRefused() throws IOException {
        assertThatThrownBy(
                        () -> HumanStudyReport.of(study.plan("pairs"), List.of(), study.images(), ReportProgress.NONE))
                .hasMessage("study with 0 answers that count: a report needs at least 1");
    }

    @Test
    void mediansCountEveryWeight() {
        WeightedMedian median = new WeightedMedian(new double[] {5, 1, 3});
        assertThat(median.of(new double[] {1, 1, 1})).isEqualTo(3);
        assertThat(median.of(new double[] {1, 1, 0})).isEqualTo(3);
        assertThat(median.of(new double[] {1, 0, 1})).isEqualTo(4);
        assertThat(median.of(new double[] {3, 1, 1})).isEqualTo(5);
        assertThat(median.of(new double[] {0, 0, 0})).isNaN();
    }

    @Test
    void slopesAreThoseOfLeastSquares() throws IOException {
        List<Decision> decisions = Decision.of(study.pairs());
        // Equals the slope by definition: a value that rises by 2 with each position.
        assertThat(CrossedEstimate.slope(decisions, decision -> 2.0 * decision.position() + 7)
                        .value())
                .isCloseTo(2, within(1e-9));
    }

    /** The page without its pictures, whose letters are random. */
    private static String text(HumanStudyReport report) {
        return report.html().replaceAll("data:image/png;base64,[A-Za-z0-9+/=]+", "");
    }

    private static List<CSVRecord> rows(Path out, String table) throws IOException {
        try (CSVParser parser = CSVParser.parse(
                Files.readString(out.resolve("tables").resolve(table + ".csv")),
                CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get())) {
            return parser.getRecords();
        }
    }

    private static double number(CSVRecord row, String column) {
        return Double.parseDouble(row.get(column));
    }

    private static ConfidenceInterval interval(CSVRecord row, String column) {
        return new ConfidenceInterval(number(row, column + "_lower"), number(row, column + "_upper"), 0.95);
    }
}
