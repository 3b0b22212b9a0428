package org.cyborgml.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Mutated split files from fixed seeds. Each ends within seconds in rows that a file can hold, or in an exception that names the
 * file. {@code -Dorg.cyborgml.fuzz.files=10000} makes the number of files of each kind that is tried before a release.
 */
class SplitFileFuzzTest {

    private static final int FILES_EACH = Integer.getInteger("org.cyborgml.fuzz.files", 1000);
    private static final long LONGEST_NANOS = 5_000_000_000L;
    private static final List<String> PIECES = List.of(
            ",",
            "\"",
            "\"\"",
            "\n",
            "\r",
            "\r\n",
            "\t",
            ";",
            "|",
            " ",
            "\ufeff",
            "\0",
            "train",
            "test",
            "dev",
            "split,label,path\n",
            "../",
            "./",
            "\\",
            "/",
            "\u00e9",
            "\ud83d\ude00",
            "x".repeat(5000),
            ",".repeat(300));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train,Real,/real/a.png\ntrain,Synthetic,/fake/a.png\ntest,Real,b.png\ntest,Synthetic,\"x, y/c.png\"\n",
                "\ufeffimage,label,set\r\n\"a.png\",Real,train\r\n\"b \"\"c\"\".png\",Synthetic,train\r\n\r\n",
            })
    void endInRowsOrInAnExceptionThatNamesTheFile(String text) throws IOException {
        Path file = folder.resolve("split.csv");
        int read = 0;
        for (int i = 0; i < FILES_EACH; i++) {
            byte[] bytes = mutated(text, new Random(1_000_003L * text.hashCode() + i));
            Files.write(file, bytes);
            long start = System.nanoTime();
            try {
                SplitFile split = SplitFile.read(file);
                assertThat(split.rows()).isNotEmpty();
                for (LabelledImage row : split.rows()) {
                    assertThat(row.label()).isNotBlank().isEqualTo(row.label().strip());
                    assertThat(row.path()).isNotBlank().isEqualTo(row.path().strip());
                }
                split.headerInWords();
                read++;
            } catch (IOException e) {
                assertThat(e).hasMessageStartingWith(file.toString());
            } catch (RuntimeException | Error e) {
                throw new AssertionError("file " + i + " ended in " + e, e);
            }
            assertThat(System.nanoTime() - start).as("file " + i).isLessThan(LONGEST_NANOS);
        }
        assertThat(read).isBetween(FILES_EACH / 20, FILES_EACH * 19 / 20);
    }

    private static byte[] mutated(String text, Random random) {
        StringBuilder changed = new StringBuilder(text);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(changed.length() + 1);
            int end = Math.min(changed.length(), at + random.nextInt(6));
            switch (random.nextInt(3)) {
                case 0 -> changed.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 1 -> changed.delete(at, end);
                default -> changed.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
            }
        }
        byte[] bytes = changed.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && random.nextInt(4) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }
}
