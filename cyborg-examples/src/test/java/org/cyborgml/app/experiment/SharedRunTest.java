package org.cyborgml.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.SmallCnn;
import org.cyborgml.models.checkpoint.Safetensors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several processes do one experiment in one folder. Whatever happens to one of them, the results are those of a run by one
 * process, bit by bit.
 */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SharedRunTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String TEACHER_AND_DETECTOR =
            """
              - {id: student, maps: taught}
              - {id: network, detector: {arch: small_cnn, weights: net.safetensors}}
            test_sets:""";

    @TempDir
    private Path data;

    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        Path plan = ToyExperiment.write(data);
        Files.writeString(
                plan,
                Files.readString(plan)
                        .replace("tested_epochs: all", "tested_epochs: best")
                        .replace("epochs: 3", "epochs: 10"));
    }

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    private void changePlan(String part, String replacement) throws IOException {
        Path plan = data.resolve("plan.yaml");
        String before = Files.readString(plan);
        assertThat(before).contains(part);
        Files.writeString(plan, before.replace(part, replacement));
    }

    private Process start(String out, String log, String... options) throws IOException {
        Process process = RunProcess.start(data, out, log, options);
        started.add(process);
        return process;
    }

    private String log(String name) throws IOException {
        return Files.readString(data.resolve(name));
    }

    private void runWhole() throws IOException, InterruptedException {
        assertThat(start("whole", "whole.log").waitFor()).as(log("whole.log")).isZero();
    }

    /** The newest notes of the leases of trials. */
    private List<JsonNode> notes() throws IOException {
        List<JsonNode> notes = new ArrayList<>();
        for (Path file : leases()) {
            String text = Files.readString(file);
            if (text.endsWith("\n") && text.startsWith("{")) {
                notes.add(JSON.readTree(text));
            }
        }
        return notes;
    }

    private List<Path> leases() throws IOException {
        Path leases = data.resolve("shared/leases");
        if (!Files.isDirectory(leases)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(leases)) {
            return files.filter(file -> file.getFileName().toString().contains("+run"))
                    .sorted()
                    .toList();
        }
    }

    /** The folder of a process's trial once an epoch of it is over, but not all. */
    private Path workWithAnEpoch(Process process, int epochs) throws Exception {
        while (true) {
            assertThat(process.isAlive()).as("has not met the moment").isTrue();
            for (JsonNode note : notes()) {
                if (note.path("process").asText().startsWith(process.pid() + "@")
                        && note.path("state").asText().equals("HELD")) {
                    Optional<Path> work = workFolder(note.path("token").asText());
                    if (work.isPresent() && WorkProgress.of(work.get()).epochs() >= epochs) {
                        return work.get();
                    }
                }
            }
            Thread.sleep(1);
        }
    }

    private Optional<Path> workFolder(String token) throws IOException {
        Path runs = data.resolve("shared/runs");
        if (!Files.isDirectory(runs)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.walk(runs)) {
            return all.filter(Files::isDirectory)
                    .filter(folder -> folder.getFileName().toString().endsWith("." + token + ".part"))
                    .findFirst();
        } catch (UncheckedIOException e) {
            return Optional.empty(); // moved meanwhile
        }
    }

    private Path place(Path work) {
        return work.resolveSibling(work.getFileName().toString().substring(1, 6));
    }

    private static List<String> seconds(Path trial) throws IOException {
        List<String> seconds = new ArrayList<>();
        JSON.readTree(trial.resolve("epoch_seconds.json").toFile())
                .path("seconds")
                .forEach(value -> seconds.add(value.asText()));
        return seconds;
    }

    /** Makes the times of the leases' files any. */
    private void scrambleTimes(Random random) throws IOException {
        for (Path file : leases()) {
            Files.setLastModifiedTime(file, FileTime.from(random.nextInt(Integer.MAX_VALUE), TimeUnit.SECONDS));
        }
    }

    @Test
    void oneOfThreeIsKilledAndTheOthersFinishWhatItHadBegun() throws Exception {
        changePlan("runs: 2", "runs: 3");
        runWhole();
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(start("shared", "process" + i + ".log", "--shared", "--lease", "10"));
        }
        Path work = workWithAnEpoch(processes.get(1), 2);
        processes.get(1).destroyForcibly().waitFor();
        assertThat(work).as("killed in the middle of this trial").isDirectory();
        List<String> committed = seconds(work);
        Random random = new Random(1);
        for (Process process : List.of(processes.get(0), processes.get(2))) {
            while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
                scrambleTimes(random);
            }
            assertThat(process.exitValue())
                    .as(log("process0.log") + log("process2.log"))
                    .isZero();
        }
        RunProcess.requireSame(data.resolve("whole"), data.resolve("shared"));
        // No epoch that it had committed was trained again: their times are those that it wrote.
        assertThat(committed).hasSizeGreaterThanOrEqualTo(1);
        assertThat(seconds(place(work)).subList(0, committed.size())).isEqualTo(committed);
        // No trial was begun twice but that one.
        assertThat(leases()).hasSize(7);
        assertThat(notes())
                .filteredOn(note -> note.path("state").asText().equals("ENDED"))
                .hasSize(6);
        assertThat(log("process0.log") + log("process2.log")).contains("under way in other processes: small_cnn/");
    }

    @Test
    void aStoppedProcessThatWakesHarmsNothing() throws Exception {
        runWhole();
        Process sleeper = start("shared", "sleeper.log", "--shared", "--lease", "3");
        Path work = workWithAnEpoch(sleeper, 1);
        signal(sleeper, "STOP");
        assertThat(work).isDirectory();
        Process other = start("shared", "other.log", "--shared", "--lease", "3");
        assertThat(other.waitFor()).as(log("other.log")).isZero();
        RunProcess.requireSame(data.resolve("whole"), data.resolve("shared"));
        signal(sleeper, "CONT");
        assertThat(sleeper.waitFor()).as(log("sleeper.log")).isZero();
        RunProcess.requireSame(data.resolve("whole"), data.resolve("shared"));
        assertThat(log("sleeper.log"))
                .containsPattern("was taken over by \\d+@|was finished by another process before");
    }

    @Test
    void aStoppedProcessThatWakesWhileItsTrialIsDoneByAnotherHarmsNothing() throws Exception {
        changePlan("epochs: 10", "epochs: 40");
        changePlan("runs: 2", "runs: 1");
        runWhole();
        Process sleeper = start("shared", "sleeper.log", "--shared", "--lease", "3");
        Path work = workWithAnEpoch(sleeper, 1);
        signal(sleeper, "STOP");
        Process other = start("shared", "other.log", "--shared", "--lease", "3");
        while (leases().stream().noneMatch(file -> file.toString().endsWith(".0002.json"))) {
            assertThat(other.isAlive()).as(log("other.log")).isTrue();
            Thread.sleep(5);
        }
        signal(sleeper, "CONT");
        assertThat(sleeper.waitFor()).as(log("sleeper.log")).isZero();
        assertThat(other.waitFor()).as(log("other.log")).isZero();
        assertThat(place(work)).isDirectory();
        RunProcess.requireSame(data.resolve("whole"), data.resolve("shared"));
        assertThat(log("sleeper.log")).contains("was taken over by " + other.pid() + "@");
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Students wait for their teachers, and a detector's scores are made once, whoever needs them first. */
    @Test
    void whatTrialsNeedOfEachOtherIsWaitedFor() throws Exception {
        changePlan("test: test/maps}", "test: test/maps, taught: {from: cyborg}}");
        changePlan("test_sets:", TEACHER_AND_DETECTOR);
        Safetensors.write(
                data.resolve("net.safetensors"),
                NetworkWeights.of(SmallCnn.builder().seed(5).build().init()));
        runWhole();
        Process first = start("shared", "first.log", "--shared");
        Process second = start("shared", "second.log", "--shared");
        assertThat(first.waitFor()).as(log("first.log")).isZero();
        assertThat(second.waitFor()).as(log("second.log")).isZero();
        RunProcess.requireSame(data.resolve("whole"), data.resolve("shared"));
        assertThat(leases()).as("no trial was begun twice").hasSize(8);
        // The files of the network's two test sets.
        try (Stream<Path> files = Files.list(data.resolve("shared/leases"))) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("detectors+")))
                    .hasSize(2);
        }
    }

    @Test
    void shardsAreTheWholeTogether() throws Exception {
        changePlan("test: test/maps}", "test: test/maps, taught: {from: cyborg}}");
        changePlan("test_sets:", "  - {id: student, maps: taught}\ntest_sets:");
        runWhole();
        Process first = start("shared", "first.log", "--shard", "1/2");
        Process second = start("shared", "second.log", "--shard", "2/2");
        assertThat(first.waitFor()).as(log("first.log")).isZero();
        assertThat(second.waitFor()).as(log("second.log")).isZero();
        RunProcess.requireSame(data.resolve("whole"), data.resolve("shared"));
        // A student is in its teacher's share: the second has all teachers and students, the first the others.
        assertThat(log("first.log")).contains("2 trials finished");
        assertThat(log("second.log")).contains("4 trials finished");
    }

    /** Before and after, the folder may be one process's alone. */
    @Test
    void aFolderMayBeSharedLaterAndAloneAgain() throws Exception {
        changePlan("epochs: 10", "epochs: 30");
        runWhole();
        Process alone = start("shared", "alone.log");
        Path place = data.resolve("shared/runs/small_cnn/classical/run01");
        while (WorkProgress.of(place).epochs() < 2) {
            assertThat(alone.isAlive()).as(log("alone.log")).isTrue();
            Thread.sleep(1);
        }
        signal(alone, "STOP");
        Process refused = start("shared", "refused.log", "--shared");
        assertThat(refused.waitFor()).isEqualTo(1);
        assertThat(log("refused.log")).contains("another process is using this folder for itself");
        alone.destroyForcibly().waitFor();
        List<String> before = seconds(place);

        Process shared = start("shared", "shared.log", "--shared", "--lease", "2");
        Path work = workWithAnEpoch(shared, before.size() + 2);
        signal(shared, "STOP");
        assertThat(work).isDirectory();
        Process refusedToo = start("shared", "refused.log");
        assertThat(refusedToo.waitFor()).isEqualTo(1);
        assertThat(log("refused.log")).contains("another process is using this folder");
        shared.destroyForcibly().waitFor();
        List<String> after = seconds(work);
        assertThat(after.subList(0, before.size())).isEqualTo(before);

        assertThat(start("shared", "again.log").waitFor()).as(log("again.log")).isZero();
        assertThat(seconds(place(work)).subList(0, after.size())).isEqualTo(after);
        RunProcess.requireSame(data.resolve("whole"), data.resolve("shared"));
    }
}
