package org.cyborgml.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cyborgml.data.DataException;
import org.cyborgml.training.EpochResult;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every file that an experiment reads when it is run again, cut as a crash of the disk may cut it: the run goes on to the same
 * results, or says which file to remove; the other trials are finished in any case.
 */
class CutFilesTest {

    private static final String TRIAL = "runs/small_cnn/classical/run01/";
    private static final String OTHER = "runs/small_cnn/cyborg/run01/";

    @TempDir
    private static Path data;

    private static Experiment experiment;

    @TempDir
    private Path folder;

    @BeforeAll
    static void write() throws IOException {
        experiment = Plans.read(ToyExperiment.write(data)).withRuns(1);
        assertThat(run(data.resolve("whole"), ExperimentProgress.NONE).failed()).isEmpty();
        // Stopped when the second epoch of the first trial is over, and while a test set of another run is scored.
        try {
            run(data.resolve("training"), new StopAt(TRIAL, 2));
            fail("was to be stopped");
        } catch (Stopped e) {
            assertThat(data.resolve("training/" + TRIAL + "Logs/current_model.zip"))
                    .exists();
        }
    }

    private static TrialScheduler.Outcome run(Path out, ExperimentProgress progress) throws IOException {
        return ExperimentRun.of(experiment, data, out).withProgress(progress).run();
    }

    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private record StopAt(String trial, int epochs) implements ExperimentProgress {
        @Override
        public void onEpoch(StepOf at, EpochResult result, boolean isBest, TimeLeft left) {
            if (at.epoch().index() + 1 == epochs) {
                throw new Stopped();
            }
        }
    }

    private Path copy(String of) throws IOException {
        Path from = data.resolve(of);
        Path to = folder.resolve("out");
        if (Files.exists(to)) {
            MoreFiles.deleteRecursively(to, RecursiveDeleteOption.ALLOW_INSECURE);
        }
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        return to;
    }

    private static void cut(Path file) throws IOException {
        byte[] all = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(all, all.length * 7 / 10));
    }

    private static Stream<String> filesOfAFinishedTrial() {
        return Stream.of(
                "experiment.json",
                "tests/csv.csv",
                "tests/lists.csv",
                TRIAL + "result.json",
                TRIAL + "epoch_seconds.json",
                TRIAL + "epoch_tests.json",
                TRIAL + "Logs/params.json",
                TRIAL + "Logs/model_log.json",
                TRIAL + "Logs/final_model.safetensors",
                TRIAL + "scores/csv.csv",
                TRIAL + "scores/lists.csv",
                TRIAL + "cams/train.json",
                TRIAL + "cams/csv.json");
    }

    @ParameterizedTest
    @MethodSource("filesOfAFinishedTrial")
    void aTrialWhoseResultIsMadeAgain(String file) throws IOException {
        Path out = copy("whole");
        cut(out.resolve(file));
        if (!file.endsWith("result.json")) {
            Files.delete(out.resolve(TRIAL + "result.json"));
        }
        if (file.endsWith(".safetensors")) {
            Files.delete(out.resolve(TRIAL + "cams/csv.json"));
        }
        requireSameOrNamed(out, file);
    }

    private static Stream<String> filesOfATraining() {
        return Stream.of(
                TRIAL + "epoch_seconds.json",
                TRIAL + "epoch_tests.json",
                TRIAL + "Logs/params.json",
                TRIAL + "Logs/model_log.json",
                TRIAL + "Logs/current_model.zip");
    }

    @ParameterizedTest
    @MethodSource("filesOfATraining")
    void aTrainingThatIsUnderWay(String file) throws IOException {
        Path out = copy("training");
        cut(out.resolve(file));
        requireSameOrNamed(out, file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cams/csv.sums.json", "scores/csv.csv.part", "failed.json"})
    void notesOfWhatIsUnderWayAreDoneAgain(String file) throws IOException {
        Path out = copy("whole");
        Files.delete(out.resolve(TRIAL + "result.json"));
        Files.delete(out.resolve(TRIAL + "cams/csv.json"));
        Files.delete(out.resolve(TRIAL + "scores/csv.csv"));
        Files.write(out.resolve(TRIAL + file), new byte[] {'{', (byte) 0xe9, '"'});
        assertThat(run(out, ExperimentProgress.NONE).failed()).isEmpty();
        requireSame(out, TRIAL);
    }

    /** A lock is held by the operating system; the file's content means nothing. */
    @Test
    void aLockFileMayHoldAnything() throws IOException {
        Path out = copy("whole");
        Files.delete(out.resolve(TRIAL + "result.json"));
        Files.write(out.resolve(".lock"), new byte[] {1, 2, 3});
        assertThat(run(out, ExperimentProgress.NONE).failed()).isEmpty();
        requireSame(out, TRIAL);
    }

    private static void requireSameOrNamed(Path out, String file) throws IOException {
        TrialScheduler.Outcome outcome;
        try {
            outcome = run(out, ExperimentProgress.NONE);
        } catch (DataException e) {
            assertThat(file).as("only this one concerns all trials").isEqualTo("experiment.json");
            assertThat(e)
                    .hasMessageContaining(out.resolve(file) + ": is damaged")
                    .hasMessageContaining("delete it");
            return;
        }
        assertThat(outcome.failed().keySet().stream()
                        .map(trial -> trial.scenario().id()))
                .isSubsetOf("classical");
        for (Map.Entry<Trial, String> failed : outcome.failed().entrySet()) {
            String name = file.substring(file.lastIndexOf('/') + 1);
            assertThat(failed.getValue()).contains(name);
            assertThat(failed.getValue()).contains("delete");
            assertThat(failed.getValue()).doesNotContain("Exception", "org.cyborgml", "com.fasterxml");
        }
        if (outcome.failed().isEmpty()) {
            requireSame(out, TRIAL);
        }
        requireSame(out, OTHER);
    }

    /** Scores, logs, weights and CAMs, bit by bit. */
    private static void requireSame(Path out, String trial) throws IOException {
        for (String file : List.of(
                "scores/csv.csv",
                "scores/lists.csv",
                "cams/csv.json",
                "cams/lists.json",
                "cams/train.json",
                "Logs/model_log.json",
                "Logs/final_model.safetensors")) {
            assertThat(out.resolve(trial + file)).hasSameBinaryContentAs(data.resolve("whole/" + trial + file));
        }
        TrialResult made = ExperimentFolder.of(out)
                .trial("small_cnn", trial.contains("cyborg") ? "cyborg" : "classical", 1)
                .result()
                .orElseThrow();
        TrialResult whole = ExperimentFolder.of(data.resolve("whole"))
                .trial("small_cnn", trial.contains("cyborg") ? "cyborg" : "classical", 1)
                .result()
                .orElseThrow();
        assertThat(made)
                .usingRecursiveComparison()
                .ignoringFields("trainSeconds")
                .isEqualTo(whole);
    }

    /** The readers alone, at every byte: no cut is taken for a whole file. */
    @Test
    void everyByteOfTheFilesThatAreReadBack() throws IOException {
        Path out = copy("whole");
        ExperimentFolder experimentFolder = ExperimentFolder.of(out);
        TrialFolder trial = experimentFolder.trial("small_cnn", "classical", 1);
        everyCut(out.resolve("experiment.json"), experimentFolder::read);
        everyCut(trial.resultFile(), () -> trial.result().orElseThrow());
        everyCut(trial.camFile("csv"), () -> trial.cams("csv").orElseThrow());
        everyCut(trial.path().resolve("epoch_tests.json"), () -> trial.epochTests()
                .orElseThrow());
        everyCut(trial.scores("csv"), () -> TestScores.read(experimentFolder, trial, "csv", null));
        byte[] times = Files.readAllBytes(trial.epochTimesFile());
        for (int length = 0; length < times.length - 1; length++) {
            Files.write(trial.epochTimesFile(), Arrays.copyOf(times, length));
            assertThat(EpochTimes.of(trial).seconds()).isEmpty();
        }
    }

    /** Reads a file. */
    private interface Reading {
        Object read() throws IOException;
    }

    private static void everyCut(Path file, Reading reading) throws IOException {
        byte[] all = Files.readAllBytes(file);
        Object whole = reading.read();
        for (int length = 0; length < all.length; length++) {
            Files.write(file, Arrays.copyOf(all, length));
            if (length == all.length - 1 && file.toString().endsWith(".json")) {
                // Only the line's end is missing.
                assertThat(reading.read()).isEqualTo(whole);
                continue;
            }
            assertThatExceptionOfType(DataException.class)
                    .as(file + " cut at " + length)
                    .isThrownBy(reading::read)
                    .withMessageContaining(file.toString())
                    .withMessageContaining("delete");
        }
        Files.write(file, all);
        assertThat(reading.read()).isEqualTo(whole);
    }
}
