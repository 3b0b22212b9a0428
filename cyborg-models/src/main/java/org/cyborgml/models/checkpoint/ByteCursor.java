package org.cyborgml.models.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads one part of a file from its start to its end and never beyond. Numbers are little-endian. */
final class ByteCursor {

    private static final int LONGEST_LINE = 1024;

    private final FileBytes file;
    private final String part;
    private final long start;
    private final ByteBuffer content;

    /** Places a cursor at the start of a range that must lie in the file and not exceed the longest slice. */
    ByteCursor(FileBytes file, String part, long start, int length) {
        this.file = file;
        this.part = part;
        this.start = start;
        this.content = file.slice(start, length);
    }

    /** Position of the next byte in the file. */
    long position() {
        return start + content.position();
    }

    int remaining() {
        return content.remaining();
    }

    int unsignedByte() throws CheckpointException {
        need(1);
        return Byte.toUnsignedInt(content.get());
    }

    int unsignedShort() throws CheckpointException {
        need(2);
        return Short.toUnsignedInt(content.getShort());
    }

    int signedInt() throws CheckpointException {
        need(4);
        return content.getInt();
    }

    long unsignedInt() throws CheckpointException {
        return Integer.toUnsignedLong(signedInt());
    }

    long signedLong() throws CheckpointException {
        need(8);
        return content.getLong();
    }

    double bigEndianDouble() throws CheckpointException {
        return Double.longBitsToDouble(Long.reverseBytes(signedLong()));
    }

    byte[] bytes(long count) throws CheckpointException {
        need(count);
        byte[] bytes = new byte[(int) count];
        content.get(bytes);
        return bytes;
    }

    void skip(long count) throws CheckpointException {
        need(count);
        content.position(content.position() + (int) count);
    }

    String text(long count) throws CheckpointException {
        need(count);
        ByteBuffer encoded = content.slice(content.position(), (int) count).order(ByteOrder.BIG_ENDIAN);
        CharBuffer text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(encoded);
        } catch (CharacterCodingException e) {
            throw error("text of " + count + " bytes is not UTF-8");
        }
        content.position(content.position() + (int) count);
        return text.toString();
    }

    /** The text before the next line feed, which is passed. */
    String line() throws CheckpointException {
        int longest = Math.min(content.remaining(), LONGEST_LINE);
        for (int length = 0; length < longest; length++) {
            if (content.get(content.position() + length) == '\n') {
                String line = text(length);
                content.get();
                return line;
            }
        }
        throw error("no line ends within " + longest + " bytes");
    }

    /** An error at the place that was reached. */
    CheckpointException error(String reason) {
        return file.error(part + " at byte " + position() + ": " + reason);
    }

    private void need(long count) throws CheckpointException {
        if (count < 0 || count > content.remaining()) {
            throw error("needs " + count + " more bytes, has " + content.remaining());
        }
    }
}
