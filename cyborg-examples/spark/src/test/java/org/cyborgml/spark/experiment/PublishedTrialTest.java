package org.cyborgml.spark.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cyborgml.app.experiment.TrialFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is left of an attempt, the next one gets a whole state, and a commit that was begun is finished. */
class PublishedTrialTest {

    private static final String NAME = "net/cyborg/run01";

    @TempDir
    private Path folder;

    private Path out;
    private Path local;
    private Path place;
    private PublishedTrial published;

    @BeforeEach
    void begin() throws IOException {
        out = folder.resolve("out");
        local = folder.resolve("local");
        place = ExperimentDescription.place(out, NAME);
        published = new PublishedTrial(out, NAME);
        write(local, Map.of("Logs/params.json", "{}"));
    }

    private static void write(Path to, Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = to.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            // A new file each time, as the training writes them.
            Files.deleteIfExists(path);
            Files.writeString(path, file.getValue());
        }
    }

    private TrialPublisher publisher(String attempt) {
        return new TrialPublisher(published.attempt(attempt), TrialFolder.of(local));
    }

    private static Map<String, String> contents(Path of) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (Path file : Copies.files(of)) {
            contents.put(of.relativize(file).toString(), Files.readString(file));
        }
        return contents;
    }

    private Map<String, String> fetched() throws IOException {
        Path to = folder.resolve("fetched" + System.nanoTime());
        PublishedTrial.fetch(published.furthest().orElseThrow(), to);
        return contents(to);
    }

    private void publishTwoStates(String attempt) throws IOException {
        TrialPublisher publisher = publisher(attempt);
        write(local, Map.of("Logs/model.zip", "one", ".maps.1.part/face.png", "not whole"));
        publisher.publish(Manifest.Stage.UNDER_WAY);
        write(local, Map.of("Logs/model.zip", "two", "scores/a.csv", "1"));
        publisher.publish(Manifest.Stage.UNDER_WAY);
    }

    @Test
    void lastStateIsFetchedAndWhatItReplacedIsDeleted() throws IOException {
        assertThat(published.furthest()).isEmpty();
        publishTwoStates("first");
        assertThat(fetched()).isEqualTo(Map.of("Logs/params.json", "{}", "Logs/model.zip", "two", "scores/a.csv", "1"));
        assertThat(Copies.files(out)).as("three contents and a manifest").hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest", "content", "cut"})
    void stateThatIsNotWholeDoesNotCount(String damage) throws IOException {
        publishTwoStates("first");
        write(local, Map.of("scores/b.csv", "2"));
        publisher("second").publish(Manifest.Stage.UNDER_WAY);
        PublishedTrial.Found furthest = published.furthest().orElseThrow();
        assertThat(furthest.attempt().getFileName()).hasToString("second");
        Path content = furthest.attempt()
                .resolve(furthest.manifest().files().get("scores/b.csv").sha256());
        switch (damage) {
            case "manifest" -> {
                Path manifest = PublishedTrial.manifestFile(furthest.attempt(), 1);
                byte[] bytes = Files.readAllBytes(manifest);
                Files.write(manifest, java.util.Arrays.copyOf(bytes, bytes.length / 2));
            }
            case "content" -> Files.delete(content);
            default -> Files.writeString(content, "");
        }
        assertThat(published.furthest().orElseThrow().attempt().getFileName()).hasToString("first");
        assertThat(fetched()).containsEntry("Logs/model.zip", "two").doesNotContainKey("scores/b.csv");
    }

    @Test
    void contentThatIsNotWhatItsNameSaysIsRefused() throws IOException {
        publishTwoStates("first");
        PublishedTrial.Found found = published.furthest().orElseThrow();
        Files.writeString(
                found.attempt()
                        .resolve(found.manifest().files().get("Logs/model.zip").sha256()),
                "TWO");
        assertThatThrownBy(this::fetched).isInstanceOf(IOException.class).hasMessageContaining("is damaged");
    }

    @Test
    void onlyWhatIsFinishedIsCommitted() throws IOException {
        publishTwoStates("first");
        assertThat(published.commit(place)).isFalse();
        assertThat(place).doesNotExist();
    }

    /** A driver may end after any of its steps. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void commitGoesOnWhereItWasStopped(int moved) throws IOException {
        write(place, Map.of("failed.json", "{}", "Logs/old.zip", "of an earlier run"));
        write(local, Map.of("a.csv", "same", "b.csv", "same", "c.csv", "other", "result.json", "{\"x\": 1}"));
        publisher("first").publish(Manifest.Stage.FINISHED);
        PublishedTrial.Found found = published.furthest().orElseThrow();
        List<String> order = List.of("a.csv", "b.csv", "c.csv", "Logs/params.json");
        for (String name : order.subList(0, moved)) {
            Path from =
                    found.attempt().resolve(found.manifest().files().get(name).sha256());
            if (name.equals("a.csv")) {
                Copies.copy(from, place.resolve(name));
            } else {
                Copies.move(from, place.resolve(name));
            }
        }
        assertThat(published.commit(place)).isTrue();
        assertThat(contents(place))
                .isEqualTo(Map.of(
                        "Logs/params.json",
                        "{}",
                        "a.csv",
                        "same",
                        "b.csv",
                        "same",
                        "c.csv",
                        "other",
                        "result.json",
                        "{\"x\": 1}"));
        assertThat(Copies.files(PublishedTrial.work(out))).isEmpty();
    }
}
