package org.cyborgml.models.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that PyTorch saved, in both of its forms, are read to the last bit, or refused by name. */
class PyTorchGoldenTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "types.zip.pth",
                "types.stream.pth",
                "views.zip.pth",
                "views.stream.pth",
                "state.zip.pth",
                "state.stream.pth",
                "nested.zip.pth",
                "nested.stream.pth",
                "protocol4.zip.pth",
                "protocol4.stream.pth",
                "script.zip.pth",
                "script.stream.pth",
                "script4.zip.pth",
                "script4.stream.pth",
                "prefix-twice.zip.pth",
                "prefix-some.zip.pth",
                "big-endian.zip.pth",
                "types.safetensors",
                "lightning.zip.pth",
                "averaged.zip.pth",
                "averaged-names.zip.pth",
                "averaged-dotless.zip.pth",
                "averaged-model.zip.pth",
                "nested-wrappers.zip.pth"
            })
    void readsWhatPyTorchHas(String name) throws Exception {
        Path file = Files.write(folder.resolve("checkpoint"), Golden.bytes(name));

        Golden.assertEqual(Checkpoint.read(file), Golden.json(name + ".json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"averaged.zip.pth", "averaged-names.zip.pth", "averaged-dotless.zip.pth"})
    void keepsTheMovingAverageApart(String name) throws Exception {
        Golden.assertEqual(
                Checkpoint.read(Golden.file(name)).averaged().orElseThrow(), Golden.json(name + ".averaged.json"));
    }

    @Test
    void fewFilesHoldAMovingAverage() throws Exception {
        assertThat(Checkpoint.read(Golden.file("state.zip.pth")).averaged()).isEmpty();
        assertThat(Checkpoint.read(Golden.file("averaged-model.zip.pth")).averaged())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "os_system.zip.pth | posix.system",
                "os_system.stream.pth | posix.system",
                "eval.zip.pth | __builtin__.eval",
                "eval.stream.pth | __builtin__.eval",
                "getattr.zip.pth | __builtin__.getattr",
                "getattr.stream.pth | __builtin__.getattr",
                "module.zip.pth | torch.nn.modules.linear.Linear",
                "numpy_array.zip.pth | numpy.core.multiarray._reconstruct",
                "numpy_array.stream.pth | numpy.core.multiarray._reconstruct",
                "numpy_text.zip.pth | entry 'name' needs the class 'numpy.dtype(U8)'",
                "numpy_text.stream.pth | entry 'name' needs the class 'numpy.dtype(U8)'",
                "sparse.zip.pth | torch._utils._rebuild_sparse_tensor",
                "sparse.stream.pth | torch._utils._rebuild_sparse_tensor",
                "complex.zip.pth | torch.ComplexFloatStorage",
                "complex.stream.pth | torch.ComplexFloatStorage",
                "quantized.zip.pth | torch.QInt8Storage",
                "quantized.stream.pth | torch.QInt8Storage",
                "bare_tensor.zip.pth | holds a tensor: must be a dict",
                "bare_tensor.stream.pth | holds a tensor: must be a dict",
                "list.zip.pth | holds a list: must be a dict",
                "list.stream.pth | holds a list: must be a dict",
                "no_tensors.zip.pth | dict of 2 entries (the text 'epoch', the text 'args') without tensors",
                "no_tensors.stream.pth | dict of 2 entries (the text 'epoch', the text 'args') without tensors",
                "torchscript.pt | is a TorchScript archive",
                "bare_pickle.pkl | is a pickle of a dict: must begin with torch.save's magic number",
                "other.zip | zip of 1 records has 0 named NAME/data.pkl",
                "deflated.pth | is of compression method 8"
            })
    void refusesAndNames(String name, String reason) {
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> Checkpoint.read(Golden.file("refused/" + name)))
                .withMessageContaining(reason)
                .withMessageStartingWith("refused/" + name + ": ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    /** The values are those of with_script_values in make_checkpoint_goldens.py. */
    @ParameterizedTest
    @ValueSource(strings = {"script.zip.pth", "script4.zip.pth"})
    void readsNumbersOfNumpyAndOptionsAsPlainValues(String name) throws Exception {
        byte[] pickle = TorchFiles.records(Golden.bytes(name)).entrySet().stream()
                .filter(record -> record.getKey().endsWith("/data.pkl"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
        ByteCursor cursor = new ByteCursor(FileBytes.of(name, pickle), "data.pkl", 0, pickle.length);

        Map<?, ?> read = (Map<?, ?>) PickleReader.read(cursor, new TorchObjects());

        assertThat(read.get("best_acc")).isEqualTo(0.75);
        assertThat(read.get("f4")).isEqualTo(-1.5);
        assertThat(read.get("f2")).isEqualTo(0.25);
        assertThat(read.get("i8")).isEqualTo(-(1L << 62));
        assertThat(read.get("i4")).isEqualTo(-70_000L);
        assertThat(read.get("i2")).isEqualTo(-300L);
        assertThat(read.get("i1")).isEqualTo(-7L);
        assertThat(read.get("u4")).isEqualTo((1L << 32) - 1);
        assertThat(read.get("u2")).isEqualTo(65_535L);
        assertThat(read.get("u1")).isEqualTo(255L);
        assertThat(read.get("b1")).isEqualTo(true);
        Map<?, ?> options = ((PickleNamespace) read.get("args")).attributes();
        assertThat(options.get("lr")).isEqualTo(0.1);
        assertThat(options.get("arch")).isEqualTo("resnet50");
        assertThat(((PickleNamespace) options.get("nested")).attributes()).isEqualTo(Map.of("gpus", List.of(0L, 1L)));
    }

    @Test
    void keepsSharedStoragesApartByTheirViews() throws Exception {
        Checkpoint views = Checkpoint.read(Golden.file("views.zip.pth"));

        // base = arange(24).view(4, 6)
        assertThat(views.tensor("row").floats()).containsExactly(12, 13, 14, 15, 16, 17);
        assertThat(views.tensor("columns").doubles()).containsExactly(1, 3, 7, 9, 13, 15, 19, 21);
        assertThat(views.tensor("expanded").floats()).containsExactly(1.5f, 1.5f, 1.5f, -2, -2, -2);
        assertThat(views.tensor("scalar_of_some").doubles()).containsExactly(7);
    }

    @Test
    void namesAFileThatIsNotThere() {
        Path file = folder.resolve("missing.pth");

        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> Checkpoint.read(file))
                .withMessage(file + ": does not exist")
                .satisfies(e -> assertThat(e.file()).isEqualTo(file.toString()));
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> Checkpoint.read(folder))
                .satisfies(e -> assertThat(e.reason())
                        .isEqualTo("is a folder with 0 checkpoints: must have one, or name the file"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello, this is not a checkpoint"})
    void namesTheFirstBytesOfAnythingElse(String text) {
        FileBytes file = FileBytes.of("notes.txt", text.getBytes(StandardCharsets.US_ASCII));

        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> Checkpoint.read(file))
                .withMessageStartingWith("notes.txt: starts with the bytes [")
                .withMessageContaining(text.isEmpty() ? "[] in 0" : "68 65 6c 6c 6f");
    }
}
