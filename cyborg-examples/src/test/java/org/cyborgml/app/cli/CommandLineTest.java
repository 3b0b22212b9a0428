package org.cyborgml.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cyborgml.data.ToyFaces;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.SmallCnn;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.models.checkpoint.Safetensors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The commands as a user runs them, on a data set made by rule. */
class CommandLineTest {

    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        ToyFaces.write(folder, 8);
    }

    private int run(String line) {
        return TypedCommand.run(line, folder, errors);
    }

    private static final String TRAIN =
            "train --quiet --arch small_cnn --size 32 --csv DIR/split.csv --images DIR/images --heatmaps DIR/maps"
                    + " --batch 4 --lr 0.05";

    @Test
    void trainingWritesTheAuthorsFilesAndTheirScoresTellTheClasses() throws IOException {
        assertThat(run(TRAIN + " --epochs 6 --out DIR/run"))
                .as(errors.toString())
                .isZero();
        JsonNode log = new ObjectMapper()
                .readTree(folder.resolve("run/Logs/model_log.json").toFile());
        assertThat(log.get("iterations")).hasSize(24);
        assertThat(log.get("cross_entropy")).hasSize(24);
        assertThat(log.get("saliency")).hasSize(24);
        for (String perEpoch : List.of("epoch", "train_acc", "validation", "val_acc", "validation_saliency")) {
            assertThat(log.get(perEpoch)).as(perEpoch).hasSize(6);
        }
        for (int i = 0; i < 24; i++) {
            assertThat(log.get("iterations").get(i).asDouble())
                    .isCloseTo(
                            (log.get("cross_entropy").get(i).asDouble()
                                            + log.get("saliency").get(i).asDouble())
                                    / 2,
                            org.assertj.core.api.Assertions.within(1e-9));
        }
        JsonNode parameters = new ObjectMapper()
                .readTree(folder.resolve("run/Logs/params.json").toFile());
        assertThat(parameters.get("settings").get("alpha").asDouble()).isEqualTo(0.5);
        Checkpoint weights = Checkpoint.read(folder.resolve("run/Logs/final_model.safetensors"));
        assertThat(weights.metadata())
                .containsEntry("architecture", "small_cnn")
                .containsEntry("size", "32");
        assertThat(weights.tensors()).containsKeys("conv1.weight", "bn1.running_var", "fc.weight", "fc.bias");

        assertThat(run(
                        "score --quiet --arch small_cnn --weights DIR/run/Logs/final_model.safetensors --images DIR/images"
                                + " --csv DIR/split.csv --split train --logits --out DIR/scores/train.csv"))
                .as(errors.toString())
                .isZero();
        List<String> rows = Files.readAllLines(folder.resolve("scores/train.csv"));
        assertThat(rows).hasSize(16);
        int right = 0;
        for (int i = 0; i < rows.size(); i++) {
            List<String> row = Splitter.on(',').splitToList(rows.get(i));
            assertThat(row).hasSize(4);
            assertThat(row.get(0)).isEqualTo("/face" + i + ".png");
            double logit = Double.parseDouble(row.get(3));
            assertThat(Double.parseDouble(row.get(1)))
                    .isCloseTo(1 / (1 + Math.exp(-logit)), org.assertj.core.api.Assertions.within(1e-5));
            right += (logit > Double.parseDouble(row.get(2))) == (i % 2 == 1) ? 1 : 0;
        }
        assertThat(right).isGreaterThanOrEqualTo(14);
    }

    @Test
    void whatWasTrainedIsNotOverwrittenUnasked() {
        assertThat(run(TRAIN + " --alpha 1 --epochs 1 --out DIR/run")).isZero();
        assertThat(run(TRAIN + " --alpha 1 --epochs 1 --out DIR/run")).isEqualTo(1);
        assertThat(errors.toString()).contains("holds a training already");
        assertThat(run(TRAIN + " --alpha 1 --epochs 1 --momentum 0.5 --resume --out DIR/run"))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("begun with other settings: momentum was 0.9, now is 0.5");
    }

    /** Self-Attention needs no maps: its masks say the class, and the distance of its map is L1. */
    @Test
    void selfAttentionTrainsAsItsAuthorsDid() throws IOException {
        assertThat(run(
                        "train --quiet --arch self_attention --size 64 --csv DIR/split.csv --images DIR/images --epochs 1"
                                + " --batch 8 --out DIR/run"))
                .as(errors.toString())
                .isZero();
        JsonNode settings = new ObjectMapper()
                .readTree(folder.resolve("run/Logs/params.json").toFile())
                .get("settings");
        assertThat(settings.get("optimizer").asText()).isEqualTo("ADAM");
        assertThat(settings.get("distance").asText()).isEqualTo("L1");
        assertThat(settings.get("map_target").asText()).isEqualTo("CLASS_MASKS");
        assertThat(settings.get("learning_rate").asDouble()).isEqualTo(1e-4);
        JsonNode log = new ObjectMapper()
                .readTree(folder.resolve("run/Logs/model_log.json").toFile());
        // A sigmoid near 0.5, half of the masks 0 and half 1: as far from the ones as from the others.
        assertThat(log.get("saliency").get(0).asDouble()).isCloseTo(0.5, org.assertj.core.api.Assertions.within(0.1));
        assertThat(log.get("validation_saliency")).hasSize(1);
    }

    /** The kind of attention is kept in the weights, so that later commands need no option for it. */
    @Test
    void selfAttentionMayHaveTemplates() throws IOException {
        String train =
                "train --quiet --arch self_attention --size 64 --csv DIR/split.csv --images DIR/images --epochs 1"
                        + " --batch 8 --out DIR/run";
        assertThat(run(train + " --attention templates")).as(errors.toString()).isZero();
        JsonNode parameters = new ObjectMapper()
                .readTree(folder.resolve("run/Logs/params.json").toFile());
        assertThat(parameters.get("attention").asText()).isEqualTo("templates");
        String weights = "DIR/run/Logs/final_model.safetensors";
        assertThat(NetworkWeights.read(Path.of(weights.replace("DIR", folder.toString())))
                        .tensors())
                .containsKey("map.l.weight");
        String score =
                "score --quiet --arch self_attention --images DIR/images --out DIR/scores.csv --weights " + weights;
        assertThat(run(score + " --attention direct_regression")).isEqualTo(1);
        assertThat(errors.toString().strip())
                .endsWith("the weights are those of attention templates, not of direct_regression");
        assertThat(run(score)).as(errors.toString()).isZero();
        assertThat(run("convert --quiet " + weights + " DIR/network.zip"))
                .as(errors.toString())
                .isZero();
        assertThat(run(train + " --resume")).isEqualTo(1);
        assertThat(errors.toString()).contains("begun with other settings: attention was \"templates\", now is ");
    }

    @Test
    void cnnDetectionTrainsAsItsAuthorsDidAndWithMapsAsInThePaper() throws IOException {
        String train = "train --quiet --arch cnndetection --size 32 --csv DIR/split.csv --images DIR/images --epochs 1";
        assertThat(run(train + " --out DIR/plain")).as(errors.toString()).isZero();
        assertThat(run(train + " --heatmaps DIR/maps --batch 8 --augment none --out DIR/cyborg"))
                .as(errors.toString())
                .isZero();
        JsonNode plain = new ObjectMapper()
                .readTree(folder.resolve("plain/Logs/params.json").toFile())
                .get("settings");
        assertThat(plain.get("alpha").asDouble()).isEqualTo(1);
        assertThat(plain.get("optimizer").asText()).isEqualTo("ADAM");
        assertThat(plain.get("schedule").asText()).isEqualTo("PLATEAU");
        assertThat(plain.get("augmentation").asText()).isEqualTo("cnndetection=0.5");
        assertThat(plain.get("batch").asInt()).isEqualTo(64);
        JsonNode cyborg = new ObjectMapper()
                .readTree(folder.resolve("cyborg/Logs/params.json").toFile())
                .get("settings");
        assertThat(cyborg.get("alpha").asDouble()).isEqualTo(0.5);
        assertThat(cyborg.get("augmentation").asText()).isEqualTo("none");
    }

    @Test
    void severalRunsCountTheirSeeds() throws IOException {
        assertThat(run(TRAIN + " --epochs 1 --seed 3 --runs 2 --out DIR/runs"))
                .as(errors.toString())
                .isZero();
        for (int run = 1; run <= 2; run++) {
            JsonNode parameters = new ObjectMapper()
                    .readTree(folder.resolve("runs/run" + run + "/Logs/params.json")
                            .toFile());
            assertThat(parameters.get("settings").get("seed").asInt()).isEqualTo(2 + run);
        }
    }

    @Test
    void aBrokenImageIsReportedAndTheOthersScored() throws IOException {
        assertThat(run(TRAIN + " --alpha 1 --epochs 1 --out DIR/run")).isZero();
        Files.writeString(folder.resolve("images/face7.png"), "broken");
        String score = "score --quiet --arch small_cnn --weights DIR/run/Logs/final_model.safetensors"
                + " --images DIR/images --out DIR/scores.csv";
        assertThat(run(score)).isEqualTo(1);
        assertThat(errors.toString().lines()).hasSize(1).first().asString().contains("1 images could not be scored");
        assertThat(Files.readAllLines(folder.resolve("scores.csv"))).hasSize(23);
        assertThat(Files.readAllLines(folder.resolve("scores.csv.errors.txt")))
                .singleElement()
                .asString()
                .contains("face7.png");
        ToyFaces.write(folder, 8);
        assertThat(run(score)).isZero();
        assertThat(Files.readAllLines(folder.resolve("scores.csv"))).hasSize(24);
        assertThat(folder.resolve("scores.csv.errors.txt")).doesNotExist();
    }

    @Test
    void controlMapsStandForTheTrueOnesInTraining() throws IOException {
        for (String kind : List.of("mean", "shuffled", "moved", "noise", "uniform")) {
            assertThat(run("saliency control --quiet " + kind + " DIR/maps --csv DIR/split.csv --out DIR/" + kind))
                    .as(errors.toString())
                    .isZero();
            try (var files = Files.list(folder.resolve(kind))) {
                assertThat(files).hasSize(16);
            }
        }
        assertThat(run(TRAIN.replace("DIR/maps", "DIR/moved") + " --epochs 1 --out DIR/run"))
                .as(errors.toString())
                .isZero();
        assertThat(run("saliency control --quiet mean DIR/maps --csv DIR/split.csv --out DIR/moved"))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("moved: must be a new or an empty folder");
    }

    @Test
    void annotationsBecomeMapsAndASummary() throws IOException {
        Files.writeString(
                folder.resolve("marks.csv"),
                """
                image,width,height,annotator,decision,truth,type,option,data
                face0.png,32,32,A,Real,Real,box,,4 4 10 10
                face0.png,32,32,B,Synthetic,Real,box,,20 20 4 4
                face1.png,32,32,A,Real,Synthetic,box,,4 4 10 10
                """);
        assertThat(run("saliency build --quiet DIR/marks.csv --out DIR/built")).isEqualTo(1);
        assertThat(errors.toString().lines())
                .singleElement()
                .asString()
                .contains("1 problems, the first: ", "face1.png");
        assertThat(Files.readString(folder.resolve("built/problems.txt"))).contains("0 of 1 annotators admitted");
        assertThat(Files.readString(folder.resolve("built/summary.html"))).contains("face0.png (A)", "face1.png");
        assertThat(folder.resolve("built/maps/face0.png")).exists();
        assertThat(run("saliency build --quiet DIR/marks.csv --judgements all --sigma 1 --out DIR/built"))
                .isZero();
        assertThat(folder.resolve("built/problems.txt")).doesNotExist();
        assertThat(Files.readString(folder.resolve("built/summary.html"))).contains("face0.png (A, B)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train --arch resnet51 --csv DIR/split.csv --images DIR/images --out DIR/x | 2 | resnet51",
                "train --csv DIR/split.csv --images DIR/images --out DIR/x | 2 | --arch",
                "train --arch small_cnn --csv DIR/split.csv --images DIR/images --out DIR/x | 1 | needs saliency maps",
                "train --arch small_cnn --csv DIR/none.csv --images DIR/images --alpha 1 --out DIR/x | 1 | none.csv: there is no such file",
                "train --arch small_cnn --csv DIR/split.csv --images DIR/none --alpha 1 --out DIR/x | 1 | none is not a folder",
                "train --arch small_cnn --csv DIR/split.csv --images DIR/images --alpha 2 --out DIR/x | 1 | alpha must be in [0,1], found 2.0",
                "train --arch small_cnn --csv DIR/split.csv --images DIR/maps --alpha 1 --epochs 0 --out DIR/x | 1 | epochs must be at least 1",
                "train --arch small_cnn --csv DIR/split.csv --images DIR/images --alpha 1 --dropout 0.5 --out DIR/x | 1 | small_cnn has no dropout",
                "train --arch small_cnn --csv DIR/split.csv --images DIR/images --alpha 1 --attention templates --out DIR/x | 1 | attention templates: small_cnn has no attention map, only self_attention has",
                "train --arch self_attention --csv DIR/split.csv --images DIR/images --attention none --out DIR/x | 2 | none",
                "train --arch small_cnn --csv DIR/split.csv --images DIR/images --alpha 1 --precision tf32 --out DIR/x | 1 | tf32 needs the CUDA kernels",
                "score --arch small_cnn --weights DIR/none.pth --images DIR/images --precision tf32 --out DIR/x | 1 | tf32 needs the CUDA kernels",
                "bench --arch small_cnn --precision tf32 | 1 | tf32 needs the CUDA kernels",
                "summary --arch resnet50 --attention direct_regression | 1 | resnet50 has no attention map",
                "train --arch inception_v3 --csv DIR/split.csv --images DIR/images --alpha 1 --dropout 2 --out DIR/x | 1 | found 2.0",
                "saliency | 2 | build or formats or control",
                "saliency control shuffled DIR/maps --csv DIR/split.csv --out DIR/x --within kind | 1 | must be \"class\", or a file",
                "saliency control mean DIR/maps --csv DIR/split.csv --out DIR/x --within class | 1 | only shuffled ones have",
                "saliency control box DIR/maps --csv DIR/split.csv --out DIR/x | 1 | there are no boxes",
                "saliency control flat DIR/maps --csv DIR/split.csv --out DIR/x | 2 | flat",
                "saliency control mean DIR/images/none --csv DIR/split.csv --out DIR/x | 1 | none: there is no such file",
                "score --arch small_cnn --weights DIR/split.csv --images DIR/images --out DIR/s.csv | 1 | split.csv",
                "experiment run paper --out DIR/x | 1 | plan paper needs --data",
                "experiment run DIR/none.yaml --out DIR/x | 1 | none.yaml: there is no such file",
                "experiment run DIR/split.csv --out DIR/x | 1 | split.csv: is no plan: must have the keys",
                "experiment check paper --data DIR | 1 | the plan has",
                "experiment evaluate DIR/x | 1 | experiment.json: there is no such file",
                "experiment plans --show pepper | 1 | there is no plan \"pepper\"",
                "score --arch small_cnn --weights DIR/none.pth --images DIR/images --out DIR/s.csv | 1 | none.pth",
            })
    void mistakesAreOneLine(String line, int exitCode, String message) {
        assertThat(run(line)).isEqualTo(exitCode);
        assertThat(errors.toString().lines()).singleElement().asString().contains(message);
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    void anExperimentRunsByItsPlanAndIsEvaluatedAnew() throws IOException {
        Files.writeString(
                folder.resolve("plan.yaml"),
                """
                name: toy
                data: {csv: split.csv, images: images, maps: {human: maps}}
                training: {epochs: 1, batch: 4}
                backbones: [{arch: small_cnn, size: 32}]
                scenarios: [{id: cyborg, maps: human}]
                test_sets: []
                runs: 1
                """);
        assertThat(run("experiment check DIR/plan.yaml --decode --out DIR/out")).isZero();
        assertThat(folder.resolve("out")).doesNotExist();
        String experiment = "experiment run DIR/plan.yaml --quiet --out DIR/out";
        assertThat(run(experiment)).as(errors.toString()).isZero();
        assertThat(folder.resolve("out/runs/small_cnn/cyborg/run01/result.json"))
                .exists();
        assertThat(run("experiment evaluate DIR/out")).isZero();
        assertThat(run("experiment plans")).isZero();
        assertThat(run("experiment plans --show paper")).isZero();
        assertThat(errors.toString()).isEmpty();
        assertThat(run("experiment run DIR/plan.yaml --quiet --data DIR/maps --out DIR/other"))
                .isEqualTo(1);
        assertThat(errors.toString().lines()).singleElement().asString().contains("the plan has", "problems");
        errors.getBuffer().setLength(0);
        assertThat(run(experiment + " --precision double")).isEqualTo(1);
        assertThat(errors.toString())
                .contains("another plan: backbones/small_cnn/training/precision was \"FP32\", now is \"DOUBLE\"");
        errors.getBuffer().setLength(0);
        assertThat(run("experiment run DIR/plan.yaml --quiet --precision double --out DIR/double"))
                .as(errors.toString())
                .isZero();
        assertThat(Files.readString(folder.resolve("double/runs/small_cnn/cyborg/run01/Logs/params.json")))
                .contains("\"precision\" : \"DOUBLE\"");
        assertThat(run("experiment check DIR/plan.yaml --precision tf32")).isEqualTo(1);
    }

    @Test
    void everyCommandHasHelp() {
        Main.commandLine().getSubcommands().forEach((name, command) -> {
            assertThat(run(name + " --help")).isZero();
            command.getSubcommands().keySet().forEach(one -> assertThat(run(name + " " + one + " --help"))
                    .isZero());
        });
        assertThat(run("doctor")).isZero();
        assertThat(run("summary --arch small_cnn")).isZero();
    }

    private static List<CommandLine> all(CommandLine command) {
        List<CommandLine> all = new ArrayList<>(List.of(command));
        command.getSubcommands().values().forEach(one -> all.addAll(all(one)));
        return all;
    }

    @Test
    void everyDefaultInAHelpTextHasAValue() {
        assertThat(all(Main.commandLine())).hasSizeGreaterThan(15).allSatisfy(command -> assertThat(
                        command.setUsageHelpWidth(1000)
                                .getUsageMessage(CommandLine.Help.Ansi.OFF)
                                .lines())
                .noneMatch(line -> line.stripTrailing().endsWith("Default:")));
    }

    /** In a process of its own the first batch was once computed in another way than those behind it. */
    @Test
    void copiesOfAnImageHaveTheSameScoreInEveryBatch() throws IOException, InterruptedException {
        ToyFaces.write(folder.resolve("many"), 6);
        Path copies = Files.createDirectories(folder.resolve("copies"));
        List<Path> images;
        try (Stream<Path> all = Files.list(folder.resolve("many/images"))) {
            images = all.sorted().limit(16).toList();
        }
        assertThat(images).hasSize(16);
        for (String copy : List.of("a", "b", "c")) {
            for (Path image : images) {
                Files.copy(image, copies.resolve(copy + image.getFileName()));
            }
        }
        Safetensors.write(
                folder.resolve("fresh.safetensors"),
                NetworkWeights.of(SmallCnn.builder().inputSide(64).build().init()));
        Process score = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "score",
                        "--arch",
                        "small_cnn",
                        "--size",
                        "64",
                        "--batch",
                        "16",
                        "--logits",
                        "--weights",
                        folder.resolve("fresh.safetensors").toString(),
                        "--images",
                        copies.toString(),
                        "--out",
                        folder.resolve("copies.csv").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        assertThat(score.waitFor()).as(Files.readString(folder.resolve("log"))).isZero();
        List<String> rows = Files.readAllLines(folder.resolve("copies.csv"));
        assertThat(rows).hasSize(48);
        for (int i = 0; i < 16; i++) {
            String of = rows.get(i).substring(1);
            assertThat(rows.get(16 + i)).isEqualTo("b" + of);
            assertThat(rows.get(32 + i)).isEqualTo("c" + of);
        }
        assertThat(rows.subList(0, 16).stream().map(row -> row.substring(row.indexOf(','))))
                .doesNotHaveDuplicates();
    }
}
