package org.cyborgml.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cyborgml.data.ToyFaces;
import org.cyborgml.saliency.file.FileHash;
import org.cyborgml.training.RunFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options and commands that choose alpha and other settings, and weigh maps. */
class GuidanceOptionsTest {

    private static final String TRAIN =
            "train --arch small_cnn --size 32 --csv DIR/split.csv --images DIR/images --batch 4 ";

    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();
    private int status;

    @BeforeEach
    void write() throws IOException {
        ToyFaces.write(folder, 6);
    }

    /** Runs a command; gives what it printed. */
    private List<String> run(String line) {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            status = TypedCommand.run(line, folder, errors);
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void balanceNamesTheAlphaOfEqualNormsAndKeepsNothing() throws IOException {
        List<String> lines = run(TRAIN + "--quiet --heatmaps DIR/maps --balance 5");
        assertThat(status).as(errors.toString()).isZero();
        assertThat(lines)
                .singleElement()
                .asString()
                .matches("medians over 5 steps: gradient norm [0-9.e-]+ of the classification, [0-9.e-]+ of the"
                        + " saliency; equal at alpha 0\\.\\d{3}");
        assertThat(run(TRAIN + "--quiet --heatmaps DIR/maps --balance 5")).isEqualTo(lines);
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("images", "maps", "split.csv");
        }
    }

    @Test
    void balanceRefusesWhatHasNone() {
        run(TRAIN + "--quiet --balance 5");
        assertThat(status).isEqualTo(1);
        run(TRAIN + "--quiet --heatmaps DIR/maps --balance 0");
        assertThat(status).isEqualTo(1);
        run(TRAIN + "--quiet --heatmaps DIR/maps");
        assertThat(status).isEqualTo(2);
        assertThat(errors.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("--balance needs saliency maps: give --heatmaps"),
                        line -> assertThat(line).contains("steps must be at least 1, found 0"),
                        line -> assertThat(line).contains("Missing required option: '--out=DIR'"));
    }

    @Test
    void anExperimentsScenariosAreChosenBySkillAndHeldOutMaps() throws IOException {
        ToyFaces.write(folder.resolve("held"), 6, 2);
        Files.writeString(
                folder.resolve("plan.yaml"),
                """
                name: toy
                data: {csv: split.csv, images: images, maps: {human: maps, held: held/maps}}
                training: {epochs: 20, batch: 4, learning_rate: 0.05, schedule: constant}
                backbones: [{arch: small_cnn, size: 32}]
                scenarios:
                  - {id: classical}
                  - {id: cyborg, maps: human}
                  - {id: strong, maps: human, alpha: 0.1}
                test_sets: [{id: held, csv: held/split.csv, images: held/images, maps: held}]
                runs: 2
                """);
        run("experiment run DIR/plan.yaml --quiet --scenarios cyborg,classical --out DIR/out");
        assertThat(folder.resolve("out/runs/small_cnn").toFile().list())
                .containsExactlyInAnyOrder("classical", "cyborg");
        run("experiment run DIR/plan.yaml --quiet --out DIR/out");
        assertThat(status).as(errors.toString()).isZero();
        List<String> lines = run("experiment alpha DIR/out");
        assertThat(status).as(errors.toString()).isZero();
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).startsWith("small_cnn: scenario, alpha");
        assertThat(lines.get(1)).matches("  classical +1\\.0 +2  [01]\\.\\d{3}  [+-][01]\\.\\d{3}  [01]\\.\\d{3}");
        List<Double> values = lines.subList(1, 4).stream()
                .map(line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
                .toList();
        double highest = values.stream().max(Double::compare).orElseThrow();
        String best = List.of("classical", "cyborg", "strong").get(values.indexOf(highest));
        assertThat(lines.get(4)).isEqualTo("  chosen: " + best);

        List<String> compared = run("experiment choose DIR/out --reference cyborg");
        assertThat(status).as(errors.toString()).isZero();
        assertThat(compared).hasSize(6);
        assertThat(compared.get(1)).isEqualTo("  (1) out: AUC of held");
        assertThat(compared.get(3)).matches("cyborg +\\+0\\.0000 \\+- 0\\.0000  mean rank [1-3]\\.\\d\\d");
        assertThat(compared.get(5)).matches("chosen: (classical|strong)|none is better than cyborg");

        assertThat(run("experiment alpha DIR/out --scenarios cyborg").get(2)).isEqualTo("  chosen: cyborg");
        run("experiment choose DIR/out");
        run("experiment run DIR/plan.yaml --quiet --scenarios cyborgs --out DIR/out2");
        run("experiment alpha DIR/out --scenarios other");
        run("experiment alpha DIR/out --maps other");
        assertThat(errors.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains("the reference \"mse_0.5\" is not among the settings [classical, cyborg,"),
                        line -> assertThat(line)
                                .contains("scenario \"cyborgs\": must be one of [classical, cyborg, strong]"),
                        line -> assertThat(line)
                                .contains("scenario \"other\": must be one of [classical, cyborg, strong]"),
                        line -> assertThat(line).contains("test set \"other\" has no maps in the plan"));
    }

    /** Weights of 1 change nothing; others are used; one that is missing is told of before the first step. */
    @Test
    void mapsCountByTheirWeightsInTrainAndInPlans() throws IOException {
        String rows = Files.readString(folder.resolve("split.csv"))
                .lines()
                .map(row -> row.substring(row.lastIndexOf(',') + 1))
                .reduce("", (all, path) -> all + path + ",1\n");
        Files.writeString(folder.resolve("ones.csv"), rows);
        Files.writeString(folder.resolve("others.csv"), rows.replace("face1.png,1\n", "face1.png,9\n"));
        Files.writeString(folder.resolve("few.csv"), rows.replace("/face1.png,1\n", ""));
        String train = TRAIN + "--quiet --epochs 2 --heatmaps DIR/maps --out DIR/";
        run(train + "none");
        run(train + "ones --map-weights DIR/ones.csv");
        run(train + "others --map-weights DIR/others.csv");
        assertThat(status).as(errors.toString()).isZero();
        assertThat(losses("ones")).isEqualTo(losses("none")).isNotEqualTo(losses("others"));
        run(train + "few --map-weights DIR/few.csv");
        assertThat(status).isEqualTo(1);
        run(TRAIN + "--quiet --alpha 1 --out DIR/few --map-weights DIR/ones.csv");
        assertThat(folder.resolve("few/Logs")).doesNotExist();

        ToyFaces.write(folder.resolve("held"), 6, 2);
        String plan =
                """
                name: toy
                data: {csv: split.csv, images: images, maps: {human: maps, weighted: {folder: maps, weights: others.csv}}}
                training: {epochs: 2, batch: 4}
                backbones: [{arch: small_cnn, size: 32}]
                scenarios: [{id: human, maps: human}, {id: weighted, maps: weighted}]
                test_sets: [{id: held, csv: held/split.csv, images: held/images}]
                runs: 1
                """;
        Files.writeString(folder.resolve("plan.yaml"), plan);
        Files.writeString(folder.resolve("short.yaml"), plan.replace("others.csv", "few.csv"));
        run("experiment run DIR/plan.yaml --quiet --out DIR/out");
        assertThat(status).as(errors.toString()).isZero();
        assertThat(losses("out/runs/small_cnn/weighted/run01")).isNotEqualTo(losses("out/runs/small_cnn/human/run01"));
        run("experiment run DIR/short.yaml --quiet --out DIR/short");
        assertThat(status).isEqualTo(1);
        assertThat(folder.resolve("out/experiment.json"))
                .content()
                .contains(FileHash.sha256(folder.resolve("others.csv")));
        Files.writeString(folder.resolve("others.csv"), rows.replace("face1.png,1\n", "face1.png,8\n"));
        run("experiment run DIR/plan.yaml --quiet --out DIR/out");
        assertThat(status).isEqualTo(1);
        assertThat(errors.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("few.csv: has no weight of /face1.png, which has a map"),
                        line -> assertThat(line).contains("--map-weights weighs the maps of --heatmaps"),
                        line -> assertThat(line).contains("few.csv: has no weight of /face1.png, which has a map"),
                        line -> assertThat(line).contains("others.csv: has changed since the experiment in"));
    }

    private List<Double> losses(String run) throws IOException {
        return RunFolder.of(folder.resolve(run)).log().iterations();
    }
}
