package org.cyborgml.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.cyborgml.data.ToyFaces;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.SmallCnn;
import org.cyborgml.models.checkpoint.Safetensors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Input as people have it, given to the commands: files that do not belong together, masks, folders and csv files. */
class InputFilesTest {

    private static final String TRAIN = "train --arch small_cnn --size 32 --csv DIR/split.csv --images DIR/images"
            + " --batch 12 --epochs 1 --out DIR/run";

    @TempDir
    private Path folder;

    private String errors = "";
    private String said = "";

    @BeforeEach
    void write() throws IOException {
        ToyFaces.write(folder, 6);
    }

    private int run(String line) {
        CommandLine command = Main.commandLine();
        StringWriter err = new StringWriter();
        command.setErr(new PrintWriter(err, true));
        List<String> words = new ArrayList<>();
        for (String word : Splitter.on(' ').split(line)) {
            words.add(word.replace("DIR", folder.toString()));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            return command.execute(words.toArray(String[]::new));
        } finally {
            System.setErr(before);
            errors = err.toString();
            said = out.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void trainingRefusesAllThatIsWrongAtOnceBeforeItBegins() throws IOException {
        for (int i : new int[] {3, 7}) {
            Path image = folder.resolve("images/face" + i + ".png");
            byte[] whole = Files.readAllBytes(image);
            Files.write(image, Arrays.copyOf(whole, whole.length - 30));
        }
        Files.createDirectory(folder.resolve("exported"));
        Files.move(folder.resolve("maps/face0.png"), folder.resolve("exported/task-1.png"));
        Files.writeString(
                folder.resolve("split.csv"),
                Files.readString(folder.resolve("split.csv")) + "test,Real,face2.png\ntrain,Synthetic,face4.png\n");
        assertThat(run(TRAIN + " --heatmaps DIR/exported")).isEqualTo(1);
        assertThat(errors.lines()).hasSize(1);
        assertThat(errors)
                .contains("the data has 4 problems: ")
                .contains("has images that cannot be used: 2, ", "face3.png", "face7.png")
                .contains("none of its 13 images has a map in ", "must be named as its image is", "task-1.png")
                .contains("images have two labels: 1, face4.png is Real and Synthetic")
                .contains("has images that are trained on: 1, face2.png");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void whatMayBeMeantIsAWarning() throws IOException {
        Files.delete(folder.resolve("maps/face3.png"));
        assertThat(run(TRAIN + " --heatmaps DIR/maps")).as(errors).isZero();
        assertThat(said).contains("warning: ", "has images without a map in ", ": 1, /face3.png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"small_cnn", "xception"})
    void noDropoutIsAcceptedByEveryNetwork(String architecture) {
        String train = TRAIN.replace("small_cnn", architecture).replace("--size 32", "--size 64") + " --alpha 1";
        assertThat(run(train + " --dropout 0.5")).isEqualTo(1);
        assertThat(errors).contains("--dropout 0.5: " + architecture + " has no dropout: must be 0, found 0.5");
        // Past the options: the check of the data refuses.
        assertThat(run(train.replace("/images", "/maps/none") + " --dropout 0")).isEqualTo(1);
        assertThat(errors).contains("maps/none is not a folder");
    }

    @Test
    void csvOfASpreadsheetTrains() throws IOException {
        String rows = Files.readString(folder.resolve("split.csv")).replace("\n", "\r\n");
        Files.writeString(folder.resolve("split.csv"), "\ufeffsplit,label,path\r\n" + rows + "\r\n\r\n");
        assertThat(run(TRAIN + " --alpha 1 --dropout 0")).as(errors).isZero();
        assertThat(said).contains("split.csv: its first row is a header, split,label,path");
    }

    private void weights() throws IOException {
        Safetensors.write(
                folder.resolve("fresh.safetensors"),
                NetworkWeights.of(SmallCnn.builder().inputSide(32).build().init()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"score --out DIR/scores.csv", "cam --out DIR/cams"})
    void foldersAreWalkedAlike(String command) throws IOException {
        weights();
        Path images = Files.createDirectories(folder.resolve("mixed"));
        for (String name : List.of(
                "a.png", "a.jpg", ".ipynb_checkpoints/a-checkpoint.png", "__MACOSX/._a.png", "x/._b.png", "x/b.jfif")) {
            Files.createDirectories(images.resolve(name).getParent());
            Files.copy(folder.resolve("images/face0.png"), images.resolve(name));
        }
        ImageIO.write(
                ImageIO.read(images.resolve("a.png").toFile()),
                "bmp",
                images.resolve("c.bmp").toFile());
        Files.writeString(images.resolve("d.gif"), "GIF89a");
        Files.writeString(images.resolve("e.tif"), "II*");
        Files.writeString(images.resolve("notes.txt"), "notes");
        Files.createSymbolicLink(images.resolve("x/loop"), images);
        assertThat(run(command + " --arch small_cnn --size 32 --weights DIR/fresh.safetensors --images DIR/mixed/."))
                .as(errors)
                .isZero();
        assertThat(said).containsOnlyOnce("left out are 1 .gif, 1 .tif, the first: d.gif");
        Path rows = folder.resolve(command.startsWith("score") ? "scores.csv" : "cams/images.csv");
        assertThat(Files.readAllLines(rows).stream().map(row -> row.substring(0, row.indexOf(','))))
                .filteredOn(name -> !name.equals("path"))
                .containsExactly("a.jpg", "a.png", "c.bmp", "x/b.jfif");
        if (command.startsWith("cam")) {
            try (Stream<Path> overlays = Files.walk(folder.resolve("cams/overlays"))) {
                assertThat(overlays.filter(Files::isRegularFile).map(file -> folder.resolve("cams/overlays")
                                .relativize(file)
                                .toString()))
                        .containsExactlyInAnyOrder("a.jpg.png", "a.png", "c.bmp.png", "x/b.jfif.png");
            }
        }
    }

    @Test
    void camsAreComparedWithSomeMap() throws IOException {
        weights();
        Files.createDirectory(folder.resolve("exported"));
        Files.move(folder.resolve("maps/face0.png"), folder.resolve("exported/task-1.png"));
        String cam =
                "cam --arch small_cnn --size 32 --weights DIR/fresh.safetensors --images DIR/images --out DIR/cams";
        assertThat(run(cam + " --heatmaps DIR/exported")).isEqualTo(1);
        assertThat(errors)
                .contains("none of 18 images has a map in ", "must be named as its image is, such as face0.png");
        assertThat(run(cam + " --heatmaps DIR/maps")).as(errors).isZero();
        assertThat(said).contains("18 CAMs, 17 compared with human maps");
    }

    private void mask(String name, int rgb) throws IOException {
        BufferedImage mask = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 100; i++) {
            mask.setRGB(8 + i % 10, 8 + i / 10, rgb);
        }
        Path file = folder.resolve("masks/A/" + name);
        Files.createDirectories(file.getParent());
        ImageIO.write(mask, "png", file.toFile());
    }

    @ParameterizedTest
    @CsvSource({"0x010101,", "0xfa3253,", "0xffffff,", "0x010101,200"})
    void masksMarkWhatIsNotBackground(String rgb, Integer level) throws IOException {
        mask("face0.png", Integer.decode(rgb));
        mask("face1.png", Integer.decode(rgb));
        int status = run("saliency build DIR/masks --judgements all --out DIR/built"
                + (level == null ? "" : " --level " + level));
        if (level == null) {
            assertThat(status).as(errors).isZero();
            assertThat(said).contains("2 maps, 0 of them constant; ");
        } else {
            assertThat(status).isEqualTo(1);
            assertThat(errors).contains("all 2 maps are blank, the first of face0.png: ", "see --level");
        }
        assertThat(Files.readString(folder.resolve("built/summary.html")))
                .contains(level == null ? "what is not background" : "above 200");
    }

    @Test
    void someBlankMapsAreNamed() throws IOException {
        mask("face0.png", 0);
        mask("face1.png", 0x010101);
        assertThat(run("saliency build DIR/masks --judgements all --out DIR/built"))
                .as(errors)
                .isZero();
        assertThat(said).contains("2 maps, 1 of them constant, the first of face0.png; ");
        assertThat(run("saliency build DIR/masks --judgements all --level 300 --out DIR/built"))
                .isEqualTo(1);
        assertThat(errors).contains("level 300: must be from 0 to 254");
    }

    /** From masks in folders to a training: real/0.png and fake/0.png have maps of their own all the way. */
    @Test
    void imagesOfOneNameInTwoFoldersTrainWithTheirOwnMaps() throws IOException {
        StringBuilder csv = new StringBuilder();
        for (int i = 0; i < 18; i++) {
            String path = (i % 2 == 0 ? "real/" : "fake/") + i / 2 + ".png";
            Files.createDirectories(folder.resolve("images").resolve(path).getParent());
            Files.move(
                    folder.resolve("images/face" + i + ".png"),
                    folder.resolve("images").resolve(path));
            mask(path, 0x800000);
            csv.append(i < 12 ? "train," : "test,")
                    .append(i % 2 == 0 ? "Real," : "Synthetic,")
                    .append(path)
                    .append('\n');
        }
        Files.writeString(folder.resolve("split.csv"), csv);
        assertThat(run("saliency build --quiet DIR/masks --judgements all --out DIR/built"))
                .as(errors)
                .isZero();
        assertThat(folder.resolve("built/maps/fake/8.png")).exists();
        assertThat(run("saliency control --quiet shuffled DIR/built/maps --csv DIR/split.csv --out DIR/shuffled"))
                .as(errors)
                .isZero();
        assertThat(folder.resolve("shuffled/real/0.png")).exists();
        assertThat(run(TRAIN + " --heatmaps DIR/shuffled")).as(errors).isZero();
        assertThat(said).contains("12 images to train on (12 with a map), 6 to validate with");
    }
}
