package org.cyborgml.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.primitives.ImmutableDoubleArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.cyborgml.data.ClassNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreFileTest {

    private static final ScoreLayout LOGITS = new ScoreLayout(ClassNames.FACES, LogitColumns.WRITTEN);
    private static final ClassNames PETS = ClassNames.of(List.of("cat", "dog", "newt, crested"));

    @TempDir
    private Path folder;

    private static ImageScore score(String path, double... logits) {
        return new ImageScore(path, logits.length < 3 ? ClassNames.FACES : PETS, ImmutableDoubleArray.copyOf(logits));
    }

    @Test
    void goesOnBehindTheLastWholeRow() throws IOException {
        Path file = folder.resolve("scores.csv");
        Path part = folder.resolve("scores.csv.part");
        try (ScoreFile scores = ScoreFile.open(file, "weights 1", LOGITS, IntUnaryOperator.identity())) {
            scores.add(score("a.png", -1, 1.5));
            scores.add(score("b, c.png", 2, 0));
            scores.flush();
        }
        assertThat(file).doesNotExist();
        Files.writeString(part, "\"half a ro", StandardOpenOption.APPEND);
        try (ScoreFile scores = ScoreFile.open(file, "weights 1", LOGITS, IntUnaryOperator.identity())) {
            assertThat(scores.size()).isEqualTo(2);
            assertThat(scores.has("b, c.png")).isTrue();
            assertThat(scores.has("d.png")).isFalse();
            scores.add(score("d.png", 0, -2));
            scores.complete();
        }
        assertThat(file)
                .hasContent(
                        """
                        a.png,0.81757448,-1.000000,1.500000
                        "b, c.png",0.50000000,2.000000,0.000000
                        d.png,0.11920292,0.000000,-2.000000
                        """);
        assertThat(part).doesNotExist();
    }

    @Test
    void scoresOfOtherWeightsAreNotKept() throws IOException {
        Path file = folder.resolve("scores.csv");
        try (ScoreFile scores = ScoreFile.open(file, "weights 1", LOGITS, IntUnaryOperator.identity())) {
            scores.add(score("a.png", -1, 1.5));
            scores.flush();
        }
        try (ScoreFile scores = ScoreFile.open(file, "weights 2", LOGITS, IntUnaryOperator.identity())) {
            assertThat(scores.size()).isZero();
            scores.complete();
        }
        assertThat(file).isEmptyFile();
    }

    @Test
    void onlySoManyRowsAreKept() throws IOException {
        Path file = folder.resolve("scores.csv");
        try (ScoreFile scores = ScoreFile.open(file, "weights 1", LOGITS, IntUnaryOperator.identity())) {
            scores.add(score("a.png", -1, 1.5));
            scores.add(score("b, c.png", 2, 0));
            scores.add(score("d.png", 0, -2));
            scores.flush();
        }
        try (ScoreFile scores = ScoreFile.open(file, "weights 1", LOGITS, rows -> rows - 1)) {
            assertThat(scores.size()).isEqualTo(2);
            assertThat(scores.has("d.png")).isFalse();
            scores.add(score("e.png", 0, 0.5));
            scores.complete();
        }
        assertThat(file)
                .hasContent(
                        """
                        a.png,0.81757448,-1.000000,1.500000
                        "b, c.png",0.50000000,2.000000,0.000000
                        e.png,0.62245933,0.000000,0.500000
                        """);
    }

    @Test
    void manyClassesHaveAHeaderAndAProbabilityEach() throws IOException {
        Path file = folder.resolve("scores.csv");
        for (String path : List.of("a.png", "b.png")) {
            try (ScoreFile scores = ScoreFile.open(
                    file, "weights 1", new ScoreLayout(PETS, LogitColumns.WRITTEN), IntUnaryOperator.identity())) {
                scores.add(score(path, Math.log(2), 0, Math.log(5)));
                scores.flush();
                if (path.equals("b.png")) {
                    assertThat(scores.size()).isEqualTo(2);
                    scores.complete();
                }
            }
        }
        String row = ",\"newt, crested\",0.25000000,0.12500000,0.62500000,0.693147,0.000000,1.609438\n";
        assertThat(file)
                .hasContent("path,predicted,cat,dog,\"newt, crested\",logit cat,logit dog,\"logit newt, crested\"\n"
                        + "a.png" + row + "b.png" + row);
    }

    /** The rows of other columns are of no use. */
    @Test
    void rowsUnderOtherClassesAreNotKept() throws IOException {
        Path file = folder.resolve("scores.csv");
        try (ScoreFile scores = ScoreFile.open(
                file, "weights 1", new ScoreLayout(PETS, LogitColumns.LEFT_OUT), IntUnaryOperator.identity())) {
            scores.add(score("a.png", 0, 1, 2));
            scores.flush();
        }
        ClassNames other = ClassNames.of(List.of("cat", "dog", "hare"));
        try (ScoreFile scores = ScoreFile.open(
                file, "weights 1", new ScoreLayout(other, LogitColumns.LEFT_OUT), IntUnaryOperator.identity())) {
            assertThat(scores.size()).isZero();
        }
    }

    @Test
    void oneLogitTellsTwoClassesApart() {
        ImageScore score = score("a.png", Math.log(3));
        assertThat(score.predictedName()).isEqualTo("Synthetic");
        assertThat(score.score()).isEqualTo(score.probability(1)).isCloseTo(0.75, within(1e-12));
        assertThat(score.probability(0)).isCloseTo(0.25, within(1e-12));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImageScore("a.png", PETS, ImmutableDoubleArray.of(1)))
                .withMessageContaining("1 logits does not tell 3 classes apart");
    }
}
