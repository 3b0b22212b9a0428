package org.cyborgml.app.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Splitter;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import com.google.common.io.Resources;
import com.google.common.primitives.Doubles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.assertj.core.api.AbstractThrowableAssert;
import org.cyborgml.app.experiment.ExperimentFolder;
import org.cyborgml.app.experiment.ExperimentRecord.BackboneEntry;
import org.cyborgml.app.experiment.SyntheticExperiment;
import org.cyborgml.app.experiment.SyntheticExperiment.Maps;
import org.cyborgml.app.experiment.TestScores;
import org.cyborgml.app.experiment.TrialFolder;
import org.cyborgml.app.experiment.TrialResult;
import org.cyborgml.app.report.ReportProgress;
import org.cyborgml.app.report.Table.Emphasis;
import org.cyborgml.app.report.Xml;
import org.cyborgml.metrics.BinaryScores;
import org.cyborgml.metrics.RocBand;
import org.cyborgml.metrics.RocCurve;
import org.cyborgml.metrics.RunSummary;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

class PaperReportTest {

    @TempDir
    private static Path goldenFolder;

    private static PaperReport goldenReport;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeGolden() throws IOException {
        goldenReport = PaperReport.of(SyntheticExperiment.golden().write(goldenFolder.resolve("runs")));
        goldenReport.writeTo(goldenFolder.resolve("report"));
    }

    private Path runs() {
        return folder.resolve("runs");
    }

    private static Path goldenOut() {
        return goldenFolder.resolve("report");
    }

    private Path out() {
        return folder.resolve("report");
    }

    private PaperReport report(SyntheticExperiment experiment) throws IOException {
        return PaperReport.of(experiment.write(runs()));
    }

    private static SyntheticExperiment small(int scenarios, int runs, int testSets, Maps maps) {
        return new SyntheticExperiment(1, scenarios, runs, testSets, 8, maps, 0.5);
    }

    private static List<CSVRecord> rows(String text) throws IOException {
        try (CSVParser parser = CSVParser.parse(text, CSVFormat.DEFAULT)) {
            return parser.getRecords();
        }
    }

    private static List<CSVRecord> golden(String name) throws IOException {
        return rows(Resources.toString(Resources.getResource(PaperReportTest.class, name), StandardCharsets.UTF_8));
    }

    private static Document page(PaperReport report) {
        return Xml.parse(report.html().strip());
    }

    private static List<String> cells(Document page) {
        return Xml.elements(page, "td").stream()
                .map(cell -> cell.getTextContent().strip())
                .toList();
    }

    private static String text(Document page) {
        return page.getDocumentElement().getTextContent().replaceAll("\\s+", " ");
    }

    /** src/test/python/report_golden.py made the golden tables from the scores alone. */
    @Test
    void tablesAreThoseOfNumPyAndSciPy() throws IOException {
        for (String name : List.of("auc.csv", "auc-differences.csv")) {
            List<CSVRecord> expected = golden(name);
            List<CSVRecord> found =
                    rows(Files.readString(goldenOut().resolve("tables").resolve(name)));
            assertThat(found).hasSameSizeAs(expected);
            for (int row = 0; row < found.size(); row++) {
                for (int column = 0; column < expected.get(0).size(); column++) {
                    same(
                            name + ", row " + row + ", " + expected.get(0).get(column),
                            found.get(row).get(column),
                            expected.get(row).get(column));
                }
            }
        }
    }

    private static void same(String what, String found, String expected) {
        if (Pattern.matches("-?[0-9].*", expected)) {
            assertThat(Double.parseDouble(found)).as(what).isCloseTo(Double.parseDouble(expected), within(1e-9));
        } else {
            assertThat(found).as(what).isEqualTo(expected);
        }
    }

    /** The test sets share names of real images; whether those are the same images is a matter of the folder. */
    @Test
    void imagesOfOneNameInTwoFoldersAreTwoInThePooledCurve() throws IOException {
        ExperimentFolder experiment = small(1, 1, 2, Maps.NONE).write(runs());
        assertThat(pooledRates()).isNotEqualTo(ratesOfAllImages(experiment));
        Path file = runs().resolve("experiment.json");
        ObjectMapper json = new ObjectMapper();
        JsonNode record = json.readTree(file.toFile());
        ((ObjectNode) record.at("/test_sets/1")).put("images", "others");
        json.writeValue(file.toFile(), record);
        assertThat(pooledRates()).isEqualTo(ratesOfAllImages(experiment));
    }

    private List<Double> pooledRates() throws IOException {
        Runs runs = Runs.read(ExperimentFolder.of(runs()));
        Setting setting = runs.settings(runs.backbones().get(0)).get(0);
        TestColumn pooled = runs.columns().stream()
                .filter(column -> column.id().equals(TrialResult.POOLED))
                .findFirst()
                .orElseThrow();
        return rates(ScoreCurves.read(runs, ReportProgress.NONE)
                .band(setting, pooled)
                .orElseThrow());
    }

    private static List<Double> ratesOfAllImages(ExperimentFolder experiment) throws IOException {
        TrialFolder trial = experiment.trial("resnet50", "classical", 1);
        TestScores first = TestScores.read(experiment, trial, "progan", null);
        TestScores second = TestScores.read(experiment, trial, "starganv2", null);
        double[] grid =
                IntStream.rangeClosed(0, 200).mapToDouble(i -> i / 200.0).toArray();
        return rates(RocBand.builder(grid)
                .add(RocCurve.of(BinaryScores.ofClasses(
                        Doubles.concat(first.ofClass(0), second.ofClass(0)),
                        Doubles.concat(first.ofClass(1), second.ofClass(1)))))
                .build());
    }

    private static List<Double> rates(RocBand band) {
        return IntStream.rangeClosed(0, 200)
                .mapToObj(point -> band.falsePositiveRate(point).mean())
                .toList();
    }

    @Test
    void rocBandsAreThoseOfNumPy() throws IOException {
        Runs runs = Runs.read(ExperimentFolder.of(goldenFolder.resolve("runs")));
        ScoreCurves curves = ScoreCurves.read(runs, ReportProgress.NONE);
        int compared = 0;
        for (CSVRecord row : golden("roc.csv")) {
            for (BackboneEntry backbone : runs.backbones()) {
                for (Setting setting : runs.settings(backbone)) {
                    for (TestColumn column : runs.columns()) {
                        if (backbone.id().equals(row.get(0))
                                && setting.scenario().id().equals(row.get(1))
                                && column.id().equals(row.get(2))) {
                            RunSummary rate =
                                    curves.band(setting, column).orElseThrow().falsePositiveRate(100);
                            assertThat(rate.mean()).isCloseTo(Double.parseDouble(row.get(3)), within(1e-12));
                            assertThat(rate.standardDeviation())
                                    .isCloseTo(Double.parseDouble(row.get(4)), within(1e-12));
                            compared++;
                        }
                    }
                }
            }
        }
        assertThat(compared).isEqualTo(2 * 3 * 4);
    }

    @Test
    void thePageIsWellFormedAndHoldsAllThatItShows() throws IOException {
        PaperReport report = goldenReport;
        Document page = page(report);

        assertThat(Xml.elements(page, "script")).isEmpty();
        assertThat(Xml.elements(page, "link")).isEmpty();
        assertThat(Pattern.compile("https?://[^\"]*").matcher(report.html()).results())
                .allMatch(match -> match.group().equals("http://www.w3.org/2000/svg"));
        assertThat(Pattern.compile("href=\"(?!data:image/png;base64,)")
                        .matcher(report.html())
                        .find())
                .isFalse();
        // AUC dots, differences, ROC for 2 backbones, epochs, loss, mean CAMs, CAMs by run, agreement.
        assertThat(Xml.elements(page, "figcaption")).hasSize(9);
        // AUC, differences, training, agreement, five further measures.
        assertThat(Xml.elements(page, "caption")).hasSize(9);
        assertThat(Xml.elements(page, "svg").stream()
                        .filter(svg -> svg.getAttribute("class").equals("fig")))
                .isNotEmpty()
                .allSatisfy(svg -> assertThat(svg.getElementsByTagName("title").getLength())
                        .isEqualTo(1));
        assertThat(text(page))
                .contains(
                        "Synthetic numbers <&> no network",
                        "24 of 24 trainings are finished",
                        "experiment run plan.yaml --out results",
                        "an abacus",
                        "0123456789abcdef",
                        "100 % & more",
                        "1, 2, 3, 4 (run k")
                .doesNotContain("Missing");
    }

    @Test
    void tableOneMarksTheBestMeanOfEachBackbone() throws IOException {
        Document page = page(goldenReport);
        Element table = Xml.elements(page, "table").get(0);
        List<CSVRecord> golden = golden("auc.csv");

        // 3 test sets and all together, for 2 backbones.
        List<String> best = Xml.elements(page, "span").stream()
                .filter(span -> span.getAttribute("class").equals("best"))
                .filter(span -> isWithin(span, table))
                .map(span -> span.getFirstChild().getTextContent())
                .toList();
        assertThat(best).hasSize(8);
        double[] means = golden.stream()
                .skip(1)
                .filter(row -> row.get(0).equals("resnet50") && row.get(2).equals("progan"))
                .mapToDouble(row -> Double.parseDouble(row.get(4)))
                .sorted()
                .toArray();
        assertThat(means).hasSize(3);
        assertThat(best.stream().filter(text -> text.startsWith(String.format("%.3f ± ", means[2]))))
                .isNotEmpty();
    }

    private static boolean isWithin(Element element, Element outer) {
        for (Node node = element; node != null; node = node.getParentNode()) {
            if (node == outer) {
                return true;
            }
        }
        return false;
    }

    @Test
    void ofErrorRatesTheLowestIsTheBest() throws IOException {
        Runs runs = Runs.read(small(2, 3, 1, Maps.NONE).write(runs()));
        TestColumn column = runs.mainColumn();
        Setting classical = runs.settings(runs.backbones().get(0)).get(0);
        Setting cyborg = runs.settings(runs.backbones().get(0)).get(1);
        double first = Runs.summary(runs.values(classical, Measure.EER, column))
                .orElseThrow()
                .mean();
        double second = Runs.summary(runs.values(cyborg, Measure.EER, column))
                .orElseThrow()
                .mean();
        assertThat(second).isLessThan(first);

        var table = new MeasureTable(
                        runs, Comparison.all(runs, ScoreCurves.read(runs, ReportProgress.NONE)), Measure.EER)
                .table();

        assertThat(table.groups().get(0).rows().stream()
                        .map(row -> row.cells().get(0).emphasis()))
                .containsExactly(Emphasis.NONE, Emphasis.BEST);
    }

    @Test
    void figuresAndTablesAreFiles() throws IOException {
        assertThat(names("figures", ".svg"))
                .containsExactly(
                        "accuracy-by-epoch",
                        "agreement",
                        "auc",
                        "auc-by-training-loss",
                        "auc-differences",
                        "mean-cams",
                        "mean-cams-by-run",
                        "roc-densenet121",
                        "roc-resnet50");
        assertThat(names("figures", ".png")).isEqualTo(names("figures", ".svg"));
        for (String name : names("figures", ".svg")) {
            Document svg = Xml.parse(Files.readString(goldenOut().resolve("figures/" + name + ".svg")));
            List<String> box =
                    Splitter.on(' ').splitToList(svg.getDocumentElement().getAttribute("viewBox"));
            BufferedImage png =
                    ImageIO.read(goldenOut().resolve("figures/" + name + ".png").toFile());
            assertThat(png.getWidth()).isEqualTo((int) Math.ceil(3 * Double.parseDouble(box.get(2))));
            assertThat(png.getHeight()).isEqualTo((int) Math.ceil(3 * Double.parseDouble(box.get(3))));
        }
        assertThat(names("tables", ".tex"))
                .containsExactly(
                        "accuracy",
                        "agreement-train",
                        "apcer",
                        "auc",
                        "auc-differences",
                        "average-precision",
                        "bpcer",
                        "eer",
                        "training");
        // All measures of 24 runs on 3 test sets and all together.
        assertThat(rows(Files.readString(goldenOut().resolve("tables/runs.csv"))))
                .hasSize(1 + 24 * 4);
        String tex = Files.readString(goldenOut().resolve("tables/auc.tex"));
        assertThat(tex).contains("\\begin{tabular}{lrrrrr}", "\\textit{ResNet50}", "CYBORG, human maps & ", "$\\pm$");
        assertThat(tex.lines().filter(line -> line.endsWith("\\\\")).filter(line -> !line.contains("multicolumn")))
                .hasSize(1 + 6)
                .allMatch(line -> line.chars().filter(c -> c == '&').count() == 5);
        Xml.parse(Files.readString(goldenOut().resolve("index.html")).strip());
    }

    private List<String> names(String sub, String ending) throws IOException {
        try (Stream<Path> files = Files.list(goldenOut().resolve(sub))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .map(name -> name.substring(0, name.length() - ending.length()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void unfinishedTrialsAreNamedAndLeftOut() throws IOException {
        ExperimentFolder experiment = small(2, 4, 2, Maps.HUMAN).write(runs());
        Path cyborg = runs().resolve("runs/resnet50/cyborg-human-maps");
        Files.delete(cyborg.resolve("run02/result.json"));
        Files.delete(cyborg.resolve("run03/result.json"));
        Files.writeString(cyborg.resolve("run03/failed.json"), "{\"reason\":\"the loss is NaN in epoch 2\"}");
        Files.delete(runs().resolve("runs/resnet50/classical/run04/scores/progan.csv"));

        PaperReport report = PaperReport.of(experiment);

        Document page = page(report);
        assertThat(text(page))
                .contains(
                        "6 of 8 trainings are finished. Every number below is of finished ones only.",
                        "ResNet50, CYBORG, human maps: run 2 begun, not finished",
                        "ResNet50, CYBORG, human maps: run 3 failed: the loss is NaN in epoch 2",
                        "ResNet50, Classical, run 4: scores of progan are not there");
        assertThat(report.findings())
                .anySatisfy(sentence -> assertThat(sentence).contains("(2 runs) against", "over 2 pairs"))
                .anySatisfy(sentence ->
                        assertThat(sentence).contains("With as few as 2 pairs", "Wilcoxon's p cannot go below 0.50."));
    }

    @Test
    void anotherScenarioCanBeTheOneToCompareWith() throws IOException {
        ExperimentFolder experiment = small(2, 4, 1, Maps.NONE).write(runs());
        String id = experiment.read().scenarios().get(1).id();
        PaperReport.of(experiment).writeTo(out());
        CSVRecord usual = rows(Files.readString(out().resolve("tables/auc-differences.csv")))
                .get(1);

        PaperReport.of(experiment, ReportScope.ALL.withBaseline(id), ReportProgress.NONE)
                .writeTo(out());

        CSVRecord turned = rows(Files.readString(out().resolve("tables/auc-differences.csv")))
                .get(1);
        assertThat(usual.get(1)).isEqualTo(id);
        assertThat(turned.get(1)).isEqualTo("classical");
        assertThat(turned.get(2)).isEqualTo(id);
        assertThat(Double.parseDouble(turned.get(5))).isCloseTo(-Double.parseDouble(usual.get(5)), within(1e-12));
        assertThat(turned.get(14)).as("DeLong, higher").isEqualTo(usual.get(15));
        refused(experiment, ReportScope.ALL.withBaseline("cyborgs"))
                .hasMessageStartingWith("scenario \"cyborgs\" is not in the experiment, which has classical, ");
        refused(experiment, ReportScope.ALL.withScenarios(List.of("classical")).withBaseline(id))
                .hasMessageContaining("must be among the scenarios that are reported, classical");
    }

    private static AbstractThrowableAssert<?, ?> refused(ExperimentFolder experiment, ReportScope scope) {
        return assertThatThrownBy(() -> PaperReport.of(experiment, scope, ReportProgress.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void someScenariosCanBeReportedAloneAndTheOthersAreNamed() throws IOException {
        ExperimentFolder experiment = small(3, 3, 1, Maps.NONE).write(runs());
        String left = experiment.read().scenarios().get(1).title();
        String kept = experiment.read().scenarios().get(2).id();

        PaperReport report = PaperReport.of(
                experiment, ReportScope.ALL.withScenarios(List.of(kept, "classical")), ReportProgress.NONE);

        report.writeTo(out());
        assertThat(rows(Files.readString(out().resolve("tables/auc.csv"))).stream()
                        .skip(1)
                        .map(row -> row.get(1))
                        .distinct())
                .containsExactly("classical", kept);
        assertThat(report.findings()).contains("Left out of this report, on request: " + left + ".");
    }

    @Test
    void oneRunHasNoDeviationAndNoTest() throws IOException {
        PaperReport report = report(small(2, 1, 2, Maps.HUMAN));

        Document page = page(report);
        assertThat(cells(page)).noneMatch(cell -> cell.contains("±"));
        assertThat(text(page)).contains("there is no SD").doesNotContain("NaN");
        assertThat(report.findings())
                .anySatisfy(sentence -> assertThat(sentence).contains("(one run)", "no test"))
                .anySatisfy(sentence -> assertThat(sentence).contains("whether a difference is chance cannot be told"));
        report.writeTo(out());
        assertThat(out().resolve("tables/auc-differences.csv")).doesNotExist();
    }

    @Test
    void oneTestSetIsNotPooled() throws IOException {
        Document page = page(report(small(2, 3, 1, Maps.NONE)));

        assertThat(text(page)).doesNotContain("All together", "pools");
        assertThat(Xml.elements(page, "th").stream().map(Element::getTextContent))
                .contains("ProGAN");
    }

    @Test
    void withoutMapsThereIsNoSectionAboutThem() throws IOException {
        Document page = page(report(small(2, 3, 1, Maps.NONE)));

        assertThat(Xml.elements(page, "h2").stream().map(Element::getTextContent))
                .containsExactly(
                        "1 Detection of synthetic faces: AUC",
                        "2 ROC curves",
                        "3 Training",
                        "4 Further measures",
                        "Provenance");
    }

    @Test
    void resultsAloneAreReportedWithoutCurves() throws IOException {
        ExperimentFolder experiment = small(2, 3, 2, Maps.HUMAN).write(runs());
        List<List<String>> whole = differencesOfPairs(PaperReport.of(experiment));
        for (int run = 1; run <= 3; run++) {
            for (String scenario : List.of("classical", "cyborg-human-maps")) {
                Path trial = runs().resolve("runs/resnet50/" + scenario + "/run0" + run);
                for (String sub : List.of("Logs", "scores", "cams")) {
                    MoreFiles.deleteRecursively(trial.resolve(sub), RecursiveDeleteOption.ALLOW_INSECURE);
                }
            }
        }

        PaperReport report = PaperReport.of(experiment);

        Document page = page(report);
        assertThat(text(page))
                .contains(
                        "6 of 6 trainings are finished",
                        "The scores of all runs are not there, so there are no curves and tests by scores",
                        "The training logs of all runs are not there, so there are no curves over the epochs")
                .doesNotContain(
                        "ROC curves of", "Accuracy on training and validation images by epoch", "NaN", "run 1:");
        assertThat(differencesOfPairs(report)).isNotEmpty().isEqualTo(whole);
    }

    /** The table of differences without its last columns, DeLong's tests, which need the scores. */
    private List<List<String>> differencesOfPairs(PaperReport report) throws IOException {
        report.writeTo(out());
        return rows(Files.readString(out().resolve("tables/auc-differences.csv"))).stream()
                .map(row -> row.toList().subList(0, row.size() - 3))
                .toList();
    }

    @Test
    void oneScenarioIsComparedWithNothing() throws IOException {
        Document page = page(report(small(1, 3, 1, Maps.NONE)));

        assertThat(Xml.elements(page, "span").stream()
                        .filter(span -> span.getAttribute("class").equals("best")))
                .isEmpty();
        assertThat(text(page)).contains("nothing is tested").doesNotContain("Table 1. AUC, of");
    }

    @Test
    void withoutATestSetTheTrainingsAreReportedAlone() throws IOException {
        PaperReport report = report(small(2, 3, 0, Maps.HUMAN));
        Path out = folder.resolve("untested");
        report.writeTo(out);

        assertThat(report.findings())
                .singleElement()
                .asString()
                .startsWith("The plan has no test set")
                .contains("no AUC");
        assertThat(text(page(report)))
                .contains(
                        "6 of 6 trainings are finished", "1 Training", "Accuracy by epoch", "2 Where the networks look")
                .doesNotContain("ROC curves of", "at equal training loss", "Further measures", "NaN", "Table 3");
        assertThat(out.resolve("figures/accuracy-by-epoch.svg")).exists();
        assertThat(out.resolve("tables/training.csv")).content().contains("validation_accuracy");
        assertThat(out.resolve("tables/auc.csv")).doesNotExist();
        assertThat(out.resolve("figures/auc.svg")).doesNotExist();
    }

    @Test
    void beforeTheFirstResultThePageSaysSo() throws IOException {
        ExperimentFolder experiment = small(1, 2, 1, Maps.NONE).write(runs());
        for (int run = 1; run <= 2; run++) {
            Files.delete(runs().resolve("runs/resnet50/classical/run0" + run + "/result.json"));
        }
        PaperReport report = PaperReport.of(experiment);

        assertThat(report.finished()).isEqualTo("0 of 2 trainings are finished");
        assertThat(text(page(report))).contains("No training is finished", "runs 1, 2 begun, not finished");
    }

    @Test
    void theWordsFollowTheNumbers() throws IOException {
        assertThat(report(new SyntheticExperiment(1, 2, 8, 2, 60, Maps.NONE, 1))
                        .findings()
                        .get(1))
                .contains("significantly higher, after Holm's correction too");
    }

    @Test
    void theWordsSayWhatIsNotSignificant() throws IOException {
        PaperReport same = report(new SyntheticExperiment(1, 2, 8, 2, 60, Maps.NONE, 0));

        assertThat(same.findings().get(1)).endsWith("not significant; these runs do not tell the two apart.");
    }

    @Test
    void theWordsSayWhatIsLower() throws IOException {
        assertThat(report(new SyntheticExperiment(1, 2, 8, 2, 60, Maps.NONE, -1))
                        .findings()
                        .get(1))
                .contains("significantly lower");
    }

    @Test
    void theComparisonsAreCounted() throws IOException {
        List<CSVRecord> golden = golden("auc-differences.csv");
        long higher = golden.stream()
                .skip(1)
                .filter(row -> Double.parseDouble(row.get(9)) < 0.05)
                .count();
        long corrected = golden.stream()
                .skip(1)
                .filter(row -> Double.parseDouble(row.get(10)) < 0.05)
                .count();

        assertThat(goldenReport.findings())
                .contains(
                        "All 16 comparisons with Classical, test sets one by one included (Table 2), by the paired t-test"
                                + " at 0.05: significantly higher " + higher + ", lower 0, not significant "
                                + (16 - higher)
                                + "; after Holm's correction higher " + corrected + ", lower 0.");
    }

    @Test
    void anotherFolderIsRefused() {
        assertThatThrownBy(() -> PaperReport.of(ExperimentFolder.of(folder)))
                .isInstanceOf(IOException.class)
                .hasMessage(folder + ": is not the folder of an experiment, it has no experiment.json");
    }

    @Test
    void scoresOfOtherImagesAreRefused() throws IOException {
        ExperimentFolder experiment = small(1, 2, 1, Maps.NONE).write(runs());
        Path scores = runs().resolve("runs/resnet50/classical/run01/scores/progan.csv");
        Files.writeString(scores, Files.readString(scores).replace("shared/0.png", "other.png"));

        assertThatThrownBy(() -> PaperReport.of(experiment))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("progan.csv, row 1");
    }
}
