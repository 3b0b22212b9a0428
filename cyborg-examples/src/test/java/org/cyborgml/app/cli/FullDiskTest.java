package org.cyborgml.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.cyborgml.app.cli.Program.Ended;
import org.cyborgml.data.ToyFaces;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.SmallCnn;
import org.cyborgml.models.checkpoint.Safetensors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The disk takes no more while a command works: it ends with one sentence that names the file, and when it is given again, with
 * room on the disk, its results are those of a command that was not disturbed.
 */
@DisabledOnOs(OS.WINDOWS)
class FullDiskTest {

    /** Enough for a score file that is larger than what is tried before the work begins. */
    private static final int IMAGES = 700;

    private static final int FEW_IMAGES = 60;

    @TempDir
    private static Path data;

    @TempDir
    private Path folder;

    /**
     * A command.
     *
     * @param name for the report
     * @param words its words; OUT is where it writes
     * @param out the file or folder that it writes
     * @param limit the largest file that it may write, in KiB, below what it needs
     * @param disk the size of a disk that is too small for it, in KiB
     * @param again added when it is given again
     */
    private record Work(String name, List<String> words, String out, int limit, int disk, List<String> again) {

        List<String> to(String place) {
            return words.stream().map(word -> word.replace("OUT", place)).toList();
        }

        List<String> againTo(String place) {
            List<String> all = new ArrayList<>(to(place));
            all.addAll(again);
            return all;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void write() throws IOException {
        ToyFaces.write(data, 6);
        ToyFaces.write(data.resolve("test"), 6, 2);
        copies("many", IMAGES);
        copies("few", FEW_IMAGES);
        Safetensors.write(
                data.resolve("weights.safetensors"),
                NetworkWeights.of(SmallCnn.builder()
                        .inputSide(ToyFaces.SIDE)
                        .seed(3)
                        .build()
                        .init()));
        Files.writeString(
                data.resolve("plan.yaml"),
                """
                name: toy
                data: {csv: split.csv, images: images, maps: {human: maps}}
                training: {epochs: 2, batch: 4, schedule: constant}
                backbones: [{arch: small_cnn, size: 32}]
                scenarios: [{id: cyborg, maps: human}]
                test_sets: [{id: own, csv: test/split.csv, images: test/images}]
                runs: 1
                """);
    }

    private static void copies(String folder, int images) throws IOException {
        Files.createDirectories(data.resolve(folder));
        for (int i = 0; i < images; i++) {
            Files.copy(
                    data.resolve("images/face" + i % 18 + ".png"),
                    data.resolve(folder + "/" + "long-name-".repeat(10) + i + ".png"));
        }
    }

    private static Stream<Work> works() {
        String network = "--arch small_cnn --size 32 ";
        String weights = network + "--weights " + data.resolve("weights.safetensors") + " ";
        return Stream.of(
                work(
                        "score",
                        weights + "--images " + data.resolve("many") + " --batch 20 --out OUT/scores.csv",
                        "scores.csv",
                        3,
                        68,
                        ""),
                work(
                        "train",
                        network + "--csv " + data.resolve("split.csv") + " --images " + data.resolve("images")
                                + " --heatmaps " + data.resolve("maps") + " --epochs 2 --batch 4 --out OUT/run",
                        "run/Logs/final_model.safetensors",
                        1500,
                        3000,
                        "--resume"),
                work(
                        "cam",
                        weights + "--images " + data.resolve("few") + " --batch 4 --out OUT/cams",
                        "cams/cams.npy",
                        3,
                        90,
                        ""),
                work(
                        "experiment run",
                        data.resolve("plan.yaml") + " --out OUT/experiment",
                        "experiment/runs/small_cnn/cyborg/run01/scores/own.csv",
                        1500,
                        3000,
                        ""),
                work(
                        "experiment run",
                        data.resolve("plan.yaml") + " --shared --lease 1 --out OUT/experiment",
                        "experiment/runs/small_cnn/cyborg/run01/scores/own.csv",
                        1500,
                        3000,
                        "--retry-failed"));
    }

    private static Work work(String command, String rest, String out, int limit, int disk, String again) {
        return new Work(
                command,
                List.of((command + " " + rest).split(" ")),
                out,
                limit,
                disk,
                again.isEmpty() ? List.of() : List.of(again));
    }

    private void requireSentence(Ended ended, String command) {
        assertThat(ended.status()).as(ended.errors()).isEqualTo(1);
        assertThat(ended.sentence()).startsWith("cyborg " + command);
        assertThat(ended.errors()).doesNotContain("Exception", "\tat ", "org.cyborgml");
    }

    private byte[] whole(Work work) throws IOException, InterruptedException {
        Path whole = folder.resolve("whole");
        Files.createDirectories(whole);
        Ended ended = new Program(folder).run(work.to(whole.toString()));
        assertThat(ended.status()).as(ended.errors()).isZero();
        return Files.readAllBytes(whole.resolve(work.out()));
    }

    @ParameterizedTest
    @MethodSource("works")
    void aFileThatMayNotGrow(Work work) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Files.createDirectories(out);
        Ended ended = new Program(folder).before("ulimit -f " + work.limit()).run(work.to(out.toString()));
        requireSentence(ended, work.name());
        assertThat(ended.sentence()).contains(out.toString());
        assertThat(out.resolve(work.out())).doesNotExist();
        Ended again = new Program(folder).run(work.againTo(out.toString()));
        assertThat(again.status()).as(again.errors()).isZero();
        assertThat(Files.readAllBytes(out.resolve(work.out()))).isEqualTo(whole(work));
    }

    @ParameterizedTest
    @MethodSource("works")
    void aDiskThatIsTooSmall(Work work) throws IOException, InterruptedException {
        assumeTrue(
                new Program(folder).start(List.of("unshare", "-rm", "true")).status() == 0, "no disk can be mounted");
        Path disk = folder.resolve("disk");
        Path kept = folder.resolve("kept");
        Files.createDirectories(disk);
        Program program = new Program(folder);
        Ended ended = program.start(List.of(
                "unshare",
                "-rm",
                "bash",
                "-c",
                "mount -t tmpfs -o size=" + work.disk() + "k tmpfs " + disk + " || exit 99; "
                        + program.line(work.to(disk.toString())) + "; first=$?; "
                        + "mount -o remount,size=100m " + disk + "; echo --- >&2; "
                        + program.line(work.againTo(disk.toString())) + "; second=$?; "
                        + "cp -r " + disk + " " + kept + "; exit $((first * 10 + second))"));
        assumeTrue(ended.status() != 99, "no disk can be mounted");
        assertThat(ended.status()).as(ended.errors()).isEqualTo(10);
        String first = ended.errors().substring(0, ended.errors().indexOf("---"));
        requireSentence(new Ended(1, first), work.name());
        assertThat(first)
                .containsAnyOf("no space left on the disk", "MiB of disk needed")
                .contains(disk.toString());
        assertThat(Files.readAllBytes(Objects.requireNonNull(kept).resolve(work.out())))
                .isEqualTo(whole(work));
    }
}
