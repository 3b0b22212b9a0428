package org.cyborgml.models.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Puts pickles and storages together into both forms of PyTorch's files, with right checksums around whatever they hold. */
final class TorchFiles {

    private static final String MAGIC_AND_VERSION = "\u0080\u0002\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019."
            + "\u0080\u0002M\u00e9\u0003." + "\u0080\u0002}.";

    private TorchFiles() {}

    static byte[] zip(byte[] pickle, Map<String, byte[]> storages) {
        Map<String, byte[]> records = new LinkedHashMap<>();
        records.put("archive/data.pkl", pickle);
        storages.forEach((key, content) -> records.put("archive/data/" + key, content));
        return zip(records, ZipEntry.STORED);
    }

    static byte[] zip(Map<String, byte[]> records, int method) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> record : records.entrySet()) {
                ZipEntry entry = new ZipEntry(record.getKey());
                entry.setMethod(method);
                CRC32 crc = new CRC32();
                crc.update(record.getValue());
                entry.setCrc(crc.getValue());
                entry.setSize(record.getValue().length);
                zip.putNextEntry(entry);
                zip.write(record.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static Map<String, byte[]> records(byte[] zip) {
        Map<String, byte[]> records = new LinkedHashMap<>();
        try {
            // Not ZipInputStream: PyTorch's stored records say only behind their bytes how many those are.
            FileBytes file = FileBytes.of("zip", zip);
            ZipDirectory directory = ZipDirectory.read(file);
            for (String name : directory.names()) {
                ZipRecord record = directory.find(name);
                byte[] content = new byte[(int) record.size()];
                file.slice(record.start(), content.length).get(content);
                records.put(name, content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return records;
    }

    /** The older form; every storage is of float elements. */
    static byte[] stream(byte[] pickle, Map<String, byte[]> storages) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(MAGIC_AND_VERSION.getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(pickle);
        PickleBytes keys = new PickleBytes().op(0x80, 2, ']', '(');
        storages.keySet().forEach(keys::text);
        out.writeBytes(keys.op('e', '.').bytes());
        storages.values().forEach(content -> {
            out.writeBytes(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(content.length / Float.BYTES)
                    .array());
            out.writeBytes(content);
        });
        return out.toByteArray();
    }
}
