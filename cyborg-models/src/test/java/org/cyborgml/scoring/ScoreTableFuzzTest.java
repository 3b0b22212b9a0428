package org.cyborgml.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cyborgml.data.MutatedText;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Mutated score files from fixed seeds, as many of each kind as {@code -Dorg.cyborgml.fuzz.files} says. Each ends within seconds in
 * finite logits, or in an exception that names the file.
 */
class ScoreTableFuzzTest {

    private static final int FILES_EACH = Integer.getInteger("org.cyborgml.fuzz.files", 5000);
    private static final long LONGEST_NANOS = 5_000_000_000L;
    private static final MutatedText MUTATED = MutatedText.of(
            List.of(
                    ",",
                    "\"",
                    "\n",
                    "\r",
                    "\ufeff",
                    "\0",
                    "path",
                    "score",
                    "logit",
                    "0",
                    "1",
                    "-1",
                    "1e308",
                    "1e-320",
                    "NaN",
                    "Infinity",
                    "0x1p3",
                    "1d",
                    ";",
                    " ",
                    "\u00e9",
                    "9".repeat(5000),
                    ",".repeat(300)),
            4);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "real/a.png,0.25\nfake/b.png,0.75\n\"x, y/c.png\",0.5\n",
                "a.png,0.73105858,1.000000\nb.png,0.50000000,0.000000\n",
                "path,score,note\r\na.png,0.25,x\r\nb.png,1,y\r\n",
                "score,logit,path\n0.5,-3,a.png\n0.5,1e3,b.png\n"
            })
    void endInLogitsOrInAnExceptionThatNamesTheFile(String text) throws IOException {
        Path file = folder.resolve("scores.csv");
        int read = 0;
        for (int i = 0; i < FILES_EACH; i++) {
            Files.write(file, MUTATED.of(text, 1_000_003L * text.hashCode() + i));
            long start = System.nanoTime();
            try {
                ScoreTable table = ScoreTable.read(file);
                Ensemble.of(List.of(table)).logits(table.paths()).forEach((path, logit) -> assertThat(logit)
                        .isFinite());
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
