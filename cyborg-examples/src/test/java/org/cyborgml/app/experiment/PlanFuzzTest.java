package org.cyborgml.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.cyborgml.app.files.JsonFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plans with mistakes in them, drawn with a fixed seed: each ends in an error that names the plan, or in an experiment that
 * is written and read back the same. {@code -Dorg.cyborgml.fuzz.files=10000} makes the number of plans that is tried before a release.
 */
class PlanFuzzTest {

    private static final int COUNT = Integer.getInteger("org.cyborgml.fuzz.files", 600);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final long MOST_GROWTH = 48L << 20;

    private static final List<String> VALUES = List.of(
            "",
            "null",
            "~",
            "0",
            "-1",
            "1e400",
            "NaN",
            ".inf",
            "9223372036854775808",
            "0x10",
            "true",
            "[]",
            "{}",
            "[[[[]]]]",
            "\"\\0\"",
            "'",
            "\"",
            "&a [*a]",
            "*a",
            "!!java.net.URL x",
            "!!binary AAAA",
            "<<: 1",
            "? a",
            "- - -",
            "|",
            ">",
            "../../etc/passwd",
            "/",
            "a\u0000b",
            "\ufeff",
            "Ü 人",
            "2026-11-27",
            "1:30",
            "no",
            "%",
            "@",
            "`",
            "x".repeat(2000));

    @TempDir
    private Path folder;

    private static List<String> plans() throws IOException {
        List<String> all = new ArrayList<>(List.of(ToyExperiment.PLAN));
        for (String name : Plans.names()) {
            all.add(Plans.text(name));
        }
        return all;
    }

    @Test
    void aPlanWithMistakesIsRefusedOrUnderstood() throws IOException {
        Random random = new Random(20261127);
        List<String> plans = plans();
        Path file = folder.resolve("plan.yaml");
        int understood = 0;
        int refused = 0;
        long before = 0;
        for (int i = 0; i < COUNT; i++) {
            byte[] text = plans.get(random.nextInt(plans.size())).getBytes(StandardCharsets.UTF_8);
            int mistakes = 1 + random.nextInt(3);
            for (int m = 0; m < mistakes; m++) {
                text = mutated(text, random);
            }
            Files.write(file, text);
            long start = System.nanoTime();
            try {
                Experiment experiment = Plans.read(file);
                assertThat(JsonFiles.MAPPER
                                .treeToValue(experiment.toJson(), Experiment.class)
                                .toJson())
                        .isEqualTo(experiment.toJson());
                understood++;
            } catch (IOException e) {
                assertThat(e.getMessage())
                        .as(new String(text, StandardCharsets.UTF_8))
                        .startsWith(file.toString())
                        .doesNotContain("\n", "Exception", "org.cyborgml", "java.", "com.fasterxml", "org.yaml");
                refused++;
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                throw new AssertionError("plan " + i + ":\n" + new String(text, StandardCharsets.UTF_8), e);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
            if (i == COUNT / 4) {
                before = used();
            }
        }
        assertThat(used() - before).as("growth of the heap in bytes").isLessThan(MOST_GROWTH);
        // Both kinds are tried, or the mistakes are too small or too great.
        assertThat(understood).isGreaterThan(COUNT / 50);
        assertThat(refused).isGreaterThan(COUNT / 4);
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static byte[] mutated(byte[] text, Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> withByte(text, random);
            case 1 -> Arrays.copyOf(text, random.nextInt(text.length + 1));
            case 2 -> lines(text, random, Line.DROPPED);
            case 3 -> lines(text, random, Line.DOUBLED);
            case 4 -> lines(text, random, Line.MOVED);
            case 5 -> lines(text, random, Line.INDENTED);
            default -> lines(text, random, Line.VALUE_CHANGED);
        };
    }

    private static byte[] withByte(byte[] text, Random random) {
        byte[] changed = text.clone();
        if (changed.length > 0) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        return changed;
    }

    private enum Line {
        DROPPED,
        DOUBLED,
        MOVED,
        INDENTED,
        VALUE_CHANGED
    }

    private static byte[] lines(byte[] text, Random random, Line change) {
        List<String> lines = new ArrayList<>(Arrays.asList(new String(text, StandardCharsets.UTF_8).split("\n", -1)));
        int at = random.nextInt(lines.size());
        String line = lines.get(at);
        switch (change) {
            case DROPPED -> lines.remove(at);
            case DOUBLED -> lines.add(at, line);
            case MOVED -> lines.add(random.nextInt(lines.size()), lines.remove(at));
            case INDENTED -> lines.set(at, random.nextBoolean() ? "  " + line : line.replaceFirst("^ {1,2}", ""));
            case VALUE_CHANGED -> {
                String value = VALUES.get(random.nextInt(VALUES.size()));
                int colon = line.indexOf(':');
                lines.set(at, colon < 0 ? value : line.substring(0, colon + 1) + " " + value);
            }
        }
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }
}
