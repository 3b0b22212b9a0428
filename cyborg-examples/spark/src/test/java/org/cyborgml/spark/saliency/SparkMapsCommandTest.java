package org.cyborgml.spark.saliency;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.cyborgml.app.cli.Main;
import org.cyborgml.saliency.annotation.Annotation;
import org.cyborgml.saliency.annotation.AnnotationFiles;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.annotation.Point;
import org.cyborgml.saliency.face.CropTable;
import org.cyborgml.saliency.face.Face;
import org.cyborgml.saliency.face.FaceCrop;
import org.cyborgml.saliency.face.FaceCropper;
import org.cyborgml.saliency.geometry.BoundingBox;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.spark.LocalSpark;
import org.cyborgml.spark.storage.StoragePaths;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkMapsCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();

    @BeforeAll
    static void session() {
        LocalSpark.session();
    }

    @AfterAll
    static void stop() {
        LocalSpark.stop();
    }

    private int run(String line) {
        return StoragePaths.commandLine(new SparkMapsCommand(), new Configuration())
                .setErr(new PrintWriter(errors, true))
                .execute(Splitter.on(' ')
                        .splitToStream(line)
                        .map(word -> word.replace("DIR", folder.toUri().toString()))
                        .toArray(String[]::new));
    }

    /** Images of two annotators; two share their name, one has a broken record, one is not marked at all. */
    private Path annotations() throws IOException {
        StringBuilder csv = new StringBuilder("image,width,height,annotator,decision,truth,type,option,data\n");
        for (int i = 0; i < 40; i++) {
            String image = i == 7 ? "a/image.png" : i == 8 ? "b/image.png" : "image" + i + ".png";
            for (String annotator : new String[] {"A", "B"}) {
                int x = (i + (annotator.equals("A") ? 0 : 3)) % 20;
                String corners = i == 5 ? "nowhere" : x + " 10; " + (x + 10) + " 10; " + (x + 5) + " 20";
                csv.append(image + ",40,32," + annotator + ",,,polygon,even-odd," + corners + "\n");
            }
        }
        csv.append("blank.png,40,32,A,,,,,\n");
        return Files.writeString(folder.resolve("annotations.csv"), csv);
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    /** What the command on one machine writes, with the same options. */
    private void assertAsOnOneMachine(String line, int status) throws IOException {
        String[] words = Splitter.on(' ')
                .splitToStream("saliency build " + line + " --quiet --out DIR/local")
                .map(word -> word.replace("DIR", folder.toString()))
                .toArray(String[]::new);
        assertThat(Main.commandLine(words).setErr(new PrintWriter(errors, true)).execute(words))
                .as(errors.toString())
                .isEqualTo(status);
        assertThat(run(line + " --quiet --out DIR/out")).as(errors.toString()).isEqualTo(status);
        List<String> told = errors.toString().lines().toList();
        assertThat(told).hasSize(2 * status);
        if (status == 1) {
            assertThat(told.get(1))
                    .isEqualTo(told.get(0).replace("cyborg saliency ", "").replace(folder + "/local", folder + "/out"));
        }
        Map<String, byte[]> expected = files(folder.resolve("local"));
        Map<String, byte[]> actual = files(folder.resolve("out"));
        assertThat(actual.keySet()).isEqualTo(expected.keySet()).contains("summary.html");
        actual.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(expected.get(name)));
    }

    @Test
    void allFilesAreThoseOfOneMachine() throws IOException {
        annotations();
        assertAsOnOneMachine("DIR/annotations.csv --sigma 3", 1);
        assertThat(files(folder.resolve("out")).keySet())
                .hasSizeGreaterThan(38)
                .contains("maps/a/image.png", "maps/b/image.png", "problems.txt");
        assertThat(errors.toString()).contains("problems, the first: ", "nowhere", "; all in ");
    }

    private static byte[] mask(int at) throws IOException {
        BufferedImage image = new BufferedImage(40, 32, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(at, 10, 0, 120);
        image.getRaster().setSample(at + 1, 10, 0, 60);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    @Test
    void masksInFoldersAreReadByTasks() throws IOException {
        for (String annotator : new String[] {"A", "B"}) {
            Path masks = Files.createDirectories(folder.resolve("masks").resolve(annotator));
            for (int i = 0; i < 12; i++) {
                byte[] whole = mask(annotator.equals("A") ? i : 30 - i);
                Files.write(masks.resolve("m" + i + ".png"), i == 4 ? Arrays.copyOf(whole, whole.length - 20) : whole);
            }
        }
        assertAsOnOneMachine("DIR/masks --level 100 --sigma 2", 1);
        assertThat(folder.resolve("out/problems.txt")).content().contains("masks/A/m4.png");
    }

    /** Whose marks count depends on all images, and so do names; paths of masks stay as they are. */
    @Test
    void whatDependsOnAllAnnotationsIsTheSame() throws IOException {
        Path masks = Files.createDirectories(folder.resolve("masks"));
        Files.writeString(masks.resolve("broken.png"), "no mask");
        Path whole = Files.write(masks.resolve("whole.png"), mask(5));
        Path file = Files.createDirectories(folder.resolve("marks")).resolve("annotations.json");
        ImageSize size = new ImageSize(40, 32);
        List<AnnotationRecord> records = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Annotation box = new Annotation.Box(new Point(i + 0.3, 4), 9, 1.0 / 3);
            Annotation mask = new Annotation.MaskFile(i == 6 ? masks.resolve("broken.png") : whole, 30 + i);
            Annotation stroke = new Annotation.Stroke(List.of(new Point(1, 2), new Point(30, i)), 1.5);
            String image = i == 3 ? "x/i.png" : i == 9 ? "y/i.png" : "i" + i + ".png";
            records.add(new AnnotationRecord(
                    image, size, "A", i == 0 ? "Real" : null, i == 0 ? "Real" : null, List.of(box)));
            records.add(new AnnotationRecord(image, size, "B", "Real", "Real", List.of(box, mask, stroke, mask)));
        }
        AnnotationFiles.write(records, file);
        String moved = Files.readString(file).replace(folder + "/masks/", "../masks/");
        assertThat(moved).contains("../masks/broken.png");
        Files.writeString(file, moved.replaceFirst("\"i7.png\"", "\"\""));
        assertAsOnOneMachine("DIR/marks/annotations.json", 1);
        assertThat(folder.resolve("out/problems.txt")).content().contains("/marks/../masks/broken.png", "records[14]");
        assertThat(folder.resolve("out/maps/x/i.png")).exists();
    }

    @Test
    void mapsOfCropsAreThoseOfOneMachine() throws IOException {
        annotations();
        List<FaceCrop> crops = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Face face = new Face(Optional.of(new BoundingBox(3 + i % 5, 6, 12, 14)), Optional.empty(), 1);
            crops.add(new FaceCrop(
                    "c" + i + ".png",
                    "image" + i / 2 + ".png",
                    1 + i % 2,
                    face,
                    FaceCropper.paper().withSide(16).transform(face, new ImageSize(40, 32))));
        }
        CropTable.of(crops).write(folder.resolve("crops.csv"));
        assertAsOnOneMachine("DIR/annotations.csv --crops DIR/crops.csv --seed 3", 1);
        assertThat(folder.resolve("out/maps/c3.png")).exists();
        assertThat(folder.resolve("out/problems.txt")).content().contains("has no crop in the table of crops");
    }

    @Test
    void tasksGetAllOptions() throws IOException {
        Files.writeString(
                folder.resolve("coco.json"),
                """
                {"images": [{"id": 1, "file_name": "f00.png", "width": 40, "height": 32}], "annotations": [{"id": 1,
                "image_id": 1, "category_id": 1, "segmentation": [[10, 10, 20, 10, 15, 20]], "bbox": [10, 10, 10, 10],
                "area": 50, "iscrowd": 0}], "categories": [{"id": 1, "name": "eye"}]}
                """);
        for (String options : new String[] {"", " --boxes", " --sigma 2", " --sigma-factor=2"}) {
            String out = "out" + options.replaceAll("[^a-z0-9]", "");
            assertThat(run("DIR/coco.json --quiet --out DIR/" + out + options))
                    .as(errors.toString())
                    .isZero();
        }
        assertThat(new String[] {"outboxes", "outsigma2", "outsigmafactor2"})
                .allSatisfy(other -> assertThat(Files.readAllBytes(folder.resolve(other + "/maps/f00.png")))
                        .isNotEqualTo(Files.readAllBytes(folder.resolve("out/maps/f00.png"))));
    }

    @Test
    void optionsThatCannotBeReadAreRefusedBeforeAnyTask() throws IOException {
        annotations();
        assertThat(run("DIR/annotations.csv --sigmas DIR/none.csv --quiet --out DIR/out"))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("none.csv");
        assertThat(run("DIR/none.csv --quiet --out DIR/out")).isEqualTo(1);
        assertThat(folder.resolve("out/maps")).doesNotExist();
    }
}
