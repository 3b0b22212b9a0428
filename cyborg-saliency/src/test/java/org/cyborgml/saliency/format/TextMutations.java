package org.cyborgml.saliency.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Ways to damage a text file: bytes anywhere, or its numbers, names and brackets so that it stays parseable more often. */
final class TextMutations {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_]+");
    private static final List<String> NUMBERS = List.of(
            "0",
            "-1",
            "1e308",
            "-1e308",
            "NaN",
            "1e-320",
            "2147483647",
            "2147483648",
            "-2147483648",
            "9223372036854775807",
            "99999999999999999999",
            "0.5",
            "100000",
            "10000001",
            "null",
            "\"5\"",
            "[]",
            "{}",
            "true",
            "");
    private static final List<String> WORDS = List.of(
            "",
            "polygon",
            "mask",
            "points",
            "null",
            "rle",
            "counts",
            "ellipse",
            "brushlabels",
            "image",
            "\u0000",
            "&lt;",
            "..");
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\n",
            ";",
            "<",
            ">",
            "</",
            "<!--",
            "<![CDATA[",
            "&x;",
            "\t",
            "\ufeff",
            "'",
            "<!DOCTYPE a [<!ENTITY b \"c\">]>");

    private TextMutations() {}

    static byte[] of(byte[] file, Random random) {
        byte[] mutated = file;
        for (int i = random.nextInt(4); i >= 0; i--) {
            mutated = random.nextInt(3) == 0
                    ? bytes(mutated, random)
                    : text(new String(mutated, StandardCharsets.UTF_8), random).getBytes(StandardCharsets.UTF_8);
        }
        return mutated;
    }

    private static byte[] bytes(byte[] file, Random random) {
        if (file.length == 0) {
            return file;
        }
        int at = random.nextInt(file.length);
        byte[] mutated = file.clone();
        switch (random.nextInt(4)) {
            case 0 -> {
                return Arrays.copyOf(file, at);
            }
            case 1 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> mutated[at] = (byte) random.nextInt();
            default -> {
                int end = Math.min(file.length, at + 1 + random.nextInt(60));
                byte[] longer = Arrays.copyOf(file, file.length + end - at);
                System.arraycopy(file, at, longer, file.length, end - at);
                return longer;
            }
        }
        return mutated;
    }

    private static String text(String text, Random random) {
        return switch (random.nextInt(6)) {
            case 0, 1 -> replaceOne(text, NUMBER, pick(NUMBERS, random), random);
            case 2 -> replaceOne(text, WORD, pick(WORDS, random), random);
            case 3 -> insert(text, pick(PIECES, random), random);
            case 4 -> insert(text, pick(PIECES, random).repeat(random.nextInt(3000)), random);
            default -> repeatPart(text, random);
        };
    }

    private static String pick(List<String> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }

    private static String replaceOne(String text, Pattern pattern, String by, Random random) {
        List<MatchResult> found =
                new ArrayList<>(pattern.matcher(text).results().toList());
        if (found.isEmpty()) {
            return text;
        }
        MatchResult one = found.get(random.nextInt(found.size()));
        return text.substring(0, one.start()) + by + text.substring(one.end());
    }

    private static String insert(String text, String piece, Random random) {
        int at = random.nextInt(text.length() + 1);
        return text.substring(0, at) + piece + text.substring(at);
    }

    private static String repeatPart(String text, Random random) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(200));
        return text.substring(0, to) + text.substring(from, to).repeat(random.nextInt(5)) + text.substring(to);
    }
}
