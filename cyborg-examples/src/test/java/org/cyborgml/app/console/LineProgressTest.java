package org.cyborgml.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LineProgressTest {

    @Test
    void runsAreCountedAndTimed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            LineProgress progress = new LineProgress(out);
            progress.say("begins");
            progress.begin(2, 100);
            progress.advance(50);
            progress.ended("Classical, seed 1");
            progress.advance(50);
            progress.ended("CYBORG, seed 1");
        }

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "begins",
                        "run 1 of 2 done: Classical, seed 1 (0 s gone, about 0 s left)",
                        "run 2 of 2 done: CYBORG, seed 1 (0 s gone, about 0 s left)");
    }
}
