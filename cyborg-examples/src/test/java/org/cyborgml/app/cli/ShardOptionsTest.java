package org.cyborgml.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cyborgml.app.cli.Program.Ended;
import org.cyborgml.data.ToyFaces;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.SmallCnn;
import org.cyborgml.models.checkpoint.Safetensors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The options by which several processes share work. */
class ShardOptionsTest {

    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        ToyFaces.write(folder, 6);
        Files.writeString(
                folder.resolve("plan.yaml"),
                """
                name: toy
                data: {csv: split.csv, images: images, maps: {human: maps}}
                training: {epochs: 2, batch: 4, schedule: constant}
                backbones: [{arch: small_cnn, size: 32}]
                scenarios: [{id: cyborg, maps: human}]
                test_sets: []
                runs: 1
                """);
    }

    private void writeWeights(int classes) throws IOException {
        Safetensors.write(
                folder.resolve("weights.safetensors"),
                NetworkWeights.of(SmallCnn.builder()
                        .inputSide(ToyFaces.SIDE)
                        .numClasses(classes)
                        .seed(3)
                        .build()
                        .init()));
    }

    private void runs(String line) {
        assertThat(TypedCommand.run(line, folder, errors))
                .as(line + ": " + errors)
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"2, 3, ''", "2, 18, ' --logits'", "3, 2, ''", "3, 5, ' --logits'"})
    void theScoresOfAllShardsOneBehindTheOtherAreThoseOfOneProcess(int classes, int shards, String logits)
            throws IOException {
        writeWeights(classes);
        String score =
                "score --quiet --arch small_cnn --size 32 --weights DIR/weights.safetensors --images DIR/images --batch 4"
                        + (classes > 2 ? " --classes a,b,c" : "") + logits;
        runs(score + " --out DIR/whole.csv");
        List<String> joined = new ArrayList<>();
        for (int number = 1; number <= shards; number++) {
            runs(score + " --out DIR/part.csv --shard " + number + "/" + shards);
            List<String> part = Files.readAllLines(folder.resolve("part.csv"));
            joined.addAll(classes > 2 && number > 1 ? part.subList(1, part.size()) : part);
        }
        assertThat(joined).isEqualTo(Files.readAllLines(folder.resolve("whole.csv")));
        assertThat(joined).hasSize(18 + (classes > 2 ? 1 : 0));
    }

    @Test
    void aShardWithoutImagesIsRefused() throws IOException {
        writeWeights(2);
        String score = "score --quiet --arch small_cnn --size 32 --weights DIR/weights.safetensors --images DIR/images";
        int parts = IntStream.rangeClosed(1, 20)
                .map(number ->
                        TypedCommand.run(score + " --out DIR/part.csv --shard " + number + "/20", folder, errors))
                .sum();
        assertThat(parts).as("18 images").isEqualTo(2);
        assertThat(errors.toString()).contains("has no image, as there are 18 in all");
        assertThat(TypedCommand.run(
                        "score --ensemble a.csv --ensemble b.csv --out DIR/part.csv --shard 1/2", folder, errors))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("--shard is for one network");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--shard 4/3 | 2 | '--shard': shard 4/3: must be a number from 1 to the count of shards, such as 3/16",
                "--shard 3 | 2 | '--shard': shard \"3\": must be the number of the shard and their count, such as 3/16",
                "--shared --lease 0 | 1 | --lease 0: must be at least 1 second",
                "--lease 5 | 1 | --lease is for --shared or --shard: give one of them",
                "--retry-failed | 1 | --retry-failed is for --shared or --shard: give one of them",
            })
    void optionsThatMeanNothingAreRefused(String options, int status, String message) {
        assertThat(TypedCommand.run("experiment run DIR/plan.yaml --out DIR/out " + options, folder, errors))
                .isEqualTo(status);
        assertThat(errors.toString()).contains(message.replace("'--shard'", "option '--shard'"));
        assertThat(errors.toString().strip().lines()).hasSize(1);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--shared", "--shard 1/2"})
    @DisabledOnOs(OS.WINDOWS)
    void aFolderThatCannotBeWrittenIsNamedBeforeTheWorkBegins(String options) throws Exception {
        Path disk = Files.createDirectories(folder.resolve("disk"));
        List<String> words = new ArrayList<>(List.of(
                "experiment",
                "run",
                folder.resolve("plan.yaml").toString(),
                "--out",
                disk.resolve("out").toString()));
        words.addAll(List.of(options.split(" ")));
        Program program = new Program(folder);
        Ended ended = program.start(List.of(
                "unshare",
                "-rm",
                "bash",
                "-c",
                "mount -t tmpfs tmpfs " + disk + " && mkdir " + disk + "/out && mount -o remount,ro " + disk
                        + " || exit 99; exec " + program.line(words)));
        assumeTrue(ended.status() == 1, "no disk can be mounted");
        assertThat(ended.sentence())
                .contains(disk.resolve("out").toString())
                .contains("the file system is read-only")
                .doesNotContain("Exception");
    }
}
