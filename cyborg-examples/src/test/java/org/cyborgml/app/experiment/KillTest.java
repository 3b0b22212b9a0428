package org.cyborgml.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the program at random moments and starts it again, and compares what it leaves in the end with what an
 * uninterrupted run leaves: weights, logs, scores and CAMs bit by bit. Moments are counted in files that the program
 * writes, so that the test does the same on slow machines and fast ones; those before the first file, in milliseconds.
 */
class KillTest {

    /** Each lane has a folder of its own, so that they can go side by side. */
    private static final int LANES = 2;

    private static final int KILLS_OF_A_LANE = 11;

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path data;

    private Process start(String out) throws IOException {
        return RunProcess.start(data, out, out + ".log");
    }

    private int finish(String out) throws IOException, InterruptedException {
        return start(out).waitFor();
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void whateverTheMomentTheResultIsTheSame() throws Exception {
        ToyExperiment.write(data);
        assertThat(finish("whole")).as(log("whole")).isZero();
        ExecutorService threads = Executors.newFixedThreadPool(LANES);
        try {
            List<Future<Integer>> lanes = new ArrayList<>();
            for (int lane = 0; lane < LANES; lane++) {
                String out = "lane" + lane;
                Random random = new Random(lane);
                Callable<Integer> work = () -> killAndCompare(out, random);
                lanes.add(threads.submit(work));
            }
            int kills = 0;
            for (Future<Integer> lane : lanes) {
                kills += lane.get();
            }
            assertThat(kills).isGreaterThanOrEqualTo(20);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Between two batches of a test set: some of its rows are written, not all. */
    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aTestPassThatIsKilledGivesTheSameScores() throws Exception {
        ToyExperiment.write(data);
        // Many images a test set, so that it is under way for a while.
        Path tests = data.resolve("test/tests.csv");
        List<String> rows = new ArrayList<>(Files.readAllLines(tests));
        for (int copy = 0; copy < 40; copy++) {
            for (String row : Files.readAllLines(tests)) {
                String name = row.substring(row.lastIndexOf('/') + 1);
                String copied = "copy" + copy + name;
                Files.copy(data.resolve("test/images/" + name), data.resolve("test/images/" + copied));
                rows.add(row.replace(name, copied));
            }
        }
        Files.write(tests, rows);
        Path plan = data.resolve("plan.yaml");
        Files.writeString(
                plan,
                Files.readString(plan)
                        .replace("tested_epochs: all", "tested_epochs: best")
                        .replace("runs: 2", "runs: 1"));
        assertThat(finish("whole")).as(log("whole")).isZero();
        int inside = 0;
        for (int attempt = 0; attempt < 12 && inside < 3; attempt++) {
            Process process = start("parts");
            Optional<Path> part = Optional.empty();
            while (process.isAlive() && part.isEmpty()) {
                part = RunProcess.files(data.resolve("parts")).stream()
                        .filter(file -> file.toString().endsWith("csv.csv.part"))
                        .filter(file -> file.toFile().length() > 1000)
                        .findFirst();
            }
            process.destroyForcibly().waitFor();
            inside += part.isPresent() && Files.exists(part.get()) ? 1 : 0;
        }
        assertThat(inside)
                .as("killed with rows of a test set written, but not all")
                .isPositive();
        assertThat(finish("parts")).as(log("parts")).isZero();
        requireSame("parts");
    }

    private int killAndCompare(String out, Random random) throws Exception {
        int kills = 0;
        while (kills < KILLS_OF_A_LANE) {
            Process process = start(out);
            try {
                waitForTheMoment(process, data.resolve(out), random);
                if (process.isAlive()) {
                    kill(process, random);
                    kills++;
                }
            } finally {
                process.destroyForcibly().waitFor();
            }
            requireWhole(data.resolve(out));
            if (process.exitValue() == 0) {
                requireSame(out);
                // All was done before its time: once more from the start.
                delete(data.resolve(out));
            }
        }
        assertThat(finish(out)).as(log(out)).isZero();
        requireSame(out);
        return kills;
    }

    private static void waitForTheMoment(Process process, Path out, Random random) throws Exception {
        if (random.nextInt(4) == 0) {
            process.waitFor(random.nextInt(1500), TimeUnit.MILLISECONDS);
            return;
        }
        int changes = 1 + random.nextInt(14);
        Map<String, Long> seen = RunProcess.stamps(out);
        while (changes > 0 && process.isAlive()) {
            Map<String, Long> now = RunProcess.stamps(out);
            if (!now.equals(seen)) {
                changes--;
                seen = now;
            }
            process.waitFor(2, TimeUnit.MILLISECONDS);
        }
        process.waitFor(random.nextInt(20), TimeUnit.MILLISECONDS);
    }

    private static void kill(Process process, Random random) throws Exception {
        if (random.nextInt(5) == 0 && !System.getProperty("os.name").startsWith("Windows")) {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(process.waitFor(5, TimeUnit.SECONDS))
                    .as("ends on SIGINT")
                    .isTrue();
        } else {
            process.destroyForcibly().waitFor();
        }
    }

    private static boolean isFinal(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && !name.contains(".part");
    }

    /** Files that have their names are whole. */
    private static void requireWhole(Path out) throws IOException {
        for (Path file : RunProcess.files(out)) {
            String name = file.toString();
            if (!isFinal(file)) {
                continue;
            }
            if (name.endsWith(".json")) {
                assertThat(JSON.readTree(file.toFile()).isObject()).as(name).isTrue();
            } else if (name.endsWith(".safetensors")) {
                assertThat(Checkpoint.read(file).tensors()).as(name).isNotEmpty();
            } else if (name.endsWith(".zip")) {
                try (ZipFile zip = new ZipFile(file.toFile())) {
                    assertThat(zip.getEntry("updaterState.bin")).as(name).isNotNull();
                }
            } else {
                assertThat(name).endsWith(".csv");
                assertThat(Files.readString(file)).as(name).endsWith("\n");
            }
        }
    }

    private void requireSame(String out) throws IOException {
        RunProcess.requireSame(data.resolve("whole"), data.resolve(out));
    }

    private static void delete(Path folder) throws IOException {
        for (Path file : RunProcess.files(folder)) {
            Files.delete(file);
        }
    }

    private String log(String out) throws IOException {
        return Files.readString(data.resolve(out + ".log"));
    }
}
