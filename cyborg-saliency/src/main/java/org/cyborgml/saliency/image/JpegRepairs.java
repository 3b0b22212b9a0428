package org.cyborgml.saliency.image;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The changes to a JPEG file after which libjpeg decodes it to the same pixels without a warning on the terminal: bytes
 * between segments or behind coded data that it passes over, and numbers in headers that it does not know.
 */
final class JpegRepairs {

    private record Gap(int from, int to) {}

    private record Patch(int at, int value) {}

    private final List<Gap> gaps = new ArrayList<>();
    private final List<Patch> patches = new ArrayList<>();

    /** The place of the 0xff of the next marker from a place on, or of the fill bytes before it; -1 if there is none. */
    static int nextMarker(byte[] file, int from) {
        int at = from;
        while (at < file.length) {
            if ((file[at] & 0xff) != 0xff) {
                at++;
                continue;
            }
            int after = at + 1;
            while (after < file.length && (file[after] & 0xff) == 0xff) {
                after++;
            }
            if (after >= file.length) {
                return -1;
            }
            if (file[after] != 0) {
                return at;
            }
            at = after + 1;
        }
        return -1;
    }

    /** Leaves out the bytes from one place up to another; gaps come in the file's order. */
    void leaveOut(int from, int to) {
        gaps.add(new Gap(from, to));
    }

    void replace(int at, int value) {
        patches.add(new Patch(at, value));
    }

    /** The repaired file; the same array if there is nothing to repair. */
    byte[] applyTo(byte[] file) {
        if (gaps.isEmpty() && patches.isEmpty()) {
            return file;
        }
        byte[] patched = file.clone();
        patches.forEach(patch -> patched[patch.at()] = (byte) patch.value());
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.length);
        int at = 0;
        for (Gap gap : gaps) {
            out.write(patched, at, gap.from() - at);
            at = gap.to();
        }
        out.write(patched, at, patched.length - at);
        return out.toByteArray();
    }
}
