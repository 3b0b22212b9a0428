package org.cyborgml.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    private static final MutatedText MUTATED = MutatedText.of(
            List.of(
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
                    ",".repeat(300)),
            6);

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
            byte[] bytes = MUTATED.of(text, 1_000_003L * text.hashCode() + i);
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
}
