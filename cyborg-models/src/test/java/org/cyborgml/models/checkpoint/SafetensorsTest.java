package org.cyborgml.models.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {

    @TempDir
    Path folder;

    static byte[] bytes(long headerLength, String header, int dataBytes) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        return file.putLong(headerLength).put(text).array();
    }

    private static Checkpoint read(String header, int dataBytes) throws CheckpointException {
        byte[] content = bytes(header.getBytes(StandardCharsets.UTF_8).length, header, dataBytes);
        return SafetensorsHeader.read(FileBytes.of("x.safetensors", content));
    }

    @Test
    void writesTheVeryBytesOfTheGoldenFile() throws Exception {
        Checkpoint golden = Checkpoint.read(Golden.file("types.safetensors"));
        Path file = folder.resolve("copy.safetensors");

        Safetensors.write(file, golden);

        assertThat(golden.metadata()).containsExactly(entry("format", "pt"), entry("note", "zwei\nZeilen"));
        assertThat(Files.readAllBytes(file)).isEqualTo(Golden.bytes("types.safetensors"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"types.zip.pth", "views.stream.pth", "nested.zip.pth", "big-endian.zip.pth"})
    void keepsWhatPyTorchSaved(String name) throws Exception {
        Checkpoint source = Checkpoint.read(Golden.file(name));
        Path file = folder.resolve("converted.safetensors");

        Safetensors.write(file, source);

        Checkpoint read = Safetensors.read(file);
        assertThat(read.tensors().keySet())
                .containsExactlyInAnyOrderElementsOf(source.tensors().keySet());
        source.tensors().forEach((key, tensor) -> {
            assertThat(read.tensor(key).shape()).as(key).isEqualTo(tensor.shape());
            assertThat(Golden.hex(read.tensor(key))).as(key).isEqualTo(Golden.hex(tensor));
        });
    }

    @Test
    void alignsHeaderAndElements() throws Exception {
        Path file = folder.resolve("aligned.safetensors");
        for (int length = 1; length < 9; length++) {
            Checkpoint odd = Checkpoint.builder()
                    .add("x".repeat(length), CheckpointTensor.of(new float[length], length))
                    .add("long", CheckpointTensor.of(new long[] {1, 2}, 2))
                    .build();
            Safetensors.write(file, odd);

            byte[] content = Files.readAllBytes(file);
            long header =
                    ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getLong();
            assertThat(header % 8).isZero();
            assertThat(content[8]).isEqualTo((byte) '{');
            assertThat(new String(content, 8, (int) header, StandardCharsets.UTF_8))
                    .contains("\"long\":{\"dtype\":\"I64\",\"shape\":[2],\"data_offsets\":[0,16]}");
        }
    }

    @Test
    void replacesAFileInOneStep() throws Exception {
        Path file = folder.resolve("weights.safetensors");
        Safetensors.write(file, one(1));
        Checkpoint before = Safetensors.read(file);

        Safetensors.write(file, one(2));

        assertThat(Safetensors.read(file).tensor("w").floats()).containsExactly(2);
        if (!OS.WINDOWS.isCurrentOs()) {
            assertThat(before.tensor("w").floats()).containsExactly(1);
        }
        assertThat(names()).containsExactly("weights.safetensors");
    }

    @Test
    void leavesNothingBehindWhenItCannotWrite() throws Exception {
        Path file =
                Files.createDirectories(folder.resolve("taken").resolve("by")).getParent();

        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> Safetensors.write(file, one(1)))
                .withMessageStartingWith(file + ": cannot be written: ");
        assertThat(names()).containsExactly("taken");
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> Safetensors.write(folder.resolve("no").resolve("folder"), one(1)))
                .withMessageContaining("cannot be written");
        Checkpoint reserved = Checkpoint.builder()
                .add("__metadata__", CheckpointTensor.of(new float[1], 1))
                .build();
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> Safetensors.write(folder.resolve("x"), reserved))
                .withMessageContaining("a tensor is named __metadata__");
    }

    private static Checkpoint one(float value) {
        return Checkpoint.builder()
                .add("w", CheckpointTensor.of(new float[] {value}, 1))
                .build();
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    @Test
    void takesAPrefixOffThatAllNamesShare() throws Exception {
        String header = "{'module.a':{'dtype':'U8','shape':[],'data_offsets':[0,1]}}".replace('\'', '"');
        byte[] content = bytes(header.length(), header, 1);

        assertThat(Checkpoint.read(FileBytes.of("x", content)).tensors()).containsOnlyKeys("a");
        assertThat(SafetensorsHeader.read(FileBytes.of("x", content)).tensors()).containsOnlyKeys("module.a");
    }

    @Test
    void readsAnEmptyFileOfTheFormat() throws Exception {
        assertThat(read("{}", 0).tensors()).isEmpty();
        assertThat(read("{}   ", 0).metadata()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | 0 | header starts with the byte 91: must be '{'",
                "x{} | 0 | header starts with the byte 120: must be '{'",
                "{'a' | 0 | header is not the JSON that it must be",
                "{}x | 0 | header is not the JSON",
                "{}{} | 0 | header goes on after its closing brace",
                "{'a':1} | 0 | tensor 'a' is VALUE_NUMBER_INT: must be START_OBJECT",
                "{'a':{}} | 0 | tensor 'a' is incomplete: must have dtype, shape and two data_offsets",
                "{'a':{'dtype':'F31','shape':[1],'data_offsets':[0,4]}} | 4 | tensor 'a' dtype is 'F31': must be one of [F64",
                "{'a':{'dtype':7,'shape':[1],'data_offsets':[0,4]}} | 4 | tensor 'a' dtype is VALUE_NUMBER_INT: must be VALUE_STRING",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4],'x':1}} | 4 | tensor 'a' has the field 'x'",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0]}} | 4 | tensor 'a' is incomplete",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4,8]}} | 4 | tensor 'a' data_offsets has the number 8 at place 2",
                "{'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}} | 4 | tensor 'a' shape has the number -1",
                "{'a':{'dtype':'F32','shape':[1.0],'data_offsets':[0,4]}} | 4 | tensor 'a' shape is VALUE_NUMBER_FLOAT",
                "{'a':{'dtype':'F32','shape':[9223372036854775808],'data_offsets':[0,4]}} | 4 | header is not the JSON that it must be",
                "{'a':{'dtype':'F32','shape':[4611686018427387904,4],'data_offsets':[0,0]}} | 0 | its size must fit 63 bits",
                "{'a':{'dtype':'F32','shape':[4611686018427387904],'data_offsets':[0,0]}} | 0 | its size must fit 63 bits",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}} | 4 | must span the 8 bytes of its shape [2] of F32",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}} | 4 | begins at data offset 4: must begin at 0",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[-4,0]}} | 4 | data_offsets has the number -4",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | 3 | tensors end at data offset 4: must end with the data's 3 bytes",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | 5 | tensors end at data offset 4: must end with the data's 5 bytes",
                "{'a':{'dtype':'U8','shape':[2],'data_offsets':[0,2]},'b':{'dtype':'U8','shape':[2],'data_offsets':[1,3]}} | 3 | tensor 'b' begins at data offset 1: must begin at 2",
                "{'a':{'dtype':'U8','shape':[2],'data_offsets':[0,2]},'b':{'dtype':'U8','shape':[2],'data_offsets':[3,5]}} | 5 | tensor 'b' begins at data offset 3: must begin at 2",
                "{'a':{'dtype':'U8','shape':[1],'data_offsets':[0,1]},'a':{'dtype':'U8','shape':[1],'data_offsets':[1,2]}} | 2 | Duplicate field 'a'",
                "{'a':{'dtype':'U8','dtype':'U8','shape':[1],'data_offsets':[0,1]}} | 1 | Duplicate field 'dtype'",
                "{'__metadata__':{'a':1}} | 0 | __metadata__ 'a' is VALUE_NUMBER_INT: must be VALUE_STRING",
                "{'__metadata__':[]} | 0 | __metadata__ is START_ARRAY: must be START_OBJECT",
                "{'a':{'dtype':'U8','shape':[[[[[[1]]]]]],'data_offsets':[0,1]}} | 1 | tensor 'a' shape is START_ARRAY"
            })
    void refusesWhatBreaksTheFormat(String header, int dataBytes, String reason) {
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> read(header.replace('\'', '"'), dataBytes))
                .withMessageStartingWith("x.safetensors: ")
                .withMessageContaining(reason)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @ParameterizedTest
    @CsvSource({"-1, 18446744073709551615", "0, 0", "1, 1", "3, 3", "100000001, 100000001", "2147483647, 2147483647"})
    void refusesHeaderLengthsOutOfTheFile(long length, String named) {
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> SafetensorsHeader.read(FileBytes.of("x", bytes(length, "{}", 0))))
                .withMessage(
                        "x: header length is " + named + ": must be in [2, 100000000] and within the file's 10 bytes");
    }

    @Test
    void refusesTextThatIsNotUtf8AndTooManyDimensions() {
        byte[] content = bytes(4, "{\"\"}", 0);
        content[10] = (byte) 0xff;
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> SafetensorsHeader.read(FileBytes.of("x", content)))
                .withMessage("x: header is not UTF-8: must be");
        String many = "{\"a\":{\"dtype\":\"U8\",\"shape\":[1" + ",1".repeat(32) + "],\"data_offsets\":[0,1]}}";
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> read(many, 1))
                .withMessageContaining("must have at most 32 numbers");
    }

    @Test
    void refusesDeepHeadersWithoutEndingTheStack() {
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> read("{\"a\":{\"shape\":" + "[".repeat(1_000_000), 0))
                .withMessageContaining("tensor 'a' shape is START_ARRAY");
        String name = "\"" + "x".repeat(50_000) + "\"";
        for (String header :
                new String[] {"{\"a\":{" + name + ":1}}", "{\"a\":{" + name + ":", "{" + name + name + "}"}) {
            assertThatExceptionOfType(CheckpointException.class)
                    .isThrownBy(() -> read(header, 0))
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
        }
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> read("{\"" + "x".repeat(70_000) + "\":1}", 0))
                .withMessageContaining("65536");
    }

    /** Segments of 256 KiB stand for those of 1 GiB: a tensor lies across three of them. */
    @Test
    void readsAcrossSegments() throws Exception {
        int count = 200_000;
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = i;
        }
        Path file = folder.resolve("long.safetensors");
        Safetensors.write(
                file,
                Checkpoint.builder()
                        .add("odd", CheckpointTensor.of(new float[] {1, 2, 3}, 3))
                        .add("long", CheckpointTensor.of(values, count))
                        .build());

        Checkpoint read = SafetensorsHeader.read(FileBytes.map(file, 1 << 18));

        assertThat(read.tensor("odd").floats()).containsExactly(1, 2, 3);
        assertThat(read.tensor("long").floats()).isEqualTo(values);
        assertThat(read.tensor("long").doubles()[count - 1]).isEqualTo(count - 1);
        assertThat(read.tensor("long").bytes().getFloat(4 * 131_072)).isEqualTo(131_072);
        Path copy = folder.resolve("copy.safetensors");
        Safetensors.write(copy, read);
        assertThat(copy).hasSameBinaryContentAs(file);
    }

    /** A sparse file, so that it takes up no room: three tensors, the middle one of 2.5 GiB of zeros. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void readsBeyondTwoGibibytes() throws Exception {
        long middle = 5L << 29;
        String header = String.format(
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[5,1024,131072],\"data_offsets\":[8,%d]},"
                        + "\"c\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[%d,%d]}}",
                8 + middle, 8 + middle, 16 + middle);
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        start.write(bytes(header.length(), header, 0));
        ByteBuffer pair = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1.5f)
                .putFloat(-2);
        start.write(pair.array());
        Path file = folder.resolve("sparse.safetensors");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap(start.toByteArray()));
            channel.write(pair.flip(), start.size() + middle);
        }

        Checkpoint read = Checkpoint.read(file);

        assertThat(read.tensor("a").floats()).containsExactly(1.5f, -2);
        assertThat(read.tensor("c").floats()).containsExactly(1.5f, -2);
        CheckpointTensor large = read.tensor("b");
        assertThat(large.elements()).isEqualTo(middle / 4);
        assertThat(large.chunk(large.elements() - 3, 3).getFloat()).isZero();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(large::bytes)
                .withMessage("tensor needs an array of 2684354560: must be at most 2147483639");
    }
}
