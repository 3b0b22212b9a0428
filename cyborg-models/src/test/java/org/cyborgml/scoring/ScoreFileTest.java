package org.cyborgml.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreFileTest {

    @TempDir
    private Path folder;

    @Test
    void goesOnBehindTheLastWholeRow() throws IOException {
        Path file = folder.resolve("scores.csv");
        Path part = folder.resolve("scores.csv.part");
        try (ScoreFile scores = ScoreFile.open(file, "weights 1", IntUnaryOperator.identity())) {
            scores.add("a.png", 0.25, List.of());
            scores.add("b, c.png", 0.5, List.of());
            scores.flush();
        }
        assertThat(file).doesNotExist();
        Files.writeString(part, "\"half a ro", StandardOpenOption.APPEND);
        try (ScoreFile scores = ScoreFile.open(file, "weights 1", IntUnaryOperator.identity())) {
            assertThat(scores.size()).isEqualTo(2);
            assertThat(scores.has("b, c.png")).isTrue();
            assertThat(scores.has("d.png")).isFalse();
            scores.add("d.png", 0.75, List.of(-1.0, 1.5));
            scores.complete();
        }
        assertThat(file).hasContent("a.png,0.25000000\n\"b, c.png\",0.50000000\nd.png,0.75000000,-1.000000,1.500000\n");
        assertThat(part).doesNotExist();
    }

    @Test
    void scoresOfOtherWeightsAreNotKept() throws IOException {
        Path file = folder.resolve("scores.csv");
        try (ScoreFile scores = ScoreFile.open(file, "weights 1", IntUnaryOperator.identity())) {
            scores.add("a.png", 0.25, List.of());
            scores.flush();
        }
        try (ScoreFile scores = ScoreFile.open(file, "weights 2", IntUnaryOperator.identity())) {
            assertThat(scores.size()).isZero();
            scores.complete();
        }
        assertThat(file).isEmptyFile();
    }

    @Test
    void onlySoManyRowsAreKept() throws IOException {
        Path file = folder.resolve("scores.csv");
        try (ScoreFile scores = ScoreFile.open(file, "weights 1", IntUnaryOperator.identity())) {
            scores.add("a.png", 0.25, List.of());
            scores.add("b, c.png", 0.5, List.of(-1.0, 1.5));
            scores.add("d.png", 0.75, List.of());
            scores.flush();
        }
        try (ScoreFile scores = ScoreFile.open(file, "weights 1", rows -> rows - 1)) {
            assertThat(scores.size()).isEqualTo(2);
            assertThat(scores.has("d.png")).isFalse();
            scores.add("e.png", 1, List.of());
            scores.complete();
        }
        assertThat(file).hasContent("a.png,0.25000000\n\"b, c.png\",0.50000000,-1.000000,1.500000\ne.png,1.00000000\n");
    }
}
