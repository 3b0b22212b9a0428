package org.cyborgml.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages the text of a file: pieces put in, taken out or replaced, a byte changed, the end cut off. */
public final class MutatedText {

    private final List<String> pieces;
    private final int longest;

    private MutatedText(List<String> pieces, int longest) {
        this.pieces = pieces;
        this.longest = longest;
    }

    /** Puts in these pieces, and takes out fewer characters at a time than a limit. */
    public static MutatedText of(List<String> pieces, int longest) {
        return new MutatedText(pieces, longest);
    }

    /** A damaged copy, the same for the same seed. */
    public byte[] of(String text, long seed) {
        Random random = new Random(seed);
        StringBuilder changed = new StringBuilder(text);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(changed.length() + 1);
            int end = Math.min(changed.length(), at + random.nextInt(longest));
            switch (random.nextInt(3)) {
                case 0 -> changed.insert(at, pieces.get(random.nextInt(pieces.size())));
                case 1 -> changed.delete(at, end);
                default -> changed.replace(at, end, pieces.get(random.nextInt(pieces.size())));
            }
        }
        byte[] bytes = changed.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && random.nextInt(4) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }
}
