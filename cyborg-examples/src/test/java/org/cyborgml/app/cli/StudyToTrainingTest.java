package org.cyborgml.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.cyborgml.app.study.storage.StudyFolder;
import org.cyborgml.saliency.annotation.AnnotationFiles;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.Raster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From people to a network: simulated participants of known accuracy who mark known regions, export, maps, training. */
class StudyToTrainingTest {

    private static final int PAIRS = AnsweringPeople.PAIRS;
    private static final int SIDE = AnsweringPeople.SIDE;
    private static final double ANNOTATED_ACCURACY = AnsweringPeople.ANNOTATED_ACCURACY;
    private static final double UNANNOTATED_ACCURACY = AnsweringPeople.UNANNOTATED_ACCURACY;

    @TempDir
    private Path folder;

    private int cyborg(String... arguments) {
        return Main.commandLine().execute(arguments);
    }

    @Test
    void annotationsOfPeopleTrainANetwork() throws Exception {
        AnsweringPeople people = new AnsweringPeople();
        people.writeImages(folder);
        String study = folder.resolve("study").toString();
        assertThat(cyborg(
                        "study",
                        "new",
                        "--pairs",
                        folder.resolve("pairs.csv").toString(),
                        "--images",
                        folder.resolve("images").toString(),
                        "--out",
                        study,
                        "--quiet"))
                .isZero();
        Path yaml = folder.resolve("study/study.yaml");
        Files.writeString(
                yaml,
                Files.readString(yaml)
                        .replace("annotators: 10", "annotators: 20")
                        .replace("conditions: [annotated]", "conditions: [annotated, unannotated]"));
        people.answer(StudyFolder.read(folder.resolve("study")), 40);

        Path annotations = folder.resolve("annotations.json");
        Path trials = folder.resolve("trials.csv");
        assertThat(cyborg(
                        "study",
                        "export",
                        study,
                        "--out",
                        annotations.toString(),
                        "--trials",
                        trials.toString(),
                        "--quiet"))
                .isZero();
        List<AnnotationRecord> records = AnnotationFiles.read(annotations).records();
        requireAccuracies(Files.readAllLines(trials));
        requireReport(study);
        assertThat(records)
                .hasSize(20 * PAIRS)
                .allMatch(entry -> entry.regions().size() == 1);
        assertThat(records.stream()
                        .filter(entry -> entry.isCorrect().orElseThrow())
                        .count())
                .as("right answers, of %d", records.size())
                .isBetween(Math.round(0.82 * records.size()), Math.round(0.97 * records.size()));

        assertThat(cyborg(
                        "saliency",
                        "build",
                        annotations.toString(),
                        "--out",
                        folder.resolve("built").toString(),
                        "--sigma",
                        "1",
                        "--quiet"))
                .isZero();
        for (int i = 0; i < 2 * PAIRS; i++) {
            String name = "face" + i + ".png";
            Raster map = ImageDecoder.withDefaults()
                    .read(folder.resolve("built/maps").resolve(name));
            int at = AnsweringPeople.corner(name);
            assertThat(map.sample(at + 3, at + 3, 0))
                    .as("inside the region of " + name)
                    .isGreaterThan(map.depth().maximum() / 2);
            assertThat(map.sample(SIDE - 1 - at / 8, 0, 0)).as("far from it").isZero();
        }
        assertThat(cyborg(
                        "train",
                        "--arch",
                        "small_cnn",
                        "--size",
                        "32",
                        "--csv",
                        folder.resolve("split.csv").toString(),
                        "--images",
                        folder.resolve("images").toString(),
                        "--heatmaps",
                        folder.resolve("built/maps").toString(),
                        "--epochs",
                        "1",
                        "--batch",
                        "4",
                        "--out",
                        folder.resolve("run").toString(),
                        "--quiet"))
                .isZero();
        assertThat(folder.resolve("run/Logs/final_model.safetensors")).isNotEmptyFile();
    }

    private static void requireAccuracies(List<String> rows) {
        Map<String, Double> wanted = Map.of(",annotated,", ANNOTATED_ACCURACY, ",unannotated,", UNANNOTATED_ACCURACY);
        wanted.forEach((condition, accuracy) -> {
            List<String> answers =
                    rows.stream().filter(row -> row.contains(condition)).toList();
            assertThat(answers).hasSize(20 * PAIRS);
            double right =
                    answers.stream().filter(row -> row.contains(",true,")).count();
            assertThat(right / answers.size()).as(condition).isBetween(accuracy - 0.09, accuracy + 0.09);
        });
    }

    /** The report's intervals hold the accuracies that the simulation put in, and the interval of the difference theirs. */
    private void requireReport(String study) throws IOException {
        Path out = folder.resolve("report");
        assertThat(cyborg("study", "report", study, "--out", out.toString(), "--quiet"))
                .isZero();
        List<CSVRecord> accuracies = CsvRows.of(out.resolve("tables/accuracy.csv"));
        assertThat(accuracies).hasSize(2);
        for (CSVRecord row : accuracies) {
            requireInside(
                    row,
                    "accuracy",
                    row.get("condition").equals("with highlighting") ? ANNOTATED_ACCURACY : UNANNOTATED_ACCURACY);
        }
        List<CSVRecord> difference = CsvRows.of(out.resolve("tables/accuracy-difference.csv"));
        assertThat(difference).hasSize(1);
        requireInside(difference.get(0), "difference", ANNOTATED_ACCURACY - UNANNOTATED_ACCURACY);
        assertThat(Double.parseDouble(difference.get(0).get("difference_lower")))
                .isPositive();
    }

    private static void requireInside(CSVRecord row, String column, double truth) {
        assertThat(truth)
                .as(row.toString())
                .isBetween(
                        Double.parseDouble(row.get(column + "_lower")), Double.parseDouble(row.get(column + "_upper")));
    }
}
