package org.cyborgml.saliency.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads text files in UTF-8, with a byte order mark or without; files in another encoding are refused. */
public final class PlainText {

    /** Text in UTF-16 has a NUL for every letter or two. */
    private static final int TEXT_PER_NUL = 20;

    private PlainText() {}

    /**
     * Reads a file.
     *
     * @param file a text file
     * @return its text without the byte order mark that spreadsheets put before it
     * @throws IOException if it cannot be read or is no text in UTF-8; the message names the file and the place
     */
    public static String read(Path file) throws IOException {
        return decode(Files.readAllBytes(file), file);
    }

    /**
     * Decodes a file's content.
     *
     * @param bytes the content
     * @param file its name in messages
     * @return the text without a byte order mark
     * @throws IOException if it is no text in UTF-8; the message names the file and the place
     */
    public static String decode(byte[] bytes, Path file) throws IOException {
        if (bytes.length > 1 && (isPair(bytes, 0xff, 0xfe) || isPair(bytes, 0xfe, 0xff))) {
            throw new IOException(file + ": is text in UTF-16: save it as UTF-8");
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            throw new IOException(String.format(
                    "%s: is not text in UTF-8: byte %02x in line %d",
                    file, bytes[in.position()] & 0xff, line(bytes, in.position())));
        }
        String text = out.flip().toString();
        long nuls = text.chars().filter(letter -> letter == 0).count();
        // A few may stand in names, which are refused one by one.
        if (nuls * TEXT_PER_NUL > text.length()) {
            throw new IOException(
                    file + ": is no text: " + nuls + " of its " + text.length() + " characters are NUL, the"
                            + " first in line "
                            + text.substring(0, text.indexOf('\0') + 1).lines().count());
        }
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static boolean isPair(byte[] bytes, int first, int second) {
        return (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
    }

    private static int line(byte[] bytes, int end) {
        int line = 1;
        for (int i = 0; i < end; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }
}
