package org.cyborgml.spark.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.spark.experiment.LoopbackCluster.Worker;

/**
 * A trial that an executor is at.
 *
 * @param trial its name
 * @param manifest the state that it published last
 * @param attempt the folder of what it published
 */
record UnderWay(String trial, Manifest manifest, Path attempt) {

    private static final String SECONDS = "epoch_seconds.json";

    /** Waits for a trial of a worker that has published some epochs and has others to do. */
    static UnderWay await(Path out, Worker worker, int epochs, Process driver) throws Exception {
        List<UnderWay> found = new ArrayList<>();
        LoopbackCluster.await("a trial under way", () -> {
            assertThat(driver.isAlive()).as("the driver").isTrue();
            try {
                find(out, worker, epochs).ifPresent(found::add);
            } catch (UncheckedIOException e) {
                return false; // something was moved while it was looked at
            }
            return !found.isEmpty();
        });
        return found.get(0);
    }

    private static Optional<UnderWay> find(Path out, Worker worker, int epochs) throws IOException {
        Path work = PublishedTrial.work(out);
        for (Path executor : worker.executors()) {
            for (Path attempt : list(executor.resolve("cyborg"))) {
                for (Path file : Copies.files(work)) {
                    Path folder = file.getParent();
                    if (file.toString().endsWith(".json")
                            && folder.endsWith(attempt.getFileName().toString())) {
                        Optional<Manifest> manifest = read(file);
                        if (manifest.isPresent() && manifest.get().epochs() >= epochs) {
                            String name = work.relativize(folder.getParent()).toString();
                            return Optional.of(new UnderWay(name, manifest.get(), folder));
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static List<Path> list(Path folder) throws IOException {
        try (var all = Files.list(folder)) {
            return all.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static Optional<Manifest> read(Path file) {
        try {
            return Optional.of(JsonFiles.MAPPER.readValue(Files.readAllBytes(file), Manifest.class));
        } catch (IOException e) {
            return Optional.empty(); // replaced or being written
        }
    }

    /** How long each published epoch took, as it was written. */
    List<String> seconds() throws IOException {
        return seconds(attempt.resolve(manifest.files().get(SECONDS).sha256()));
    }

    /** How long each epoch took of the trial that was committed to a folder of results. */
    List<String> committedSeconds(Path out) throws IOException {
        return seconds(ExperimentDescription.place(out, trial).resolve(SECONDS));
    }

    private static List<String> seconds(Path file) throws IOException {
        List<String> seconds = new ArrayList<>();
        for (JsonNode second :
                JsonFiles.MAPPER.readTree(Files.readAllBytes(file)).path("seconds")) {
            seconds.add(second.asText());
        }
        return seconds;
    }
}
