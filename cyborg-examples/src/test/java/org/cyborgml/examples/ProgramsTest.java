package org.cyborgml.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.cyborgml.app.experiment.Experiment;
import org.cyborgml.app.experiment.Plans;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.ResNet50;
import org.cyborgml.models.checkpoint.Safetensors;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the example programs and looks at what they print and write. */
class ProgramsTest {

    private static final Path PROGRAMS = Path.of("src/main/java/org/cyborgml/examples");

    private interface Program {
        void run(String[] arguments) throws Exception;
    }

    /** Runs a program and catches what it prints. */
    private static String printed(Program program, Object... arguments) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream caught = new ByteArrayOutputStream();
        System.setOut(new PrintStream(caught, true, StandardCharsets.UTF_8));
        try {
            program.run(Stream.of(arguments).map(String::valueOf).toArray(String[]::new));
        } finally {
            System.setOut(before);
        }
        return caught.toString(StandardCharsets.UTF_8);
    }

    private static List<Double> numbers(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .map(found -> Double.valueOf(found.replaceAll("[^0-9.]*([0-9.]+)$", "$1")))
                .toList();
    }

    @Test
    void ownNetworkLearnsTheClassAndWhereToLook() throws Exception {
        String out = printed(OwnNetwork::main);
        List<Double> crossEntropy = numbers(out, "cross-entropy [0-9.]+");
        List<Double> distance = numbers(out, "saliency distance [0-9.]+");
        assertThat(crossEntropy).hasSize(5);
        assertThat(crossEntropy.get(4)).isLessThan(crossEntropy.get(0) / 2);
        assertThat(distance.get(4)).isLessThan(distance.get(0));
        assertThat(out).contains("CAMs");
    }

    @Test
    void graftedNetworkComesCloserToTheMaps(@TempDir Path folder) throws Exception {
        Path zip = folder.resolve("network.zip");
        String out = printed(GraftOnTrained::main, zip);
        List<Double> distance = numbers(out, "saliency distance [0-9.]+");
        assertThat(distance).hasSize(20);
        assertThat(distance.get(19)).isLessThan(distance.get(0));
        ComputationGraph read = ModelSerializer.restoreComputationGraph(zip.toFile());
        assertThat(read.output(ToyImages.batch(2, 7, 1).getFeatures(0))).hasSize(2);
    }

    @Test
    void detectorsAreCompared(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("scores.csv"),
                """
                1,0.9,0.4
                1,0.8,0.6
                1,0.7,0.1
                0,0.3,0.5
                0,0.2,0.2
                0,0.75,0.3
                """);
        String out = printed(CompareDetectors::main, file);
        // Pairs in order: 8 of 9 for the first detector, 5 of 9 for the second.
        assertThat(numbers(out, "AUC [0-9.]+").get(0)).isCloseTo(8 / 9.0, within(1e-3));
        assertThat(numbers(out, "AUC [0-9.]+").get(1)).isCloseTo(5 / 9.0, within(1e-3));
        assertThat(out).contains("difference 0.333").contains("p = ");
    }

    @Test
    void weightsOfImageNetLoadWithAFreshClassifier(@TempDir Path folder) throws Exception {
        Path weights = folder.resolve("imagenet.safetensors");
        Path written = folder.resolve("two.safetensors");
        ComputationGraph imageNet = ResNet50.builder().numClasses(1000).build().init();
        Safetensors.write(weights, NetworkWeights.of(imageNet));
        String out = printed(PyTorchCheckpoint::main, weights, written);
        assertThat(out).contains("The classifier is new");
        var first = Safetensors.read(weights).tensor("conv1.weight");
        var same = Safetensors.read(written).tensor("conv1.weight");
        assertThat(same.floats()).isEqualTo(first.floats());
        assertThat(Safetensors.read(written).tensor("fc.weight").shape()).containsExactly(2, 2048);
    }

    @Test
    void annotationsBecomeMaps(@TempDir Path folder) throws Exception {
        Path annotations = Files.writeString(
                folder.resolve("annotations.csv"),
                """
                image,width,height,annotator,decision,truth,type,option,data
                faces/1.png,112,112,anna,Real,Real,box,,16 16 32 32
                faces/1.png,112,112,ben,Real,Real,box,,0 16 32 32
                faces/1.png,112,112,carl,Synthetic,Real,box,,80 80 32 32
                """);
        String out = printed(MapsFromAnnotations::main, annotations, folder.resolve("maps"), "faces/1.png");
        assertThat(out).startsWith("1 maps in ");
        List<Double> cells = numbers(out, "\\b[01]\\.[0-9]{2}\\b");
        assertThat(cells).hasSize(49);
        assertThat(cells.get(7 * 1 + 1)).as("marked by both").isEqualTo(1.0);
        assertThat(cells.get(48)).as("marked by the one who was wrong").isZero();
    }

    @Test
    void foldersOfThreeClassesAreLearnt(@TempDir Path folder) throws Exception {
        List<Color> colours = List.of(Color.RED, Color.GREEN, Color.BLUE);
        for (int i = 0; i < 48; i++) {
            String file = "class" + i % 3 + "/" + i + ".png";
            square(folder.resolve("images").resolve(file), 4 + i % 5 * 8, colours.get(i % 3));
            square(folder.resolve("maps").resolve(file), 4 + i % 5 * 8, Color.WHITE);
        }
        String out = printed(FolderPerClass::main, folder);
        assertThat(numbers(out, "Accuracy: +[0-9.]+").get(0)).isGreaterThan(0.9);
        assertThat(out).contains("# of classes:    3");
    }

    @Test
    void networkForBrowserLearnsAndIsWritten(@TempDir Path folder) throws Exception {
        String out = printed(NetworkForBrowser::main, folder);
        assertThat(numbers(out, "Accuracy on new pictures: [0-9.]+").get(0)).isGreaterThan(0.9);
        assertThat(out).contains("image [N, 3, H, W] -> probabilities [N, 2], cams [N, 2, h, w]; ");
        assertThat(folder.resolve("network.onnx")).isNotEmptyFile();
        assertThat(folder.resolve("pictures").toFile().list()).hasSize(6);
    }

    private static void square(Path file, int at, Color colour) throws IOException {
        Files.createDirectories(file.getParent());
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(at, at, 24, 24);
        graphics.dispose();
        ImageIO.write(image, "png", file.toFile());
    }

    @Test
    void paperExperimentIsThePlans() throws IOException {
        Experiment program = PaperExperiment.experiment();
        assertThat(program.scenarios())
                .usingRecursiveComparison()
                .ignoringFields("title", "csv", "baseline")
                .isEqualTo(Plans.named("paper").scenarios().stream()
                        .filter(scenario -> scenario.detector() == null)
                        .toList());
        assertThat(program.trials()).hasSize(4 * 10);
        assertThat(program.scenarios().get(1).csv()).isEqualTo("large.csv");
    }

    @Test
    void programsAreShort() throws IOException {
        try (Stream<Path> files = Files.list(PROGRAMS)) {
            for (Path file : files.filter(f -> !f.endsWith("package-info.java")).toList()) {
                long lines = Files.readAllLines(file).stream()
                        .filter(line -> !line.startsWith("import ") && !line.isBlank())
                        .count();
                assertThat(lines).as(file.toString()).isLessThanOrEqualTo(60);
            }
        }
    }
}
