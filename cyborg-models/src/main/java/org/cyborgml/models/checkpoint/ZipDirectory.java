package org.cyborgml.models.checkpoint;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The central directory of a zip file, as PKWARE's APPNOTE 6.3 lays it out, zip64 included. It is read here, not by the
 * JDK, because records are mapped where they lie. Nothing is ever extracted; what is inflated is bounded by the caller.
 */
final class ZipDirectory {

    private static final int LOCAL_HEADER = 0x04034b50;
    private static final int CENTRAL_HEADER = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int END_64 = 0x06064b50;
    private static final int END_64_LOCATOR = 0x07064b50;
    private static final int LOCAL_BYTES = 30;
    private static final int CENTRAL_BYTES = 46;
    private static final int END_BYTES = 22;
    private static final int END_64_BYTES = 56;
    private static final int LOCATOR_BYTES = 20;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int ZIP64_EXTRA = 1;
    private static final long IN_ZIP64 = 0xffffffffL;
    private static final int ENCRYPTED = 1;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int INFLATED_AT_ONCE = 1 << 16;
    private static final int LARGEST = 1 << 28;
    private static final int MOST_RECORDS = 1 << 18;

    private final FileBytes file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private ZipDirectory(FileBytes file) {
        this.file = file;
    }

    /** One central header; {@code dataStart} comes from the local one. */
    private record Entry(
            String name, int flags, int method, long checksum, long packed, long size, long header, long dataStart) {}

    /** The place of the central directory. */
    private record Extent(long start, long size, long records, long limit) {}

    static ZipDirectory read(FileBytes file) throws CheckpointException {
        ZipDirectory directory = new ZipDirectory(file);
        Extent extent = directory.extent();
        directory.readEntries(extent);
        directory.checkOverlaps(extent.start());
        return directory;
    }

    Set<String> names() {
        return entries.keySet();
    }

    /** The record of a name, if there is one; it must be stored uncompressed, as PyTorch does. */
    @Nullable
    ZipRecord find(String name) throws CheckpointException {
        Entry entry = entries.get(name);
        if (entry == null) {
            return null;
        }
        if (entry.method() != STORED || (entry.flags() & ENCRYPTED) != 0 || entry.packed() != entry.size()) {
            throw file.error("record " + CheckpointException.quote(name) + " is of compression method "
                    + entry.method() + ", flags " + entry.flags() + ", " + entry.packed() + " bytes for "
                    + entry.size() + ": must be stored as it is, as torch.save does");
        }
        return new ZipRecord(file, name, entry.dataStart(), entry.size(), entry.checksum());
    }

    /**
     * The bytes of a record that may be compressed, as DL4J's are. The stream ends in an error if they are more or fewer
     * than the directory says, or do not fit their checksum.
     *
     * @param most the largest number of bytes that the record may have
     */
    InputStream open(String name, long most) throws CheckpointException {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw file.error("zip has no record " + CheckpointException.quote(name) + ": must have it");
        }
        if ((entry.method() != STORED && entry.method() != DEFLATED) || (entry.flags() & ENCRYPTED) != 0) {
            throw file.error("record " + CheckpointException.quote(name) + " is of compression method " + entry.method()
                    + ", flags " + entry.flags() + ": must be stored or deflated");
        }
        if (entry.size() > most) {
            throw file.error("record " + CheckpointException.quote(name) + " has " + entry.size()
                    + " bytes: must have at most " + most);
        }
        InputStream packed = new SliceStream(file, entry.dataStart(), entry.packed());
        InputStream plain = entry.method() == STORED
                ? packed
                : new InflaterInputStream(packed, new Inflater(true), INFLATED_AT_ONCE);
        return new RecordStream(plain, file, name, entry.size(), entry.checksum());
    }

    private Extent extent() throws CheckpointException {
        long end = findEnd();
        ByteCursor cursor = new ByteCursor(file, "end of the zip directory", end, END_BYTES);
        cursor.skip(4);
        int disk = cursor.unsignedShort();
        cursor.skip(2);
        int recordsHere = cursor.unsignedShort();
        long records = cursor.unsignedShort();
        long size = cursor.unsignedInt();
        long start = cursor.unsignedInt();
        long limit = end;
        long locator = end - LOCATOR_BYTES;
        if (locator >= 0 && file.slice(locator, 4).getInt() == END_64_LOCATOR) {
            ByteCursor pointer = new ByteCursor(file, "zip64 locator", locator, LOCATOR_BYTES);
            pointer.skip(8);
            limit = pointer.signedLong();
            if (limit < 0
                    || limit > locator - END_64_BYTES
                    || file.slice(limit, 4).getInt() != END_64) {
                throw file.error("zip64 locator points to " + limit + ": must point to the zip64 end record");
            }
            ByteCursor end64 = new ByteCursor(file, "zip64 end record", limit, END_64_BYTES);
            end64.skip(16);
            disk = end64.signedInt();
            end64.skip(12);
            records = end64.signedLong();
            size = end64.signedLong();
            start = end64.signedLong();
        } else if (recordsHere != records) {
            throw file.error("zip directory has " + recordsHere + " records on this disk of " + records
                    + ": must be a zip of one part");
        }
        if (disk != 0) {
            throw file.error("zip directory names disk " + disk + ": must be a zip of one part");
        }
        if (start < 0 || size < 0 || start > limit || size > limit - start || size > LARGEST) {
            throw file.error("zip directory is at " + start + " with " + size + " bytes: must end before byte " + limit
                    + " and have at most " + LARGEST);
        }
        if (records < 0 || records > MOST_RECORDS || records > size / CENTRAL_BYTES) {
            throw file.error("zip directory of " + size + " bytes has " + records + " records: must have at most "
                    + MOST_RECORDS + " of at least " + CENTRAL_BYTES + " bytes");
        }
        return new Extent(start, size, records, limit);
    }

    /** The end record is the file's last, but for a comment of a length that it names. */
    private long findEnd() throws CheckpointException {
        int length = (int) Math.min(file.size(), END_BYTES + LONGEST_COMMENT);
        long tailStart = file.size() - length;
        ByteBuffer tail = file.slice(tailStart, length);
        for (int at = length - END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == END && Short.toUnsignedInt(tail.getShort(at + 20)) == length - END_BYTES - at) {
                return tailStart + at;
            }
        }
        throw file.error("zip has no end record in its last " + length + " bytes: the file is damaged or cut short");
    }

    private void readEntries(Extent extent) throws CheckpointException {
        ByteCursor cursor = new ByteCursor(file, "zip directory", extent.start(), (int) extent.size());
        for (long i = 0; i < extent.records(); i++) {
            Entry entry = entry(cursor, extent.start());
            if (entries.put(entry.name(), entry) != null) {
                throw cursor.error(
                        "record " + CheckpointException.quote(entry.name()) + " comes twice: names must differ");
            }
        }
        if (cursor.remaining() != 0) {
            throw cursor.error("directory goes on after its " + extent.records() + " records: must end with them");
        }
    }

    private Entry entry(ByteCursor cursor, long limit) throws CheckpointException {
        int signature = cursor.signedInt();
        if (signature != CENTRAL_HEADER) {
            throw cursor.error("record starts with " + Integer.toHexString(signature) + ": must start with "
                    + Integer.toHexString(CENTRAL_HEADER));
        }
        cursor.skip(4);
        int flags = cursor.unsignedShort();
        int method = cursor.unsignedShort();
        cursor.skip(4);
        long checksum = cursor.unsignedInt();
        long packed = cursor.unsignedInt();
        long size = cursor.unsignedInt();
        int nameLength = cursor.unsignedShort();
        int extraLength = cursor.unsignedShort();
        int commentLength = cursor.unsignedShort();
        int disk = cursor.unsignedShort();
        cursor.skip(6);
        long header = cursor.unsignedInt();
        String name = safeName(cursor, cursor.text(nameLength));
        long[] wide = zip64(cursor, extraLength, size == IN_ZIP64, packed == IN_ZIP64, header == IN_ZIP64);
        cursor.skip(commentLength);
        size = wide[0] < 0 ? size : wide[0];
        packed = wide[1] < 0 ? packed : wide[1];
        header = wide[2] < 0 ? header : wide[2];
        if (disk != 0 || header > limit - LOCAL_BYTES) {
            throw cursor.error("record " + CheckpointException.quote(name) + " is on disk " + disk + " at " + header
                    + ": must be on disk 0 before the directory at " + limit);
        }
        long dataStart = dataStart(name, header, limit);
        if (packed > limit - dataStart) {
            throw cursor.error("record " + CheckpointException.quote(name) + " has " + packed + " bytes at " + dataStart
                    + ": must end before the directory at " + limit);
        }
        return new Entry(name, flags, method, checksum, packed, size, header, dataStart);
    }

    /** Names that would leave a folder if someone extracted them have no business in a checkpoint. */
    private static String safeName(ByteCursor cursor, String name) throws CheckpointException {
        boolean climbs = Arrays.asList(name.split("/", -1)).contains("..");
        if (name.isEmpty() || climbs || name.startsWith("/") || name.indexOf('\\') >= 0 || name.indexOf(':') >= 0) {
            throw cursor.error("record is named " + CheckpointException.quote(name)
                    + ": must be a relative path without '..', '\\' and ':'");
        }
        return name;
    }

    /** The size, the packed size and the header's place as the zip64 extra field gives them; -1 what it need not give. */
    private static long[] zip64(ByteCursor cursor, int length, boolean... needed) throws CheckpointException {
        long[] values = {-1, -1, -1};
        ByteBuffer extra = ByteBuffer.wrap(cursor.bytes(length)).order(ByteOrder.LITTLE_ENDIAN);
        while (extra.remaining() >= 4) {
            int id = Short.toUnsignedInt(extra.getShort());
            int fieldLength = Math.min(Short.toUnsignedInt(extra.getShort()), extra.remaining());
            int next = extra.position() + fieldLength;
            if (id == ZIP64_EXTRA) {
                for (int i = 0; i < values.length; i++) {
                    if (needed[i] && next - extra.position() >= 8) {
                        values[i] = extra.getLong();
                    }
                }
            }
            extra.position(next);
        }
        for (int i = 0; i < values.length; i++) {
            if (needed[i] && values[i] < 0) {
                throw cursor.error("zip64 field " + i + " is missing or negative: must give a size or place");
            }
        }
        return values;
    }

    private long dataStart(String name, long header, long limit) throws CheckpointException {
        int length = (int) Math.min(limit - header, LOCAL_BYTES + 2L * 0xffff);
        ByteCursor local = new ByteCursor(file, "zip record header", header, length);
        int signature = local.signedInt();
        local.skip(22);
        int nameLength = local.unsignedShort();
        int extraLength = local.unsignedShort();
        String localName = signature == LOCAL_HEADER ? local.text(nameLength) : "";
        if (!localName.equals(name)) {
            throw local.error("record " + CheckpointException.quote(localName) + " stands where the directory has "
                    + CheckpointException.quote(name) + ": must be the same");
        }
        local.skip(extraLength);
        return local.position();
    }

    /** Records that share bytes are how a small file pretends to be a large one. */
    private void checkOverlaps(long directory) throws CheckpointException {
        List<Entry> byPlace = new ArrayList<>(entries.values());
        byPlace.sort(Comparator.comparingLong(Entry::header));
        for (int i = 0; i < byPlace.size(); i++) {
            Entry entry = byPlace.get(i);
            long next = i + 1 < byPlace.size() ? byPlace.get(i + 1).header() : directory;
            if (entry.dataStart() + entry.packed() > next) {
                throw file.error("record " + CheckpointException.quote(entry.name()) + " ends at "
                        + (entry.dataStart() + entry.packed()) + ": must end before the next one at " + next);
            }
        }
    }
}
