package org.cyborgml.models.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints in several files, with an index as Hugging Face's tools write it. */
class ShardIndexTest {

    private static final String INDEX =
            """
            {"metadata": {"total_size": 24}, "weight_map": {
              "module.a": "model-1-of-2.safetensors", "module.b": "model-2-of-2.safetensors",
              "module.c": "model-1-of-2.safetensors"}}
            """;

    @TempDir
    Path folder;

    private Path index;

    @BeforeEach
    void writeShards() throws IOException {
        index = folder.resolve("model.safetensors.index.json");
        shard("model-1-of-2.safetensors", Map.of("module.a", 1f, "module.c", 3f));
        shard("model-2-of-2.safetensors", Map.of("module.b", 2f));
        Files.writeString(index, INDEX);
    }

    private void shard(String name, Map<String, Float> values) throws IOException {
        Checkpoint.Builder builder = Checkpoint.builder();
        values.forEach((tensor, value) -> builder.add(tensor, CheckpointTensor.of(new float[] {value, value}, 2)));
        Safetensors.write(folder.resolve(name), builder.build());
    }

    @Test
    void isReadByItsIndexOrItsFolder() throws Exception {
        for (Path path : new Path[] {index, folder}) {
            Checkpoint read = Checkpoint.read(path);

            assertThat(read.tensors().keySet()).containsExactly("a", "b", "c");
            assertThat(read.tensor("b").floats()).containsExactly(2, 2);
            assertThat(read.tensor("c").floats()).containsExactly(3, 3);
        }
        assertThat(CheckpointFiles.of(folder).all()).hasSize(3).startsWith(index);
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.safetensors", "pytorch_model.bin", "weights.ckpt"})
    void aFolderMayHoldOneFile(String name) throws Exception {
        Path single = Files.createDirectories(folder.resolve("single"));
        Files.write(single.resolve(name), Golden.bytes("state.zip.pth"));
        Files.writeString(single.resolve("config.json"), "{}");

        assertThat(Checkpoint.read(single).tensors()).containsKey("fc.weight");
        assertThat(CheckpointFiles.of(single).all()).containsExactly(single.resolve(name));
    }

    @Test
    void aFolderOfSeveralOrNoneIsRefused() throws Exception {
        Path several = Files.createDirectories(folder.resolve("several"));
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> Checkpoint.read(several))
                .withMessage(several + ": is a folder with 0 checkpoints: must have one, or name the file");
        Files.write(several.resolve("a.pth"), Golden.bytes("state.zip.pth"));
        Files.write(several.resolve("b.pth"), Golden.bytes("state.zip.pth"));
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> Checkpoint.read(several))
                .withMessageContaining("is a folder with 2 checkpoints [a.pth, b.pth]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{|is not valid JSON: ",
                "{}|has no \"weight_map\"",
                "{\"weight_map\": {}}|has no \"weight_map\"",
                "{\"weight_map\": {\"module.a\": 3}}|tensor 'module.a' is in no file",
                "{\"weight_map\": {\"module.a\": \"../model-1-of-2.safetensors\"}}|must be the name of a file beside the index",
                "{\"weight_map\": {\"module.a\": \"/etc/passwd\"}}|must be the name of a file beside the index",
                "{\"weight_map\": {\"module.a\": \"C:\\\\x\"}}|must be the name of a file beside the index",
                "{\"weight_map\": {\"module.a\": \"\"}}|must be the name of a file beside the index",
                "{\"weight_map\": {\"module.a\": \"none.safetensors\"}}|none.safetensors: does not exist",
                "{\"weight_map\": {\"module.a\": \"model.safetensors.index.json\"}}|is an index: must be a checkpoint",
                "{\"weight_map\": {\"module.x\": \"model-2-of-2.safetensors\"}}|tensor 'module.x' is not in 'model-2-of-2.safetensors'",
                "{\"weight_map\": {\"module.a\": \"model-1-of-2.safetensors\"}}|does not list tensor 'module.c' of 'model-1-of-2.safetensors'"
            })
    void whatDoesNotFitIsNamed(String content, String reason) throws Exception {
        Files.writeString(index, content);

        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> Checkpoint.read(index))
                .withMessageContaining(reason)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(600));
    }

    /** Mutated from fixed seeds: ends in an exception of ours, or in the tensors that the mutated index lists. */
    @Test
    void damagedIndexesEndInTensorsOrOurException() throws Exception {
        byte[] whole = INDEX.getBytes(StandardCharsets.UTF_8);
        int files = CheckpointFuzzTest.FILES_EACH;
        int read = 0;
        for (int i = 0; i < files; i++) {
            Files.write(index, Mutations.anywhere(whole, new Random(3_000_017L + i)));
            long start = System.nanoTime();
            try {
                Checkpoint checkpoint = Checkpoint.read(index);
                assertThat(checkpoint.tensors()).hasSizeBetween(1, 3);
                read++;
            } catch (CheckpointException e) {
                assertThat(e.getMessage())
                        .startsWith(folder.toString())
                        .hasSizeLessThan(2000)
                        .doesNotContain("\n");
            }
            assertThat(System.nanoTime() - start).as("file " + i).isLessThan(5_000_000_000L);
        }
        assertThat(read).isBetween(files / 100, files * 3 / 4);
    }
}
