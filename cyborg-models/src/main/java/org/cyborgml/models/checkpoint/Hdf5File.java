package org.cyborgml.models.checkpoint;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The arrays of an HDF5 file as Keras writes its weights: superblock 0, groups of the older kind (a B-tree of symbol tables with a
 * heap of names), arrays of floats in one piece. Attributes are passed over. Everything else, such as compressed arrays, is
 * refused. Source: HDF5 File Format Specification, version 1.1, sections II.A, III.A to III.D and IV.A.
 *
 * <p>Every address and length is checked against the file, and no object is followed twice, so that no file leads to an endless search.
 */
final class Hdf5File {

    static final long SIGNATURE = 0x0a1a0a0d46444889L;

    private static final int MOST_OBJECTS = 20_000;
    private static final int DEEPEST = 16;
    private static final int LONGEST_NAME = 1024;
    private static final int SUPERBLOCK = 96;
    private static final int ENTRY = 40;
    private static final int NODE_HEADER = 24;
    private static final int OBJECT_HEADER = 16;
    private static final int MESSAGE_HEADER = 8;

    private static final int DATASPACE = 0x01;
    private static final int DATATYPE = 0x03;
    private static final int LAYOUT = 0x08;
    private static final int FILTERS = 0x0b;
    private static final int CONTINUATION = 0x10;
    private static final int SYMBOL_TABLE = 0x11;

    private final FileBytes file;
    private final Set<Long> seen = new HashSet<>();
    private final Checkpoint.Builder tensors = Checkpoint.builder();

    private Hdf5File(FileBytes file) {
        this.file = file;
    }

    /** All arrays of a file, by their paths: {@code conv2d_1/conv2d_1/kernel:0}. */
    static Checkpoint read(FileBytes file) throws CheckpointException {
        Hdf5File reader = new Hdf5File(file);
        ByteCursor superblock = reader.at("superblock", 0, SUPERBLOCK);
        superblock.skip(Long.BYTES);
        int version = superblock.unsignedByte();
        superblock.skip(4);
        int offsets = superblock.unsignedByte();
        int lengths = superblock.unsignedByte();
        if (version != 0 || offsets != Long.BYTES || lengths != Long.BYTES) {
            throw file.error("is HDF5 with superblock " + version + ", offsets of " + offsets + " and lengths of "
                    + lengths + " bytes: only superblock 0 with 8 and 8 is read, as Keras writes it");
        }
        superblock.skip(1 + 2 + 2 + 4);
        if (superblock.signedLong() != 0) {
            throw file.error("is HDF5 that does not start at the file's start");
        }
        superblock.skip(3 * Long.BYTES + Long.BYTES);
        reader.object("", superblock.signedLong(), 0);
        return reader.tensors.build();
    }

    private ByteCursor at(String part, long start, long length) throws CheckpointException {
        if (start < 0 || length < 0 || length > file.longestSlice() || start > file.size() - length) {
            throw file.error("its " + part + " of " + length + " bytes at byte " + start
                    + " lies outside of the file of " + file.size());
        }
        return new ByteCursor(file, part, start, (int) length);
    }

    /** The messages in the header of one object. */
    private record Header(Map<Integer, ByteCursor> messages) {}

    private void object(String path, long address, int depth) throws CheckpointException {
        if (depth > DEEPEST) {
            throw file.error("its groups are more than " + DEEPEST + " deep");
        }
        visit("object " + CheckpointException.quote(path), address);
        Header header = header(path, address);
        ByteCursor group = header.messages().get(SYMBOL_TABLE);
        if (group != null) {
            long tree = group.signedLong();
            heap(group.signedLong(), tree, path, depth);
        } else if (header.messages().containsKey(LAYOUT)) {
            tensors(path, header);
        } else if (depth == 0) {
            throw file.error("is HDF5 whose groups are not of the kind that Keras writes");
        }
    }

    private void visit(String what, long address) throws CheckpointException {
        if (!seen.add(address)) {
            throw file.error("its " + what + " at byte " + address + " is met twice");
        }
        if (seen.size() > MOST_OBJECTS) {
            throw file.error("has more than " + MOST_OBJECTS + " objects");
        }
    }

    private Header header(String path, long address) throws CheckpointException {
        String part = "header of " + CheckpointException.quote(path);
        ByteCursor start = at(part, address, OBJECT_HEADER);
        int version = start.unsignedByte();
        if (version != 1) {
            throw start.error("is of version " + version + ", only 1 is read");
        }
        start.skip(1);
        int count = start.unsignedShort();
        start.skip(4);
        Deque<ByteCursor> blocks = new ArrayDeque<>();
        blocks.add(at(part, address + OBJECT_HEADER, start.unsignedInt()));
        Map<Integer, ByteCursor> messages = new LinkedHashMap<>();
        int found = 0;
        while (!blocks.isEmpty()) {
            ByteCursor block = blocks.remove();
            while (found < count && block.remaining() >= MESSAGE_HEADER) {
                int type = block.unsignedShort();
                int size = block.unsignedShort();
                block.skip(4);
                ByteCursor content = at(part, block.position(), size);
                block.skip(size);
                found++;
                if (type == CONTINUATION) {
                    long next = content.signedLong();
                    visit("continued " + part, next);
                    blocks.add(at(part, next, content.signedLong()));
                } else {
                    messages.putIfAbsent(type, content);
                }
            }
        }
        return new Header(messages);
    }

    /** The members of a group, whose names are in a heap. */
    private void heap(long address, long tree, String path, int depth) throws CheckpointException {
        ByteCursor heap = at("heap of names", address, 32);
        requireText(heap, "HEAP");
        heap.skip(4);
        long length = heap.signedLong();
        heap.skip(Long.BYTES);
        long start = heap.signedLong();
        at("heap of names", start, length);
        node(tree, start, length, path, depth);
    }

    private static void requireText(ByteCursor at, String expected) throws CheckpointException {
        String found = new String(at.bytes(4), StandardCharsets.ISO_8859_1);
        if (!found.equals(expected)) {
            throw at.error("must begin with " + expected);
        }
    }

    /** A node of a group's B-tree, with those below it. */
    private void node(long address, long names, long namesLength, String path, int depth) throws CheckpointException {
        visit("node", address);
        ByteCursor node = at("node", address, NODE_HEADER);
        requireText(node, "TREE");
        int type = node.unsignedByte();
        int level = node.unsignedByte();
        int count = node.unsignedShort();
        if (type != 0) {
            throw node.error("is of type " + type + ", that of a group is 0");
        }
        ByteCursor children = at("node", address + NODE_HEADER, (2L * count + 1) * Long.BYTES);
        for (int i = 0; i < count; i++) {
            children.skip(Long.BYTES);
            long child = children.signedLong();
            if (level > 0) {
                requireLower(child, level);
                node(child, names, namesLength, path, depth);
            } else {
                symbols(child, names, namesLength, path, depth);
            }
        }
    }

    /** Levels go down to 0, so that the search ends. */
    private void requireLower(long address, int level) throws CheckpointException {
        ByteCursor child = at("node", address, NODE_HEADER);
        child.skip(5);
        int below = child.unsignedByte();
        if (below != level - 1) {
            throw child.error("is of level " + below + " below level " + level);
        }
    }

    private void symbols(long address, long names, long namesLength, String path, int depth)
            throws CheckpointException {
        visit("table of symbols", address);
        ByteCursor table = at("table of symbols", address, 8);
        requireText(table, "SNOD");
        table.skip(2);
        int count = table.unsignedShort();
        ByteCursor entries = at("table of symbols", address + 8, (long) count * ENTRY);
        for (int i = 0; i < count; i++) {
            String name = name(entries.signedLong(), names, namesLength);
            long object = entries.signedLong();
            entries.skip(ENTRY - 2 * Long.BYTES);
            object(path.isEmpty() ? name : path + "/" + name, object, depth + 1);
        }
    }

    private String name(long offset, long names, long namesLength) throws CheckpointException {
        if (offset < 0 || offset >= namesLength) {
            throw file.error("a name at " + offset + " of a heap of " + namesLength + " bytes");
        }
        ByteCursor from = at("name", names + offset, Math.min(LONGEST_NAME, namesLength - offset));
        StringBuilder name = new StringBuilder();
        while (from.remaining() > 0) {
            int next = from.unsignedByte();
            if (next == 0) {
                return name.toString();
            }
            name.append((char) next);
        }
        throw from.error("has no end");
    }

    private void tensors(String path, Header header) throws CheckpointException {
        ByteCursor space = header.messages().get(DATASPACE);
        ByteCursor type = header.messages().get(DATATYPE);
        ByteCursor layout = header.messages().get(LAYOUT);
        String what = "array " + CheckpointException.quote(path);
        if (space == null || type == null || layout == null) {
            throw file.error("its " + what + " has no shape or no type");
        }
        if (header.messages().containsKey(FILTERS)) {
            throw file.error("its " + what + " is compressed: only arrays in one piece are read");
        }
        long[] shape = shape(space);
        TensorType number = type(type, what);
        int version = layout.unsignedByte();
        int kind = layout.unsignedByte();
        if (version != 3 || kind != 1) {
            throw file.error("its " + what + " has the layout " + version + "." + kind
                    + ": only arrays in one piece (3.1) are read");
        }
        long start = layout.signedLong();
        long length = layout.signedLong();
        long elements = TensorShape.elements(shape);
        if (elements < 0 || elements != length / number.bytes() || length % number.bytes() != 0) {
            throw file.error("its " + what + " of shape " + java.util.Arrays.toString(shape) + " has " + length
                    + " bytes, which do not fit it");
        }
        if (start < 0 || length < 0 || start > file.size() - length) {
            throw file.error("its " + what + " of " + length + " bytes at byte " + start
                    + " lies outside of the file of " + file.size());
        }
        try {
            tensors.add(
                    path,
                    new CheckpointTensor(
                            number, shape, file, start, TensorShape.rowMajorStrides(shape), ByteOrder.LITTLE_ENDIAN));
        } catch (IllegalArgumentException e) {
            throw file.error(String.valueOf(e.getMessage()));
        }
    }

    private long[] shape(ByteCursor space) throws CheckpointException {
        int version = space.unsignedByte();
        int rank = space.unsignedByte();
        space.skip(version == 1 ? 6 : 2);
        if (version < 1 || version > 2 || rank > TensorShape.MOST_DIMENSIONS) {
            throw space.error("is a shape of version " + version + " and " + rank + " dimensions: at most "
                    + TensorShape.MOST_DIMENSIONS + " are read");
        }
        long[] shape = new long[rank];
        for (int i = 0; i < rank; i++) {
            shape[i] = space.signedLong();
        }
        return shape;
    }

    /** IEEE floats, little-endian. */
    private TensorType type(ByteCursor type, String what) throws CheckpointException {
        int classAndVersion = type.unsignedByte();
        int order = type.unsignedByte();
        type.skip(2);
        long size = type.unsignedInt();
        type.skip(2);
        int precision = type.unsignedShort();
        boolean isFloat = (classAndVersion & 0x0f) == 1 && (order & 1) == 0 && precision == 8 * size;
        if (!isFloat || (size != 4 && size != 8)) {
            throw file.error("its " + what + " is of numbers of class " + (classAndVersion & 0x0f) + " and " + size
                    + " bytes: only little-endian floats of 4 or 8 are read");
        }
        return size == 4 ? TensorType.F32 : TensorType.F64;
    }
}
