package org.cyborgml.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cyborgml.saliency.file.WholeFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folders of processes that do one trial, also two of them at once: one has lost its lease and does not know. */
class WorkFolderTest {

    private static final int FILES = 5;

    @TempDir
    private Path folder;

    private Path place;

    @BeforeEach
    void name() {
        place = folder.resolve("runs/small_cnn/cyborg/run01");
    }

    private static boolean isFinished(TrialFolder trial) {
        return Files.exists(trial.resultFile());
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        WholeFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void writeLog(Path trial, int epochs) throws IOException {
        String values = IntStream.range(0, epochs).mapToObj(i -> "0.5").toList().toString();
        write(
                trial.resolve("Logs/model_log.json"),
                "{\"iterations\":[],\"cross_entropy\":[],\"saliency\":[],\"epoch\":" + values + ",\"train_acc\":"
                        + values + ",\"validation\":" + values + ",\"val_acc\":" + values
                        + ",\"validation_saliency\":[]}");
    }

    private WorkFolder finished(String token) throws IOException {
        WorkFolder work = new WorkFolder(place, token);
        for (int i = 0; i < FILES; i++) {
            write(work.path().resolve("scores/" + i + ".csv"), token);
        }
        write(work.path().resolve("result.json"), token);
        return work;
    }

    private List<String> entries() throws IOException {
        try (Stream<Path> all = Files.list(place.getParent())) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void requireWhole() throws IOException {
        String owner = Files.readString(place.resolve("result.json"));
        for (int i = 0; i < FILES; i++) {
            assertThat(place.resolve("scores/" + i + ".csv")).hasContent(owner);
        }
    }

    @Test
    void goesOnFromTheFurthestWork() throws IOException {
        writeLog(place, 2);
        write(place.resolve("failed.json"), "{}");
        WorkFolder first = new WorkFolder(place, "first");
        first.fill(List.of());
        assertThat(first.path().resolve("Logs/model_log.json")).exists();
        assertThat(place.resolve("Logs/model_log.json"))
                .as("stays until it is replaced")
                .exists();
        writeLog(first.path(), 7);
        write(first.path().resolve("scores/a.csv.part"), "half");
        write(first.path().resolve("scores/.b.csv.1.part"), "under its temporary name");
        WorkFolder second = new WorkFolder(place, "second");
        second.fill(List.of("first", "unknown"));
        assertThat(WorkProgress.of(second.path()).epochs()).isEqualTo(7);
        assertThat(second.path().resolve("scores/a.csv.part")).hasContent("half");
        assertThat(second.path().resolve("scores/.b.csv.1.part")).doesNotExist();
        assertThat(entries()).containsExactly(".run01.second.part", "run01");
        // The first wakes: its path is gone, and what it makes is not the second's.
        write(first.path().resolve("epoch_seconds.json"), "late");
        assertThat(second.path().resolve("epoch_seconds.json")).doesNotExist();
        write(second.path().resolve("result.json"), "second");
        assertThat(second.moveIntoPlace(WorkFolderTest::isFinished)).isTrue();
        second.deleteThoseOf(List.of("first"));
        assertThat(entries()).containsExactly("run01");
        assertThat(WorkProgress.of(place).epochs()).isEqualTo(7);
        assertThat(place.resolve("failed.json")).exists(); // as it was copied; an attempt deletes it first
    }

    @Test
    void beginsWithNothingWhereNothingIs() throws IOException {
        WorkFolder work = new WorkFolder(place, "first");
        work.fill(List.of());
        assertThat(work.path()).isEmptyDirectory();
        assertThat(place).doesNotExist();
    }

    @Test
    void finishedResultsStayAndALateFolderGoes() throws IOException {
        WorkFolder late = finished("late");
        assertThat(finished("first").moveIntoPlace(WorkFolderTest::isFinished)).isTrue();
        assertThat(late.moveIntoPlace(WorkFolderTest::isFinished)).isFalse();
        assertThat(Files.readString(place.resolve("result.json"))).isEqualTo("first");
        assertThat(entries()).containsExactly("run01");
    }

    @Test
    void aFolderThatWasTakenAwayIsNotMoved() throws IOException {
        write(place.resolve("failed.json"), "of another");
        WorkFolder gone = new WorkFolder(place, "gone");
        assertThatThrownBy(() -> gone.moveIntoPlace(WorkFolderTest::isFinished))
                .isInstanceOf(NoSuchFileException.class);
        assertThat(place.resolve("failed.json")).exists();
    }

    /** A look, then a long stop, then a rename: finished results that came between are put back. */
    @Test
    void resultsThatComeBetweenLookAndRenameArePutBack() throws IOException {
        WorkFolder slow = finished("slow");
        WorkFolder fast = finished("fast");
        AtomicBoolean isFirstLook = new AtomicBoolean(true);
        boolean isMoved = slow.moveIntoPlace(trial -> {
            if (isFirstLook.getAndSet(false)) {
                assertThat(fast.moveIntoPlace(WorkFolderTest::isFinished)).isTrue();
                return false;
            }
            return isFinished(trial);
        });
        assertThat(isMoved).isFalse();
        assertThat(Files.readString(place.resolve("result.json"))).isEqualTo("fast");
        requireWhole();
        assertThat(entries()).containsExactly("run01");
    }

    @Test
    void whoeverComesFirstTheTrialIsWhole() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 200; round++) {
                place = folder.resolve("round" + round + "/run01");
                List<Callable<Boolean>> moves = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    WorkFolder work = finished("round" + round + "of" + i);
                    moves.add(() -> work.moveIntoPlace(WorkFolderTest::isFinished));
                }
                int moved = 0;
                for (Future<Boolean> move : threads.invokeAll(moves)) {
                    moved += move.get() ? 1 : 0;
                }
                assertThat(moved).isPositive();
                requireWhole();
                assertThat(entries()).containsExactly("run01");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Two files that are written one behind the other, as a training's log and network are. */
    @Test
    void aCopyIsOfOneMoment() throws Exception {
        Path from = folder.resolve("from");
        AtomicBoolean isOver = new AtomicBoolean();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            write(from.resolve("a/log"), "0");
            write(from.resolve("b/network"), "0");
            Future<Void> writer = thread.submit(() -> {
                for (int epoch = 1; !isOver.get(); epoch++) {
                    write(from.resolve("a/log"), "" + epoch);
                    write(from.resolve("b/network"), "" + epoch);
                    Thread.sleep(epoch % 3);
                }
                return null;
            });
            int copies = 0;
            for (int i = 0; i < 300; i++) {
                Path to = folder.resolve("to" + i);
                if (FolderSnapshot.copy(from, to)) {
                    int log = Integer.parseInt(Files.readString(to.resolve("a/log")));
                    int network = Integer.parseInt(Files.readString(to.resolve("b/network")));
                    assertThat(log - network).as(log + " and " + network).isBetween(0, 1);
                    copies++;
                } else {
                    assertThat(to).doesNotExist();
                }
            }
            isOver.set(true);
            writer.get();
            assertThat(copies).isPositive();
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void aProcessThatIsAloneBringsTheFurthestWorkBack() throws IOException {
        writeLog(place, 2);
        writeLog(new WorkFolder(place, "one").path(), 3);
        writeLog(new WorkFolder(place, "two").path(), 5);
        writeLog(place.resolveSibling(".run01.three.copy.part"), 9);
        WorkFolders folders = new WorkFolders(place);
        assertThat(folders.left()).hasSize(3);
        folders.bringBack(false);
        assertThat(WorkProgress.of(place).epochs()).isEqualTo(5);
        assertThat(entries()).containsExactly("run01");
        writeLog(new WorkFolder(place, "four").path(), 9);
        folders.bringBack(true);
        assertThat(WorkProgress.of(place).epochs()).as("finished before").isEqualTo(5);
        assertThat(entries()).containsExactly("run01");
    }
}
