package org.cyborgml.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cyborgml.data.ToyFaces;
import org.cyborgml.models.cuda.StandInDriver;
import org.cyborgml.saliency.file.FileHash;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line on GPUs, for which a driver in the host's memory stands. */
class DevicesTest {

    private static final String PLAN =
            """
            name: toy
            data: {csv: split.csv, images: images, maps: {human: maps}}
            training: {epochs: 2, batch: 4, learning_rate: 0.05, schedule: constant}
            backbones: [{arch: small_cnn, size: 32}]
            scenarios: [{id: classical, alpha: 1}, {id: cyborg, maps: human}]
            test_sets: []
            runs: 2
            """;

    /** Values that depend on the clock. */
    private static final List<String> TIMED = List.of("epoch_seconds.json", "result.json");

    @TempDir
    private Path folder;

    private Path driver;

    @BeforeEach
    void prepare() throws IOException, InterruptedException {
        Optional<Path> libraries = StandInDriver.folder();
        assumeTrue(libraries.isPresent(), "no g++");
        driver = libraries.get();
        ToyFaces.write(folder, 6);
        Files.writeString(folder.resolve("plan.yaml"), PLAN);
    }

    private int run(Map<String, String> machine, String... line) throws IOException, InterruptedException {
        List<String> program = new ArrayList<>(List.of(Main.class.getName()));
        program.addAll(Arrays.asList(line));
        return StandInDriver.run(driver, machine, folder.resolve("log"), program.toArray(String[]::new));
    }

    private int experiment(Map<String, String> machine, String out, String... more)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                "experiment",
                "run",
                folder.resolve("plan.yaml").toString(),
                "--out",
                folder.resolve(out).toString()));
        line.addAll(Arrays.asList(more));
        return run(machine, line.toArray(String[]::new));
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    /** Hashes of weights, logs, scores and CAMs by their paths. */
    private Map<String, String> results(String out) throws IOException {
        Map<String, String> all = new HashMap<>();
        Path runs = folder.resolve(out).resolve("runs");
        try (Stream<Path> files = Files.walk(runs)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!TIMED.contains(file.getFileName().toString())) {
                    all.put(runs.relativize(file).toString(), FileHash.sha256(file));
                }
            }
        }
        return all;
    }

    private void requireSame(String out, String expected) throws IOException {
        Map<String, String> found = results(out);
        Map<String, String> wanted = results(expected);
        assertThat(found.keySet()).isEqualTo(wanted.keySet()).hasSizeGreaterThan(12);
        wanted.forEach((file, hash) -> assertThat(found.get(file)).as(file).isEqualTo(hash));
    }

    @Test
    void cardsSideBySideLostAndFoundAgainGiveTheSameAsOne() throws Exception {
        assertThat(experiment(Map.of(), "turn")).as(log()).isZero();

        assertThat(experiment(Map.of("FAKE_CUDA_GPUS", "2"), "side", "--devices", "0,1"))
                .as(log())
                .isZero();
        assertThat(log()).contains("4 trials finished");
        requireSame("side", "turn");

        // The trial of the lost card is taken up by the other, from its last epoch.
        Map<String, String> lost = Map.of("FAKE_CUDA_GPUS", "2", "FAKE_CUDA_LOST", "1", "FAKE_CUDA_LOST_AFTER", "600");
        assertThat(experiment(lost, "other", "--devices", "0,1")).as(log()).isZero();
        assertThat(log()).contains("is left for another GPU: Stand-in 1 is gone");
        requireSame("other", "turn");

        assertThat(experiment(Map.of("FAKE_CUDA_LOST_AFTER", "900"), "again", "--quiet"))
                .isEqualTo(1);
        assertThat(log().lines())
                .filteredOn(line -> line.startsWith("cyborg "))
                .singleElement()
                .asString()
                .contains("Stand-in 0 is gone", "give the same command again");
        assertThat(experiment(Map.of(), "again", "--devices", "0")).as(log()).isZero();
        requireSame("again", "turn");
    }

    private int train(String out, int mebibytes, int batch) throws IOException, InterruptedException {
        return run(
                Map.of("FAKE_CUDA_MIB", Integer.toString(mebibytes)),
                "train",
                "--arch",
                "small_cnn",
                "--csv",
                folder.resolve("split.csv").toString(),
                "--images",
                folder.resolve("images").toString(),
                "--alpha",
                "1",
                "--epochs",
                "1",
                "--quiet",
                "--batch",
                Integer.toString(batch),
                "--out",
                folder.resolve(out).toString());
    }

    @Test
    void aBatchThatDoesNotFitIsRefusedWithOneThatDoes() throws Exception {
        ToyFaces.write(folder, 40);
        assertThat(train("x", 100, 80)).isEqualTo(1);
        Matcher sentence = Pattern.compile(
                        "the memory of Stand-in 0 is full: \\d+ MiB more are needed, \\d+ of 100 are free;"
                                + " a batch of (\\d+) would fit, this one has 80")
                .matcher(log());
        assertThat(sentence.find()).as(log()).isTrue();
        int fits = Integer.parseInt(sentence.group(1));
        assertThat(train("fits", 100, fits)).as(log()).isZero();
        // It is no guess on the safe side alone.
        assertThat(train("larger", 100, fits + fits / 5)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | 0,2 | there is no GPU 2: the CUDA driver shows 2, counted from 0",
                "2 | 0,0 | names a GPU twice"
            })
    void cardsThatAreNotThereAreRefusedBeforeTheWork(String gpus, String devices, String sentence) throws Exception {
        assertThat(experiment(Map.of("FAKE_CUDA_GPUS", gpus), "x", "--quiet", "--devices=" + devices))
                .isEqualTo(1);
        assertThat(log().lines())
                .filteredOn(line -> line.startsWith("cyborg "))
                .singleElement()
                .asString()
                .contains(sentence);
        assertThat(folder.resolve("x/runs")).doesNotExist();
    }
}
