package org.cyborgml.models.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What PyTorch has saved, in both of its forms: read to the last bit, or refused by name. */
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
                "prefix-twice.zip.pth",
                "prefix-some.zip.pth",
                "big-endian.zip.pth",
                "types.safetensors"
            })
    void readsWhatPyTorchHas(String name) throws Exception {
        Path file = Files.write(folder.resolve("checkpoint"), Golden.bytes(name));

        Golden.assertEqual(Checkpoint.read(file), Golden.json(name + ".json"));
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
                "namespace.zip.pth | argparse.Namespace",
                "namespace.stream.pth | argparse.Namespace",
                "numpy.zip.pth | numpy.core.multiarray.scalar",
                "numpy.stream.pth | numpy.core.multiarray.scalar",
                "sparse.zip.pth | torch._utils._rebuild_sparse_tensor",
                "sparse.stream.pth | torch._utils._rebuild_sparse_tensor",
                "complex.zip.pth | torch.ComplexFloatStorage",
                "complex.stream.pth | torch.ComplexFloatStorage",
                "quantized.zip.pth | torch._utils._rebuild_qtensor",
                "quantized.stream.pth | torch._utils._rebuild_qtensor",
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
                .satisfies(e -> assertThat(e.reason()).isEqualTo("is not a regular file"));
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
