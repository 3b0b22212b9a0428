package org.cyborgml.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVRecord;
import org.cyborgml.data.ClassNames;
import org.cyborgml.metrics.McNemarTest;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.PngWriter;
import org.cyborgml.saliency.image.Raster;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Three classes and thirty, from {@code train} to {@code report}, as a user runs the commands. */
class AnyClassesTest {

    private static final int SIDE = 32;
    private static final int TRAINED = 4;
    private static final int TESTED = 2;

    @TempDir
    private Path folder;

    private StringWriter errors;

    @BeforeEach
    void newErrors() {
        errors = new StringWriter();
    }

    private int run(String line) {
        return TypedCommand.run(line, folder, errors);
    }

    private void runs(String line) {
        assertThat(run(line)).as(line + ": " + errors).isZero();
    }

    private static String name(int c) {
        return String.format(Locale.ROOT, "kind %02d", c);
    }

    /** Of each class a colour and a place; the map is the place. Labels are listed backwards, so that the order is sorted. */
    private void write(int classes) throws IOException {
        Files.createDirectories(folder.resolve("images"));
        Files.createDirectories(folder.resolve("maps"));
        Random random = new Random(classes);
        StringBuilder csv = new StringBuilder();
        StringBuilder tests = new StringBuilder();
        for (int c = classes - 1; c >= 0; c--) {
            for (int i = 0; i < TRAINED + 2 * TESTED; i++) {
                String path = "c" + c + "-" + i + ".png";
                String row = name(c) + "," + path + "\n";
                if (i < TRAINED + TESTED) {
                    csv.append(i < TRAINED ? "train," : "test,").append(row);
                } else {
                    tests.append("test,").append(row);
                }
                byte[] rgb = new byte[SIDE * SIDE * 3];
                byte[] map = new byte[SIDE * SIDE];
                for (int cell = 0; cell < map.length; cell++) {
                    boolean inside = cell / SIDE / 8 == c % 4 && cell % SIDE / 8 == c / 4 % 4;
                    map[cell] = (byte) (inside ? 255 : 0);
                    for (int channel = 0; channel < 3; channel++) {
                        int bright = ((c + 1) >> channel) % 2 == 1 ? 160 : 40;
                        rgb[cell * 3 + channel] = (byte) (random.nextInt(40) + (inside ? bright : c * 4));
                    }
                }
                PngWriter.write(Raster.of(SIDE, SIDE, Channels.RGB, rgb), folder.resolve("images/" + path));
                PngWriter.write(Raster.of(SIDE, SIDE, Channels.GREY, map), folder.resolve("maps/" + path));
            }
        }
        Files.writeString(folder.resolve("split.csv"), csv);
        Files.writeString(folder.resolve("tests.csv"), tests);
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }

    private static String label(CSVRecord row) {
        String path = row.get("path");
        return name(Integer.parseInt(path.substring(1, path.indexOf('-'))));
    }

    private static final String TRAIN =
            "train --quiet --arch small_cnn --size 32 --csv DIR/split.csv --images DIR/images --heatmaps DIR/maps"
                    + " --batch 10 --lr 0.05 --out DIR/run";
    private static final String WEIGHTS =
            " --quiet --arch small_cnn --weights DIR/run/Logs/final_model.safetensors --images DIR/images --csv DIR/split.csv";

    @ParameterizedTest
    @ValueSource(ints = {3, 30})
    void fromTrainToReport(int classes) throws IOException {
        write(classes);
        List<String> names =
                IntStream.range(0, classes).mapToObj(AnyClassesTest::name).toList();

        runs(TRAIN + " --epochs 12");
        Checkpoint checkpoint = Checkpoint.read(folder.resolve("run/Logs/final_model.safetensors"));
        assertThat(checkpoint.metadata())
                .containsEntry("classes", ClassNames.of(names).line());
        assertThat(checkpoint.tensors().get("fc.weight").shape()[0]).isEqualTo(classes);
        double accuracy = bestAccuracy(json(folder.resolve("run/Logs/model_log.json")));
        assertThat(accuracy).isGreaterThan(3.0 / (classes + 3));

        runs("score" + WEIGHTS + " --logits --out DIR/scores.csv");
        List<CSVRecord> scores = CsvRows.of(folder.resolve("scores.csv"));
        assertThat(scores).hasSize(TESTED * classes);
        assertThat(scores.get(0).getParser().getHeaderNames())
                .startsWith("path", "predicted", name(0))
                .hasSize(2 + 2 * classes);
        int correct = 0;
        for (CSVRecord row : scores) {
            double[] probabilities = names.stream()
                    .mapToDouble(name -> Double.parseDouble(row.get(name)))
                    .toArray();
            assertThat(IntStream.range(0, classes)
                            .mapToDouble(c -> probabilities[c])
                            .sum())
                    .isCloseTo(1, within(1e-6));
            double best = IntStream.range(0, classes)
                    .mapToDouble(c -> probabilities[c])
                    .max()
                    .orElseThrow();
            assertThat(Double.parseDouble(row.get(row.get("predicted")))).isEqualTo(best);
            correct += row.get("predicted").equals(label(row)) ? 1 : 0;
        }
        assertThat((double) correct / scores.size()).isCloseTo(accuracy, within(1e-12));

        runs("cam" + WEIGHTS + " --heatmaps DIR/maps --select true --out DIR/cams");
        List<CSVRecord> cams = CsvRows.of(folder.resolve("cams/images.csv"));
        assertThat(cams).hasSize(TESTED * classes).allSatisfy(row -> {
            assertThat(row.get("label")).isEqualTo(label(row)).isEqualTo(row.get("shown"));
            assertThat(row.get("score")).isEmpty();
        });
        assertThat(cams)
                .extracting(row -> row.get("predicted"))
                .isEqualTo(scores.stream().map(row -> row.get("predicted")).toList());

        experiment(names);
    }

    private static double bestAccuracy(JsonNode log) {
        double best = 0;
        for (JsonNode one : log.get("val_acc")) {
            best = Math.max(best, one.asDouble());
        }
        return best;
    }

    private void experiment(List<String> names) throws IOException {
        Files.writeString(
                folder.resolve("plan.yaml"),
                """
                name: Kinds
                data:
                  csv: split.csv
                  images: images
                  maps: {human: maps}
                training: {epochs: 3, batch: 10, learning_rate: 0.05, schedule: constant}
                backbones:
                  - {arch: small_cnn, size: 32}
                scenarios:
                  - {id: classical, alpha: 1}
                  - {id: cyborg, maps: human}
                test_sets:
                  - {id: kinds, csv: tests.csv}
                  - {id: again, csv: tests.csv}
                runs: 2
                tested_epochs: all
                """);
        runs("experiment run --quiet DIR/plan.yaml --out DIR/experiment");
        assertThat(json(folder.resolve("experiment/experiment.json")).get("classes"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(names);
        List<Path> results;
        try (var all = Files.walk(folder.resolve("experiment"))) {
            results = all.filter(file -> file.endsWith("result.json")).sorted().toList();
        }
        assertThat(results).hasSize(4);
        for (Path result : results) {
            JsonNode tests = json(result).get("test");
            List<CSVRecord> scores = CsvRows.of(result.resolveSibling("scores").resolve("kinds.csv"));
            long correct = scores.stream()
                    .filter(row -> row.get("predicted").equals(label(row)))
                    .count();
            double accuracy = (double) correct / scores.size();
            for (String set : List.of("kinds", "again", "pooled")) {
                JsonNode metrics = tests.get(set);
                assertThat(metrics.get("accuracy").asDouble()).isEqualTo(accuracy);
                assertThat(metrics.get("balanced_accuracy").asDouble()).isCloseTo(accuracy, within(1e-12));
                assertThat(metrics.get("images").asInt()).isEqualTo(TESTED * names.size());
                assertThat(metrics.get("auc").asDouble()).isBetween(0.0, 1.0);
                assertThat(metrics.has("apcer")).isFalse();
            }
        }

        runs("report --quiet DIR/experiment --out DIR/report");
        String page = Files.readString(folder.resolve("report/index.html"));
        assertThat(page)
                .contains("Classification: accuracy")
                .contains("Confusion matrix of")
                .doesNotContain("APCER");
        List<CSVRecord> classes = CsvRows.of(folder.resolve("report/tables/classes.csv"));
        assertThat(classes).hasSize(2 * names.size());
        List<CSVRecord> confusion = CsvRows.of(folder.resolve("report/tables/confusion-small_cnn-cyborg.csv"));
        assertThat(confusion.stream()
                        .mapToInt(row -> Integer.parseInt(row.get("images")))
                        .sum())
                .isEqualTo(2 * TESTED * names.size());
        List<CSVRecord> runs = CsvRows.of(folder.resolve("report/tables/runs.csv"));
        assertThat(runs).hasSize(4 * 3);
        assertThat(runs.get(0).getParser().getHeaderNames())
                .containsExactly(
                        "backbone",
                        "scenario",
                        "run",
                        "seed",
                        "test_set",
                        "images",
                        "auc",
                        "accuracy",
                        "balanced_accuracy",
                        "macro_f1",
                        "accuracy_lower_95",
                        "accuracy_upper_95");
        assertThat(runs).allSatisfy(row -> {
            double accuracy = Double.parseDouble(row.get("accuracy"));
            assertThat(Double.parseDouble(row.get("accuracy_lower_95"))).isLessThan(accuracy + 1e-9);
            assertThat(Double.parseDouble(row.get("accuracy_upper_95"))).isGreaterThan(accuracy - 1e-9);
        });
        comparedByAccuracy(runs);
    }

    /** Differences are those of the accuracies of runs.csv, at the end of the training and at equal training loss. */
    private void comparedByAccuracy(List<CSVRecord> runs) throws IOException {
        List<CSVRecord> differences = CsvRows.of(folder.resolve("report/tables/accuracy-differences.csv"));
        assertThat(differences).hasSize(3).allSatisfy(row -> {
            double mean = runs.stream()
                    .filter(run -> run.get("test_set").equals(row.get("test_set")))
                    .mapToDouble(run -> (run.get("scenario").equals("cyborg") ? 0.5 : -0.5)
                            * Double.parseDouble(run.get("accuracy")))
                    .sum();
            assertThat(Double.parseDouble(row.get("difference"))).isCloseTo(mean, within(1e-12));
            assertThat(row.isMapped("delong_runs")).isFalse();
            assertThat(row.get("mcnemar_runs")).isEqualTo("2");
        });
        for (CSVRecord row : differences) {
            if (!row.get("test_set").equals("pooled")) {
                int[] counts = mcNemar(row.get("test_set"));
                assertThat(row.get("mcnemar_higher")).isEqualTo(String.valueOf(counts[0]));
                assertThat(row.get("mcnemar_lower")).isEqualTo(String.valueOf(counts[1]));
            }
        }
        assertThat(CsvRows.of(folder.resolve("report/tables/accuracy-at-equal-loss.csv")))
                .hasSize(3);
        for (CSVRecord run : runs) {
            JsonNode epochs = json(folder.resolve("experiment/runs/small_cnn/" + run.get("scenario") + "/run0"
                    + run.get("run") + "/epoch_tests.json"));
            assertThat(epochs.get("accuracy").get(run.get("test_set")))
                    .hasSize(3)
                    .anySatisfy(
                            value -> assertThat(value.asDouble()).isEqualTo(Double.parseDouble(run.get("accuracy"))));
        }
        assertThat(folder.resolve("report/tables/auc.csv")).exists();
        assertThat(folder.resolve("report/tables/auc-differences.csv")).doesNotExist();
    }

    /** Numbers of runs in which CYBORG's network is better and worse, from the classes that the score files name. */
    private int[] mcNemar(String testSet) throws IOException {
        int[] counts = new int[2];
        for (int run = 1; run <= 2; run++) {
            McNemarTest.Result result = McNemarTest.withDefaults()
                    .test(correct("cyborg", run, testSet), correct("classical", run, testSet));
            if (result.pValue() < 0.05) {
                counts[result.difference() > 0 ? 0 : 1]++;
            }
        }
        return counts;
    }

    private boolean[] correct(String scenario, int run, String testSet) throws IOException {
        List<CSVRecord> scores = CsvRows.of(folder.resolve(
                "experiment/runs/small_cnn/" + scenario + "/run0" + run + "/scores/" + testSet + ".csv"));
        List<String> rows = Files.readAllLines(folder.resolve("experiment/tests/" + testSet + ".csv"));
        boolean[] correct = new boolean[scores.size()];
        for (int i = 0; i < correct.length; i++) {
            assertThat(rows.get(i)).endsWith("," + scores.get(i).get("path"));
            correct[i] = rows.get(i).contains("," + scores.get(i).get("predicted") + ",");
        }
        return correct;
    }

    @Test
    void anOrderThatIsGivenIsKept() throws IOException {
        write(3);
        CommandLine command = Main.commandLine();
        List<String> words = new ArrayList<>(Splitter.on(' ').splitToList(TRAIN.replace("DIR", folder.toString())));
        words.addAll(List.of("--epochs", "1", "--classes", "kind 01,kind 02,kind 00"));
        assertThat(command.execute(words.toArray(String[]::new))).isZero();
        assertThat(Checkpoint.read(folder.resolve("run/Logs/final_model.safetensors"))
                        .metadata())
                .containsEntry("classes", "kind 01,kind 02,kind 00");
        assertThat(run(TRAIN + "2 --epochs 1 --classes a,b")).isEqualTo(1);
        assertThat(errors.toString())
                .contains("split.csv (train) has labels [kind 00, kind 01, kind 02]: must be of a, b");
    }

    @Test
    void aClassThatIsNotTrainedIsNamed() throws IOException {
        write(3);
        Files.writeString(
                folder.resolve("more.csv"), Files.readString(folder.resolve("split.csv")) + "test,zebra,c0-0.png\n");
        assertThat(run(TRAIN.replace("split.csv", "more.csv") + " --epochs 1")).isEqualTo(1);
        assertThat(errors.toString().lines())
                .singleElement()
                .asString()
                .contains("more.csv (test) has labels [zebra]: must be of kind 00, kind 01, kind 02");
        assertThat(folder.resolve("run/Logs/params.json")).doesNotExist();
    }

    @Test
    void otherClassesThanTheWeightsNameAreRefused() throws IOException {
        write(3);
        runs(TRAIN + " --epochs 1");
        assertThat(run("score" + WEIGHTS + " --classes a,b,c --out DIR/scores.csv"))
                .isEqualTo(1);
        assertThat(errors.toString())
                .contains("the weights are for the classes kind 00, kind 01, kind 02, not for a, b, c");
        assertThat(folder.resolve("scores.csv")).doesNotExist();
        assertThat(run("cam" + WEIGHTS + " --select zebra --out DIR/cams")).isEqualTo(1);
        assertThat(errors.toString()).contains("found \"zebra\"");
    }
}
