package org.cyborgml.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.cyborgml.app.cli.Program.Ended;
import org.cyborgml.data.ToyFaces;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.SmallCnn;
import org.cyborgml.models.checkpoint.Safetensors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** A fault of one image is its row, and the others go on; a command ends with one sentence that gives the way out. */
class OneSentenceTest {

    private static final String NETWORK = "--arch small_cnn --size 32 ";

    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        ToyFaces.write(folder, 6);
        Safetensors.write(
                folder.resolve("weights.safetensors"),
                NetworkWeights.of(SmallCnn.builder()
                        .inputSide(ToyFaces.SIDE)
                        .seed(3)
                        .build()
                        .init()));
    }

    private int run(String line) {
        CommandLine command = Main.commandLine();
        command.setErr(new PrintWriter(errors, true));
        return command.execute(words(line).toArray(String[]::new));
    }

    private List<String> words(String line) {
        List<String> words = new ArrayList<>();
        for (String word : Splitter.on(' ').omitEmptyStrings().split(line)) {
            words.add(word.replace("DIR", folder.toString()));
        }
        return words;
    }

    private void requireSentence(int status, int expected, String... parts) {
        String said = errors.toString();
        assertThat(status).as(said).isEqualTo(expected);
        assertThat(said.lines()).hasSize(1);
        assertThat(said)
                .startsWith("cyborg ")
                .contains(parts)
                .doesNotContain("Exception", "java.", "org.cyborgml", "\tat ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--arch x | option '--arch': no architecture is named \"x\"; there are resnet50",
                "--arch small_cnn --classes a | option '--classes': there must be 2 to 1000 classes",
                "--arch small_cnn --distance zz | option '--distance': no distance is named \"zz\"; there are l2, mse",
                "--arch small_cnn --augment zz=1 | option '--augment'",
                "--arch small_cnn --epochs many | option '--epochs': 'many' is not an int",
                "--arch small_cnn --schedule zz | option '--schedule': expected one of [STEP",
                "--arch small_cnn --precision half | option '--precision': expected one of"
            })
    void aValueThatCannotBeRead(String options, String sentence) {
        requireSentence(
                run("train --csv DIR/split.csv --images DIR/images --alpha 1 --out DIR/o " + options), 2, sentence);
    }

    private static Stream<Arguments> wrongPlaces() {
        return Stream.of(
                Arguments.of(
                        "score " + NETWORK + "--weights DIR/weights.safetensors --images DIR/images --out DIR/maps",
                        "is a folder"),
                Arguments.of(
                        "score " + NETWORK
                                + "--weights DIR/weights.safetensors --images DIR/images --out DIR/split.csv/x",
                        "is a file"),
                Arguments.of(
                        "cam " + NETWORK + "--weights DIR/weights.safetensors --images DIR/images --out DIR/split.csv",
                        "is a file"),
                Arguments.of(
                        "train " + NETWORK + "--csv DIR/split.csv --images DIR/images --alpha 1 --out DIR/split.csv",
                        "is a file"),
                Arguments.of(
                        "train " + NETWORK + "--csv DIR/split.csv --images DIR/images --alpha 1 --out DIR/split.csv/x",
                        "is a file"),
                Arguments.of("experiment run small --data DIR --out DIR/split.csv", "is a file"),
                Arguments.of("convert DIR/weights.safetensors DIR/split.csv/x.zip", "is a file"),
                Arguments.of("saliency control mean DIR/maps --csv DIR/split.csv --out DIR/split.csv", "is a file"),
                Arguments.of("saliency build DIR/none.json --out DIR/split.csv", "is a file"),
                Arguments.of("report DIR/none --out DIR/split.csv", "is a file"),
                Arguments.of("demo --seeds 2 --out DIR/split.csv", "is a file"),
                Arguments.of("decoy run --set fashion --data DIR --out DIR/split.csv", "is a file"));
    }

    @ParameterizedTest
    @MethodSource("wrongPlaces")
    void anOutputThatCannotBeIsRefusedBeforeTheWork(String line, String reason) {
        requireSentence(run(line + " --quiet".repeat(line.startsWith("convert") ? 0 : 1)), 1, reason);
    }

    @Test
    void brokenImagesAreListedBeforeTheFirstStep() throws IOException {
        for (String image : List.of("face3", "face7")) {
            Path file = folder.resolve("images/" + image + ".png");
            Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 900));
        }
        int status = run("train --quiet " + NETWORK
                + "--csv DIR/split.csv --images DIR/images --heatmaps DIR/maps --epochs 1 --out DIR/o");
        requireSentence(status, 1, "face3.png", "face7.png", "truncated");
        assertThat(folder.resolve("o/Logs")).doesNotExist();
    }

    @Test
    void aTrainingWithoutItsStateIsNotBegunAgain() throws IOException {
        String train = "train --quiet " + NETWORK
                + "--csv DIR/split.csv --images DIR/images --heatmaps DIR/maps --epochs 1 --out DIR/run";
        assertThat(run(train)).isZero();
        Path logs = folder.resolve("run/Logs");
        Files.delete(logs.resolve("current_model.zip"));
        byte[] model = Files.readAllBytes(logs.resolve("final_model.safetensors"));
        byte[] parameters = Files.readAllBytes(logs.resolve("params.json"));
        requireSentence(
                run(train + " --lr 0.3 --resume"), 1, "begun with other settings: learning_rate was 0.005, now is 0.3");
        assertThat(logs.resolve("final_model.safetensors")).hasBinaryContent(model);
        assertThat(logs.resolve("params.json")).hasBinaryContent(parameters);
        assertThat(run(train + " --resume")).as(errors.toString()).isZero();
        assertThat(logs.resolve("final_model.safetensors")).hasBinaryContent(model);
        assertThat(run(train.replace("--epochs 1", "--epochs 2") + " --resume")).isEqualTo(1);
        assertThat(errors.toString()).contains("cannot be extended to 2 epochs");
        assertThat(logs.resolve("final_model.safetensors")).hasBinaryContent(model);
    }

    @Test
    void moreEpochsExtendATraining() throws IOException {
        String train = "train --quiet " + NETWORK
                + "--csv DIR/split.csv --images DIR/images --heatmaps DIR/maps --batch 4 --out DIR/";
        assertThat(run(train + "whole --epochs 3")).isZero();
        assertThat(run(train + "parts --epochs 1")).isZero();
        assertThat(run(train + "parts --epochs 3 --resume"))
                .as(errors.toString())
                .isZero();
        for (String file : List.of("final_model.safetensors", "model_log.json", "params.json")) {
            assertThat(folder.resolve("parts/Logs/" + file))
                    .hasSameBinaryContentAs(folder.resolve("whole/Logs/" + file));
        }
    }

    @Test
    void aNameThatIsNoneIsARow() throws IOException {
        Files.writeString(folder.resolve("long.csv"), "test,Real,face1.png\ntest,Real," + "x".repeat(300) + ".png\n");
        int status = run("score --quiet " + NETWORK
                + "--weights DIR/weights.safetensors --images DIR/images --csv DIR/long.csv --out DIR/s.csv");
        assertThat(status).isEqualTo(1);
        assertThat(Files.readAllLines(folder.resolve("s.csv"))).hasSize(1);
        assertThat(Files.readString(folder.resolve("s.csv.errors.txt"))).contains("x".repeat(300));
        assertThat(errors.toString().lines()).hasSize(1);
    }

    /** No LANG, as in Docker, cron and Slurm. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aNameOutsideTheLocaleIsARow() throws Exception {
        Path images = folder.resolve("named");
        Files.createDirectories(images);
        Files.copy(folder.resolve("images/face0.png"), images.resolve("plain.png"));
        // Java writes such a name only under a locale that has its letters.
        Program program = new Program(folder).environment(Map.of("LC_ALL", "POSIX"));
        assertThat(program.shell("cp images/face1.png named/$'J\\xc3\\xbcrgen.png'")
                        .status())
                .isZero();
        for (String command : List.of("score --out DIR/s.csv", "cam --out DIR/cams")) {
            Ended ended = program.run(
                    words(command + " --quiet " + NETWORK + "--weights DIR/weights.safetensors --images DIR/named"));
            assertThat(ended.status()).as(ended.errors()).isEqualTo(1);
            assertThat(ended.errors().lines()).hasSize(1);
            assertThat(ended.sentence())
                    .contains("rgen.png")
                    .contains("LC_ALL=C.UTF-8")
                    .doesNotContain("Exception");
        }
        assertThat(Files.readString(folder.resolve("s.csv")))
                .startsWith("plain.png,")
                .hasLineCount(1);
        assertThat(Files.readAllLines(folder.resolve("cams/images.csv"))).hasSize(2);
    }

    @Test
    void anImageThatNeedsTooMuchMemoryIsARow() throws Exception {
        Path images = folder.resolve("sizes");
        Files.createDirectories(images);
        BufferedImage huge = new BufferedImage(9900, 9900, BufferedImage.TYPE_BYTE_GRAY);
        ImageIO.write(huge, "png", images.resolve("b-huge.png").toFile());
        for (String name : List.of("a.png", "c.png", "d.png", "e.png")) {
            Files.copy(folder.resolve("images/face0.png"), images.resolve(name));
        }
        for (String command : List.of("score --out DIR/s.csv", "cam --out DIR/cams")) {
            Ended ended = new Program(folder)
                    .flags("-Xmx72m")
                    .run(words(
                            command + " --quiet " + NETWORK + "--weights DIR/weights.safetensors --images DIR/sizes"));
            assertThat(ended.status()).as(ended.errors()).isEqualTo(1);
            assertThat(ended.errors().lines()).hasSize(1);
            assertThat(ended.sentence())
                    .contains("1 images could not be", "b-huge.png: cannot be read: not enough memory", "-Xmx");
        }
        assertThat(Files.readAllLines(folder.resolve("s.csv"))).hasSize(4);
        assertThat(Files.readAllLines(folder.resolve("cams/images.csv"))).hasSize(5);
    }

    /** The longest name that a file can have, and an overlay whose name is longer by its ending. */
    @Test
    void theLongestNamesAreScoredAndExplained() throws IOException {
        Path images = folder.resolve("long");
        Files.createDirectories(images);
        BufferedImage image = Objects.requireNonNull(
                ImageIO.read(folder.resolve("images/face0.png").toFile()));
        for (String letter : List.of("x", "y")) {
            ImageIO.write(
                    image, "jpg", images.resolve(letter.repeat(251) + ".jpg").toFile());
        }
        String rest = " --quiet " + NETWORK + "--weights DIR/weights.safetensors --images DIR/long";
        assertThat(run("score --out DIR/s.csv" + rest)).as(errors.toString()).isZero();
        assertThat(run("cam --out DIR/cams" + rest)).as(errors.toString()).isZero();
        try (Stream<Path> overlays = Files.list(folder.resolve("cams/overlays"))) {
            assertThat(overlays).hasSize(2);
        }
    }

    private static Stream<Arguments> cacheFolders() {
        return Stream.of(Arguments.of("doctor", "problem: "), Arguments.of("score", "cyborg score: "));
    }

    /** The native libraries can be unpacked nowhere. */
    @ParameterizedTest
    @MethodSource("cacheFolders")
    void aCacheThatCannotBeIsNamed(String command, String begin) throws Exception {
        Path file = folder.resolve("split.csv");
        Path said = folder.resolve("said.txt");
        List<String> words = command.equals("doctor")
                ? List.of("doctor")
                : words("score --quiet " + NETWORK
                        + "--weights DIR/weights.safetensors --images DIR/images --out DIR/s.csv");
        Program program = new Program(folder)
                .flags("-D" + NativeFailure.CACHE + "=" + file.resolve("cache"))
                .flags("-Duser.home=" + file, "-Djava.io.tmpdir=" + file);
        Ended ended = program.shell(program.line(words) + " > " + said + " 2>&1");
        assertThat(ended.status()).isEqualTo(1);
        String text = Files.readString(said, StandardCharsets.UTF_8);
        assertThat(text)
                .contains(begin + "the native libraries cannot be loaded: JavaCPP can unpack them nowhere: "
                        + file.resolve("cache"))
                .contains("-D" + NativeFailure.CACHE + "=FOLDER")
                .doesNotContain("AVX2", "Exception", "\tat ");
    }

    private static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(
                        new FileSystemException("a/b", null, "No space left on device"),
                        "a/b: no space left on the disk"),
                Arguments.of(new IOException("No space left on device"), "no space left on the disk"),
                Arguments.of(new AccessDeniedException("a/b"), "a/b: permission denied"),
                Arguments.of(new NoSuchFileException("a/b"), "a/b: there is no such file"),
                Arguments.of(
                        new UncheckedIOException(new FileSystemLoopException("a/b")),
                        "a/b: it is a link that leads back to a folder above it"),
                Arguments.of(
                        new InvalidPathException("a\0b", "Nul character not allowed"),
                        "\"a\\0b\": the name contains a NUL"),
                Arguments.of(new OutOfMemoryError("Java heap space"), "not enough memory, the heap is"),
                Arguments.of(
                        new OutOfMemoryError(
                                "Physical memory usage is too high: physicalBytes (2G) > maxPhysicalBytes (1G)"),
                        "-Dorg.bytedeco.javacpp.maxphysicalbytes"),
                Arguments.of(new NullPointerException("x is null"), "a fault of this program, null pointer: x is null"),
                Arguments.of(new IllegalStateException("two threads run"), "two threads run"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void everyErrorHasASentence(Throwable failure, String sentence) {
        assertThat(ErrorSentence.of(failure)).contains(sentence).doesNotContain("Exception", "java.", "\n");
    }
}
