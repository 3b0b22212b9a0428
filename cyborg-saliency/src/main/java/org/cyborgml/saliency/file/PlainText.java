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

    private PlainText() {}

    /**
     * Reads a file.
     *
     * @param file a text file
     * @return its text without the byte order mark that spreadsheets put before it
     * @throws IOException if it cannot be read or is no text in UTF-8; the message names the file and the place
     */
    public static String read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
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
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            throw new IOException(file + ": is no text: it holds a NUL in line "
                    + text.substring(0, nul + 1).lines().count());
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
