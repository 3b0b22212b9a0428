package org.cyborgml.models.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

/** Ways to damage a checkpoint file or to make it hostile. */
final class Mutations {

    private static final long[] EXTREMES = {
        0,
        1,
        -1,
        -4,
        0x7f,
        0xff,
        0x7fff,
        0xffff,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        0xffffffffL,
        1L << 32,
        1L << 40,
        1L << 61,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    /** Pickle operations that an attacker might put in; none leaves the stack as it was. */
    private static final List<byte[]> HOSTILE_OPCODES = List.of(
            new PickleBytes().global("os", "system").text("id").op(0x85, 'R').bytes(),
            new PickleBytes().text("os").text("system").op(0x93).bytes(),
            new PickleBytes().global("builtins", "exec").bytes(),
            new PickleBytes()
                    .global("torch._utils", "_rebuild_tensor_v2")
                    .op(')', 'R')
                    .bytes(),
            new PickleBytes().storage("FloatStorage", "0", 1L << 60).bytes(),
            new PickleBytes().storage("DoubleStorage", "../../0", 2).bytes(),
            new PickleBytes()
                    .tensor(4, 0, new long[] {1L << 40}, new long[] {0})
                    .bytes(),
            new PickleBytes().tensor(4, -1, new long[] {1}, new long[] {1}).bytes(),
            new PickleBytes().op('X', 0xff, 0xff, 0xff, 0x7f).bytes(),
            new PickleBytes().op(0x8b, 0xff, 0xff, 0xff, 0x7f).bytes(),
            new PickleBytes().op('r', 0xff, 0xff, 0xff, 0xff).bytes(),
            new PickleBytes().op('(').bytes(),
            new PickleBytes().op('t').bytes(),
            new PickleBytes().op('d').bytes(),
            new PickleBytes().op('u').bytes(),
            new PickleBytes().op('2', 's').bytes(),
            new PickleBytes().op('R').bytes(),
            new PickleBytes().op('b').bytes(),
            new PickleBytes().op('Q').bytes(),
            new PickleBytes().op('.').bytes(),
            new PickleBytes().op('N').bytes(),
            new PickleBytes().op('0').bytes(),
            new PickleBytes().op('1').bytes(),
            new PickleBytes().op('}').bytes(),
            new PickleBytes().number(-1).bytes(),
            new PickleBytes().op('h', 0).bytes());

    private static final List<TensorType> TYPES = List.of(TensorType.values());

    private Mutations() {}

    /** Half anywhere, half in the header. */
    static byte[] safetensors(byte[] file, Random random) {
        return random.nextBoolean() ? anywhere(file, random) : header(file, random);
    }

    /** Half anywhere, half in the pickles, which stand at the file's start. */
    static byte[] stream(byte[] file, Random random) {
        return random.nextBoolean() ? anywhere(file, random) : pickle(file, random);
    }

    /** In the pickle, with right checksums, so that the damage reaches its reader. */
    static byte[] zipPickle(byte[] file, Random random) {
        Map<String, byte[]> records = TorchFiles.records(file);
        records.replaceAll((name, content) -> name.endsWith(".pkl") ? pickle(content, random) : content);
        return TorchFiles.zip(records, ZipEntry.STORED);
    }

    /** Bombs, names that climb, records that are too long, too short, or missing. */
    static byte[] zipRecords(byte[] file, Random random) {
        return records(TorchFiles.records(file), random);
    }

    /** Half anywhere, half in bytes that are not 0, since most of such a file is room that nothing reads. */
    static byte[] hdf5(byte[] file, Random random) {
        if (random.nextBoolean()) {
            return anywhere(file, random);
        }
        byte[] mutated = file.clone();
        for (int i = random.nextInt(12); i >= 0; i--) {
            int at = random.nextInt(file.length - 8);
            while (mutated[at] == 0) {
                at = (at + 1) % (file.length - 8);
            }
            if (random.nextInt(3) == 0) {
                mutated = overwrite(mutated, at, extreme(random), random.nextBoolean() ? 2 : 8);
            } else {
                mutated[at] ^= (byte) (1 << random.nextInt(8));
            }
        }
        return mutated;
    }

    /** Cut short, bits flipped, numbers blown up, bytes put in, left out or repeated. */
    static byte[] anywhere(byte[] file, Random random) {
        byte[] mutated = file.clone();
        int at = random.nextInt(file.length);
        switch (random.nextInt(7)) {
            case 0 -> {
                return Arrays.copyOf(file, at);
            }
            case 1 -> {
                for (int i = random.nextInt(8); i >= 0; i--) {
                    mutated[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            case 2 -> {
                int width = random.nextBoolean() ? 4 : 8;
                return overwrite(mutated, Math.min(at, file.length - 8), extreme(random), width);
            }
            case 3 -> {
                return splice(file, at, 0, random(random, 1 + random.nextInt(40)));
            }
            case 4 -> {
                return splice(file, at, Math.min(file.length - at, 1 + random.nextInt(40)), new byte[0]);
            }
            case 5 -> {
                int end = Math.min(file.length, at + 1 + random.nextInt(200));
                return splice(file, random.nextInt(file.length), 0, Arrays.copyOfRange(file, at, end));
            }
            default -> mutated[at] = (byte) random.nextInt();
        }
        return mutated;
    }

    /** Damages the header's text or length and keeps the rest in step. */
    private static byte[] header(byte[] file, Random random) {
        int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
        String header = new String(file, 8, length, StandardCharsets.UTF_8);
        String number = Long.toString(extreme(random));
        String changed =
                switch (random.nextInt(6)) {
                    case 0 -> replaceNth(header, "[0-9]+", number, random);
                    case 1 ->
                        replaceNth(
                                header,
                                "\"[A-Z]+[0-9]+\"",
                                "\"" + TYPES.get(random.nextInt(TYPES.size())) + "\"",
                                random);
                    case 2 -> replaceNth(header, "\\[", "[" + "[".repeat(random.nextInt(2000)), random);
                    case 3 -> replaceNth(header, "\\{", "{\"x\":" + "{\"x\":".repeat(random.nextInt(2000)), random);
                    case 4 -> replaceNth(header, "[a-zA-Z_]+", random.nextBoolean() ? "" : "F32", random);
                    default -> replaceNth(header, "\\]", "," + number + "]", random);
                };
        byte[] text = changed.getBytes(StandardCharsets.UTF_8);
        byte[] mutated = splice(file, 8, length, text);
        long named = random.nextInt(20) == 0 ? extreme(random) : text.length;
        return overwrite(mutated, 0, named, 8);
    }

    private static String replaceNth(String text, String pattern, String replacement, Random random) {
        List<int[]> places = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            places.add(new int[] {matcher.start(), matcher.end()});
        }
        int[] place = places.get(random.nextInt(places.size()));
        return text.substring(0, place[0]) + replacement + text.substring(place[1]);
    }

    private static byte[] pickle(byte[] pickle, Random random) {
        int at = random.nextInt(pickle.length);
        return switch (random.nextInt(5)) {
            case 0 -> splice(pickle, at, 0, HOSTILE_OPCODES.get(random.nextInt(HOSTILE_OPCODES.size())));
            case 1 -> {
                // Numbers are the operands that matter: sizes, strides, offsets.
                int operation = find(pickle, 'K', at);
                yield operation < 0
                        ? splice(pickle, at, 1, new byte[] {(byte) random.nextInt()})
                        : splice(
                                pickle,
                                operation,
                                2,
                                new PickleBytes().number(extreme(random)).bytes());
            }
            case 2 -> {
                int operation = find(pickle, 'K', at);
                yield operation < 0
                        ? Arrays.copyOf(pickle, at)
                        : overwrite(pickle.clone(), operation + 1, random.nextInt(9), 1);
            }
            case 3 -> {
                byte[] many = new byte[random.nextInt(20_000)];
                Arrays.fill(many, (byte) "(]})N2".charAt(random.nextInt(6)));
                yield splice(pickle, at, 0, many);
            }
            default -> anywhere(pickle, random);
        };
    }

    private static byte[] records(Map<String, byte[]> records, Random random) {
        List<String> names = new ArrayList<>(records.keySet());
        String name = names.get(random.nextInt(names.size()));
        byte[] content = records.get(name);
        switch (random.nextInt(6)) {
            case 0 -> records.put(name, new byte[random.nextInt(1 << 20)]);
            case 1 -> records.remove(name);
            case 2 -> {
                records.remove(name);
                records.put("../".repeat(1 + random.nextInt(9)) + name, content);
            }
            case 3 -> records.put(name, Arrays.copyOf(content, random.nextInt(content.length + 9)));
            case 4 -> {
                // The same records in another order, which is no damage.
                Map<String, byte[]> turned = new LinkedHashMap<>();
                for (int i = names.size() - 1; i >= 0; i--) {
                    turned.put(names.get(i), records.get(names.get(i)));
                }
                return TorchFiles.zip(turned, ZipEntry.STORED);
            }
            default -> {
                byte[] bomb = TorchFiles.zip(records, ZipEntry.DEFLATED);
                return random.nextBoolean() ? bomb : anywhere(bomb, random);
            }
        }
        return TorchFiles.zip(records, random.nextInt(4) == 0 ? ZipEntry.DEFLATED : ZipEntry.STORED);
    }

    private static int find(byte[] bytes, int wanted, int from) {
        for (int i = from; i < bytes.length - 1; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static long extreme(Random random) {
        return random.nextInt(4) == 0 ? random.nextLong() : EXTREMES[random.nextInt(EXTREMES.length)];
    }

    private static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] overwrite(byte[] bytes, int at, long value, int width) {
        for (int i = 0; i < width; i++) {
            bytes[at + i] = (byte) (value >> (8 * i));
        }
        return bytes;
    }

    /** Puts bytes in the place of some others. */
    private static byte[] splice(byte[] bytes, int at, int removed, byte[] inserted) {
        return ByteBuffer.allocate(bytes.length - removed + inserted.length)
                .put(bytes, 0, at)
                .put(inserted)
                .put(bytes, at + removed, bytes.length - at - removed)
                .array();
    }
}
