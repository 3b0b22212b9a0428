package org.cyborgml.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cyborgml.data.ToyFaces;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.SmallCnn;
import org.cyborgml.models.checkpoint.Safetensors;
import org.cyborgml.scoring.ScoreTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code score --ensemble}, of networks and score files. */
class EnsembleTest {

    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        ToyFaces.write(folder, 4);
        for (int seed = 1; seed <= 2; seed++) {
            Safetensors.write(
                    folder.resolve("net" + seed + ".safetensors"),
                    NetworkWeights.of(SmallCnn.builder().seed(seed).build().init()));
        }
    }

    private int run(String line) {
        return TypedCommand.run(line, folder, errors);
    }

    @Test
    void theMeanOfNetworksAndFiles() throws IOException {
        String networks = "score --quiet --images DIR/images --ensemble small_cnn=DIR/net1.safetensors --ensemble"
                + " small_cnn=DIR/net2.safetensors --logits";
        assertThat(run(networks + " --videos DIR/videos.csv --out DIR/both.csv"))
                .as(errors.toString())
                .isZero();
        ScoreTable one = ScoreTable.read(folder.resolve("both.csv.member1.csv"));
        ScoreTable two = ScoreTable.read(folder.resolve("both.csv.member2.csv"));
        ScoreTable both = ScoreTable.read(folder.resolve("both.csv"));
        assertThat(both.paths()).hasSize(12).isEqualTo(one.paths());
        double sum = 0;
        for (String path : both.paths()) {
            assertThat(both.require(path)).isCloseTo((one.require(path) + two.require(path)) / 2, within(1e-6));
            sum += both.require(path);
        }
        assertThat(one.require("face1.png")).isNotCloseTo(two.require("face1.png"), within(1e-4));
        assertThat(ScoreTable.read(folder.resolve("videos.csv")).require(".")).isCloseTo(sum / 12, within(1e-5));

        // Of files, without images and networks: the same.
        assertThat(run("score --quiet --ensemble DIR/both.csv.member1.csv --ensemble DIR/both.csv.member2.csv --logits"
                        + " --out DIR/files.csv"))
                .as(errors.toString())
                .isZero();
        assertThat(Files.readString(folder.resolve("files.csv")))
                .isEqualTo(Files.readString(folder.resolve("both.csv")));
    }

    @Test
    void aMemberThatLacksAnImageIsToldOf() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "x.png,0.5\ny.png,0.25\n");
        Files.writeString(folder.resolve("b.csv"), "x.png,0.75\n");
        assertThat(run("score --quiet --ensemble DIR/a.csv --ensemble DIR/b.csv --out DIR/mean.csv"))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("a.csv has a score of y.png, and another member has none");
        assertThat(Files.readAllLines(folder.resolve("mean.csv"))).hasSize(1);
        assertThat(folder.resolve("mean.csv.errors.txt")).exists();
    }

    @Test
    void whatIsNoEnsembleIsRefused() {
        assertThat(run("score --quiet --ensemble DIR/a.csv --out DIR/mean.csv")).isEqualTo(1);
        assertThat(errors.toString()).contains("--ensemble needs two members or more");
        assertThat(run("score --quiet --arch small_cnn --ensemble DIR/a.csv --ensemble DIR/b.csv --out DIR/mean.csv"))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("--arch and --weights are for one network");
        assertThat(run("score --quiet --videos DIR/v.csv --arch small_cnn --weights w --images i --out DIR/s.csv"))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("--videos is for an ensemble");
        assertThat(run("score --quiet --images DIR/images --out DIR/s.csv")).isEqualTo(2);
        assertThat(errors.toString()).contains("Missing required option: '--arch=ARCH'");
        assertThat(run("score --quiet --arch small_cnn --images DIR/images --out DIR/s.csv"))
                .isEqualTo(2);
        assertThat(errors.toString()).contains("Missing required option: '--weights=FILE'");
    }
}
