package org.cyborgml.models.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files made by hand to break one rule each; what PyTorch itself writes is in {@link PyTorchGoldenTest}. */
class HostileFileTest {

    private static final Map<String, byte[]> SIX_FLOATS = Map.of("0", floats(0, 1, 2, 3, 4, 5));

    private static byte[] floats(float... values) {
        ByteBuffer content = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        content.asFloatBuffer().put(values);
        return content.array();
    }

    private static PickleBytes tensor(long elements, long offset, long[] shape, long[] strides) {
        return new PickleBytes().tensor(elements, offset, shape, strides);
    }

    private static Checkpoint read(byte[] content) throws CheckpointException {
        return Checkpoint.read(FileBytes.of("x.pth", content));
    }

    private static void assertRefused(byte[] content, String reason) {
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> read(content))
                .withMessageStartingWith("x.pth: ")
                .withMessageContaining(reason)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(600));
    }

    private static void assertRefusedInBothForms(byte[] pickle, String reason) {
        assertRefused(TorchFiles.zip(pickle, SIX_FLOATS), reason);
        assertRefused(TorchFiles.stream(pickle, SIX_FLOATS), reason);
    }

    @Test
    void readsAGoodTensorMadeTheSameWay() throws Exception {
        byte[] pickle = PickleBytes.dictOf(tensor(6, 1, new long[] {2, 2}, new long[] {1, 2}));

        assertThat(read(TorchFiles.zip(pickle, SIX_FLOATS)).tensor("w").floats())
                .containsExactly(1, 3, 2, 4);
        assertThat(read(TorchFiles.stream(pickle, SIX_FLOATS)).tensor("w").floats())
                .containsExactly(1, 3, 2, 4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "6 | 0 | 7 | 1 | leaves its storage of 6 elements",
                "6 | 5 | 2 | 1 | leaves its storage of 6 elements",
                "6 | 0 | 2 | 6 | leaves its storage of 6 elements",
                "6 | -1 | 2 | 1 | must not be negative",
                "6 | 0 | -2 | 1 | must not be negative",
                "6 | 5 | 2 | -1 | must not be negative",
                "6 | 9223372036854775807 | 2 | 1 | leaves its storage",
                "6 | 0 | 9223372036854775807 | 0 | its size must fit 63 bits",
                "6 | 0 | 4 | 4611686018427387904 | leaves its storage",
                "6 | 0 | 1000000000 | 0 | brings all tensors above",
                "-6 | 0 | 1 | 1 | has -6 elements: must not be negative",
                "9223372036854775807 | 0 | 1 | 1 | its size must fit 63 bits",
                "5 | 0 | 1 | 1 | must have",
                "7 | 0 | 1 | 1 | must have"
            })
    void refusesTensorsThatLeaveTheirStorage(long elements, long offset, long size, long stride, String reason) {
        assertRefusedInBothForms(
                PickleBytes.dictOf(tensor(elements, offset, new long[] {size}, new long[] {stride})), reason);
    }

    @Test
    void refusesShapesOfOverflowingOrUnequalSizes() {
        assertRefusedInBothForms(
                PickleBytes.dictOf(tensor(6, 0, new long[] {1L << 32, 1L << 32}, new long[] {0, 0})),
                "its size must fit 63 bits");
        assertRefusedInBothForms(
                PickleBytes.dictOf(tensor(6, 0, new long[] {1, 2}, new long[] {1})), "2 dimensions and 1 strides");
        assertRefusedInBothForms(
                PickleBytes.dictOf(tensor(6, 0, new long[33], new long[33])), "33 dimensions: must have at most 32");
    }

    @ParameterizedTest
    @CsvSource({
        "os, system",
        "posix, system",
        "builtins, eval",
        "subprocess, Popen",
        "torch.storage, _load_from_bytes",
        "importlib, import_module",
        "torch, ComplexFloatStorage",
        "torch.cuda, FloatStorage"
    })
    void refusesFunctionsThatRunCodeByName(String module, String name) {
        String reason = "needs the class '" + module + "." + name + "': only tensors and plain containers are read";
        PickleBytes call =
                new PickleBytes().global(module, name).op('(').text("x").op('t', 'R');
        assertRefusedInBothForms(PickleBytes.dictOf(call), reason);
        PickleBytes unused = new PickleBytes().global(module, name).op('0', 'N');
        assertRefusedInBothForms(PickleBytes.dictOf(unused), reason);
        PickleBytes stacked = new PickleBytes().text(module).text(name).op(0x93);
        assertRefusedInBothForms(PickleBytes.dictOf(stacked), reason);
        PickleBytes instance = new PickleBytes().op('(', 'i');
        instance.raw((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
        assertRefusedInBothForms(PickleBytes.dictOf(instance), reason);
    }

    /** Objects of classes that are not known stand for nothing: what is made of them, and what they would hold, is dropped. */
    @Test
    void otherClassesBesideTheTensorsAreLeftOut() throws Exception {
        PickleBytes other = new PickleBytes()
                .global("pathlib", "PosixPath")
                .op('(')
                .text("/x")
                .op('t', 'R')
                .op('(')
                .text("a")
                .op('N', 'u', ']', 'b')
                .op('N', 'a');
        byte[] pickle = new PickleBytes()
                .op(0x80, 2, '}')
                .text("callbacks")
                .raw(other.bytes())
                .op('s')
                .text("state_dict")
                .op('}')
                .text("w")
                .raw(tensor(6, 1, new long[] {2}, new long[] {1}).bytes())
                .op('s', 's', '.')
                .bytes();

        assertThat(read(TorchFiles.zip(pickle, SIX_FLOATS)).tensor("w").floats())
                .containsExactly(1, 2);
        assertThat(read(TorchFiles.stream(pickle, SIX_FLOATS)).tensor("w").floats())
                .containsExactly(1, 2);
        assertRefusedInBothForms(
                PickleBytes.dictOf(other), "entry 'w' needs the class 'pathlib.PosixPath': only tensors");
    }

    @Test
    void refusesToCallOrChangeWhatItHas() {
        PickleBytes text = new PickleBytes().text("os.system").text("x").op(0x85, 'R');
        assertRefusedInBothForms(PickleBytes.dictOf(text), "calls the text 'os.system': must not");
        PickleBytes state = new PickleBytes().op(']', '}', 'b');
        assertRefusedInBothForms(
                PickleBytes.dictOf(state), "state is set on a list by a dict: must be on a dict or a namespace");
        PickleBytes argument =
                new PickleBytes().global("torch._utils", "_rebuild_parameter").op(')', 'R');
        assertRefusedInBothForms(PickleBytes.dictOf(argument), "a parameter has nothing at place 0");
        PickleBytes itself = new PickleBytes().op('}', '2', 'N', 's');
        assertRefusedInBothForms(PickleBytes.dictOf(itself), "a dict's key is a dict: must not be a container");
        PickleBytes odd = new PickleBytes().op('}', '(', 'N', 'u');
        assertRefusedInBothForms(PickleBytes.dictOf(odd), "a dict gets 1 keys and values: must be pairs");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "80 06 | pickle protocol is 6: must be at most 5",
                "30 | the stack has 0 objects of 1: the pickle is damaged",
                "32 | the stack is empty",
                "74 | no mark is on the stack",
                "28 30 | the stack has 0 objects of 1",
                "68 07 | memo 7 is read before it is written",
                "6a ff ff ff ff | memo 4294967295 is read before it is written",
                "4e 61 | the stack is empty",
                "4e 4e 61 | an item is appended to the value 'None': must be a list",
                "4e 4e 4e 73 | an item is set on the value 'None': must be a dict",
                "4e 4e 52 | a call's arguments are the value 'None': must be a tuple",
                "4e 51 | a persistent id is the value 'None': must be a tuple",
                "58 ff ff ff 7f | needs 2147483647 more bytes, has",
                "54 ff ff ff ff | needs -1 more bytes, has",
                "8d ff ff ff ff ff ff ff 7f | needs 9223372036854775807 more bytes, has",
                "8b ff ff ff 7f | integer has 2147483647 bytes: must have at most 1024",
                "8b ff ff ff ff | integer has -1 bytes",
                "55 02 c3 28 | text of 2 bytes is not UTF-8",
                "81 | the stack has 0 objects of 1",
                "4e 29 81 | makes an instance of the value 'None' from 0 arguments: must be an argparse.Namespace",
                "42 ff ff ff ff | needs 4294967295 more bytes, has",
                "96 00 00 00 00 00 00 00 00 | opcode 0x96 is not one that tensors and plain containers need"
            })
    void refusesDamagedPickles(String hex, String reason) {
        assertRefusedInBothForms(HexFormat.ofDelimiter(" ").parseHex(hex), reason);
    }

    @Test
    void refusesWhatIsNoNumberOfNumpy() {
        PickleBytes object = dtype("O8");
        assertRefusedInBothForms(PickleBytes.dictOf(object), "entry 'w' needs the class 'numpy.dtype(O8)'");
        PickleBytes order = dtype("f8").op('(').number(3).text("!").op('t', 'b');
        assertRefusedInBothForms(PickleBytes.dictOf(order), "numpy.dtype has the byte order '!'");
        PickleBytes length = new PickleBytes()
                .global("numpy.core.multiarray", "scalar")
                .raw(dtype("f8").bytes())
                .op('C', 3, 1, 2, 3, 0x86, 'R');
        assertRefusedInBothForms(PickleBytes.dictOf(length), "a number of numpy has 3 bytes: must have 8 for F64");
        PickleBytes codec = new PickleBytes()
                .global("_codecs", "encode")
                .text("x")
                .text("zip")
                .op(0x86, 'R');
        assertRefusedInBothForms(PickleBytes.dictOf(codec), "must be bytes as 'latin1'");
        PickleBytes arguments =
                new PickleBytes().global("argparse", "Namespace").op('N', 0x85, 0x81);
        assertRefusedInBothForms(PickleBytes.dictOf(arguments), "makes an instance of a function from 1 arguments");
    }

    private static PickleBytes dtype(String name) {
        return new PickleBytes().global("numpy", "dtype").text(name).op(0x89, 0x88, 0x87, 'R');
    }

    @ParameterizedTest
    @ValueSource(ints = {'(', ']', '}', ')', 'N', 0x88})
    void endsEndlessPickles(int opcode) {
        byte[] endless = new byte[2 << 20];
        Arrays.fill(endless, (byte) opcode);

        assertRefusedInBothForms(endless, "pickle has more than 1048576 operations");
    }

    /** Lists in lists in lists, and a list that holds itself: harmless where nothing walks them. */
    @Test
    void readsPastDeepNesting() throws Exception {
        PickleBytes deep = new PickleBytes().op(0x80, 2, '}').text("deep").op(']', 'q', 1);
        for (int i = 0; i < 300_000; i++) {
            deep.op(0x85);
        }
        deep.op('s').text("itself").op('h', 1, 'h', 1, 'a', 's').text("w");
        byte[] end = PickleBytes.dictOf(tensor(6, 0, new long[] {1}, new long[] {1}));
        // Behind the protocol, the dict and its key.
        deep.raw(Arrays.copyOfRange(end, 9, end.length));

        assertThat(read(TorchFiles.zip(deep.bytes(), SIX_FLOATS)).tensors()).containsOnlyKeys("w");
        assertThat(read(TorchFiles.stream(deep.bytes(), SIX_FLOATS)).tensors()).containsOnlyKeys("w");
    }

    @Test
    void readsViewsOfStoragesInTheStreamForm() throws Exception {
        // The storage's elements 2 to 5, as PyTorch wrote them before its version 1.0.
        PickleBytes view = new PickleBytes()
                .global("torch._utils", "_rebuild_tensor")
                .op('(', '(')
                .text("storage")
                .global("torch", "FloatStorage")
                .text("0")
                .text("cpu")
                .number(6)
                .op('(')
                .text("view")
                .number(2)
                .number(4)
                .op('t', 't', 'Q')
                .number(1)
                .numbers(3)
                .numbers(1)
                .op('t', 'R');

        assertThat(read(TorchFiles.stream(PickleBytes.dictOf(view), SIX_FLOATS))
                        .tensor("w")
                        .floats())
                .containsExactly(3, 4, 5);
    }

    /** Python 2 pickles an OrderedDict with all of its items as a list of pairs. */
    @Test
    void readsOrderedDictsOfPython2() throws Exception {
        PickleBytes dict = new PickleBytes()
                .op(0x80, 2)
                .global("collections", "OrderedDict")
                .op(']', ']', '(', 'U', 1, 'w')
                .tensor(6, 2, new long[] {2}, new long[] {1})
                .op('e', 'a', 0x85, 'R', '.');

        assertThat(read(TorchFiles.zip(dict.bytes(), SIX_FLOATS)).tensor("w").floats())
                .containsExactly(2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../evil", "/etc/passwd", "archive/../../x", "a\\..\\b", "C:/x", ".."})
    void refusesNamesThatLeaveAFolder(String name) {
        Map<String, byte[]> records = records();
        records.put(name, new byte[1]);

        assertRefused(TorchFiles.zip(records, ZipEntry.STORED), "must be a relative path without '..'");
    }

    private static Map<String, byte[]> records() {
        Map<String, byte[]> records = new LinkedHashMap<>();
        records.put("archive/data.pkl", PickleBytes.dictOf(tensor(6, 0, new long[] {6}, new long[] {1})));
        records.put("archive/data/0", floats(0, 1, 2, 3, 4, 5));
        return records;
    }

    @Test
    void refusesBombs() {
        Map<String, byte[]> records = records();
        records.put("archive/data/0", new byte[20 << 20]);

        byte[] bomb = TorchFiles.zip(records, ZipEntry.DEFLATED);
        assertThat(bomb).hasSizeLessThan(32 << 10);
        assertRefused(bomb, "is of compression method 8");
    }

    @Test
    void refusesTwoRoots() {
        Map<String, byte[]> records = records();
        records.put("other/data.pkl", new byte[1]);

        assertRefused(TorchFiles.zip(records, ZipEntry.STORED), "has 2 named NAME/data.pkl: must have one");
    }

    @Test
    void refusesAMissingStorageAndAnUnknownByteOrder() {
        Map<String, byte[]> missing = records();
        missing.remove("archive/data/0");
        assertRefused(TorchFiles.zip(missing, ZipEntry.STORED), "zip has no record 'archive/data/0'");
        Map<String, byte[]> order = records();
        order.put("archive/byteorder", "middle".getBytes(StandardCharsets.US_ASCII));
        assertRefused(TorchFiles.zip(order, ZipEntry.STORED), "byteorder is 'middle': must be 'little' or 'big'");
    }

    /** Each row puts a number into a field of the second central header or of the end record. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "central | 16 | 12345678 | so the file is damaged",
                "central | 20 | ffff0000 | must end before the directory",
                "central | 24 | ffff0000 | must be stored as it is",
                "central | 42 | 00000000 | stands where the directory has 'archive/data/0'",
                "central | 42 | 7fffffff | must be on disk 0 before the directory",
                "central | 20 | ffffffff | zip64 field 1 is missing",
                "central | 0 | 00000000 | must start with 2014b50",
                "end | 8 | 00090009 | of at least 46 bytes",
                "end | 8 | 00010001 | directory goes on after its 1 records",
                "end | 8 | 00020001 | must be a zip of one part",
                "end | 4 | 00000001 | must be a zip of one part",
                "end | 12 | 7fffffff | must end before byte",
                "end | 16 | ffffffff | must end before byte",
                "end | 0 | 00000000 | zip has no end record"
            })
    void refusesDirectoriesThatLie(String record, int field, String hex, String reason) {
        byte[] zip = TorchFiles.zip(records(), ZipEntry.STORED);
        ByteBuffer buffer = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int end = zip.length - 22;
        int second = buffer.getInt(end + 16) + 46 + "archive/data.pkl".length();
        buffer.putInt((record.equals("end") ? end : second) + field, (int) Long.parseLong(hex, 16));

        assertRefused(zip, reason);
    }

    @Test
    void refusesTheSameNameTwice() {
        Map<String, byte[]> records = records();
        records.put("archive/data/1", new byte[24]);
        byte[] zip = TorchFiles.zip(records, ZipEntry.STORED);
        for (int i = 0; i < zip.length - 14; i++) {
            if (new String(zip, i, 14, StandardCharsets.ISO_8859_1).equals("archive/data/1")) {
                zip[i + 13] = '0';
            }
        }

        assertRefused(zip, "record 'archive/data/0' comes twice: names must differ");
    }

    @Test
    void seesEveryFlippedBitOfAStorage() {
        byte[] zip = TorchFiles.zip(records(), ZipEntry.STORED);
        int data = new String(zip, StandardCharsets.ISO_8859_1).indexOf("archive/data/0") + 14;
        for (int bit = 0; bit < 24 * 8; bit++) {
            byte[] damaged = zip.clone();
            damaged[data + bit / 8] ^= (byte) (1 << (bit % 8));
            assertRefused(damaged, "so the file is damaged");
        }
    }
}
