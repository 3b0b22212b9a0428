package org.cyborgml.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreTableTest {

    private static final int FUZZED = Integer.getInteger("org.cyborgml.fuzz.files", 500);

    @TempDir
    private Path folder;

    private ScoreTable read(String text) throws IOException {
        return ScoreTable.read(Files.writeString(folder.resolve("scores.csv"), text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a/b.png,0.75",
                "/a/b.png, 0.75",
                "path,score\\na/b.png,0.75",
                "path,label,score\\na\\b.png,Real,0.75",
                "path,logit\\na/b.png,1.0986122886681098",
                "a/b.png,0.75000000,1.098612",
                "a/b.png,0.75000000,-3.5,1.098612"
            })
    void readsScoresOfAllForms(String text) throws IOException {
        ScoreTable table = read(text.replace("\\n", "\n") + "\n");
        assertThat(table.require("a/b.png")).isCloseTo(Math.log(3), within(1e-6));
        assertThat(table.logit("/a/b.png")).hasValue(table.require("a/b.png"));
        assertThat(table.logit("c.png")).isEmpty();
        assertThat(table.paths()).containsExactly("a/b.png");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,1.5 | score 1.5: must be a probability from 0 to 1; a file of logits needs the header",
                "a,-0.1 | score -0.1",
                "a,x | \"x\" in column 2: must be a number",
                "a | nothing in column 2",
                "a,NaN | \"NaN\"",
                "a,0.5\\na,0.6 | row 2: the image a is there twice",
                "a,0.75,1 | the last column, 1.0, is not the logit",
                "path,predicted,cat,dog,hare\\na,cat,0.5,0.3,0.2 | only files of two classes are read",
                "path,value\\na,0.5 | no column score or logit",
                "'' | has no score",
                "path,score | has no score"
            })
    void saysWhatIsWrong(String text, String expected) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(folder.resolve("scores.csv").toString())
                .hasMessageContaining(expected);
    }

    @Test
    void scoresOfZeroAndOneRankBeyondAllOthers() throws IOException {
        ScoreTable table = read("a,0\nb,4.9e-324\nc,0.99999999999999989\nd,1\n");
        assertThat(table.require("a")).isLessThan(table.require("b"));
        assertThat(table.require("c")).isLessThan(table.require("d"));
        assertThatThrownBy(table::requireLogits).hasMessageContaining("the score of a is exactly 0");
        assertThat(Ensemble.sigmoid(table.require("a"))).isZero();
        assertThat(Ensemble.sigmoid(table.require("d"))).isEqualTo(1);
    }

    /** Bonettini et al.: the mean of the raw logits, then the sigmoid; not the mean of the scores. */
    @Test
    void anEnsembleIsTheMeanOfTheLogits() throws IOException {
        ScoreTable one = read("path,logit\nv1/a,4\nv1/b,-2\nv2/a,1\n");
        ScoreTable other = ScoreTable.read(
                Files.writeString(folder.resolve("other.csv"), "path,logit\nv2/a,-3\nv1/b,0\nv1/a,-1\nv3/a,7\n"));
        Map<String, Double> logits = Ensemble.of(List.of(one, other)).logits(one.paths());
        assertThat(logits).containsExactly(Map.entry("v1/a", 1.5), Map.entry("v1/b", -1.0), Map.entry("v2/a", -1.0));
        assertThat(Ensemble.ofVideos(logits)).containsExactly(Map.entry("v1", 0.25), Map.entry("v2", -1.0));
        assertThat(Ensemble.ofVideos(Map.of("frame.png", 2.0))).containsExactly(Map.entry(".", 2.0));
        assertThatThrownBy(() -> Ensemble.of(List.of(one, other)).logits(other.paths()))
                .hasMessageContaining("has no score of v3/a");
        assertThatThrownBy(() -> Ensemble.of(List.of())).hasMessageContaining("must have a member");
    }

    @Test
    void aSaturatedMemberIsRefusedUnlessItIsAlone() throws IOException {
        ScoreTable saturated = read("a,1\n");
        assertThat(Ensemble.of(List.of(saturated)).logits(List.of("a"))).containsEntry("a", 800.0);
        assertThatThrownBy(() -> Ensemble.of(List.of(saturated, saturated)))
                .hasMessageContaining("which has no logit to average");
    }

    /** Mutated files end in our exceptions that name the file, or in finite logits. */
    @Test
    void mutatedFiles() throws IOException {
        byte[] whole = "path,score,logit\na/1.png,0.5,0\nb/2.png,0.73105858,1\nc.png,0.0,-9\n"
                .getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve("mutated.csv");
        int read = 0;
        for (int i = 0; i < FUZZED; i++) {
            Random random = new Random(77_003L + i);
            byte[] mutated = whole.clone();
            for (int k = random.nextInt(4); k >= 0; k--) {
                int at = random.nextInt(mutated.length);
                mutated[at] = random.nextBoolean()
                        ? (byte) ",\n\"0123456789.-eNaN\0".charAt(random.nextInt(20))
                        : (byte) random.nextInt();
            }
            Files.write(file, mutated);
            try {
                ScoreTable table = ScoreTable.read(file);
                for (String path : table.paths()) {
                    assertThat(table.require(path)).isFinite();
                }
                read++;
            } catch (IOException e) {
                assertThat(e.getMessage()).startsWith(file.toString()).hasSizeLessThan(2000);
            }
        }
        assertThat(read).isBetween(FUZZED / 100, FUZZED * 9 / 10);
    }
}
