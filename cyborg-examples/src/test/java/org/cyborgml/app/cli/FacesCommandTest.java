package org.cyborgml.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.cyborgml.saliency.annotation.Annotation;
import org.cyborgml.saliency.annotation.AnnotationFiles;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.annotation.Point;
import org.cyborgml.saliency.face.CropTable;
import org.cyborgml.saliency.face.FaceCrop;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.image.PngWriter;
import org.cyborgml.saliency.image.Raster;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From photographs to crops, and on to maps, training, scores and CAMs, on photographs made by rule. */
class FacesCommandTest {

    private static final int PHOTOGRAPHS = 24;

    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();

    /** Noise with a face at a place that differs: a grey square, with a bright patch in one of two corners by the class. */
    @BeforeEach
    void write() throws IOException {
        Random random = new Random(3);
        Files.createDirectories(folder.resolve("photographs"));
        Files.createDirectories(folder.resolve("maps"));
        StringBuilder faces = new StringBuilder("path,left,top,right,bottom\n");
        StringBuilder split = new StringBuilder();
        List<AnnotationRecord> annotations = new ArrayList<>();
        for (int i = 0; i < PHOTOGRAPHS; i++) {
            int left = 20 + random.nextInt(30);
            int top = 25 + random.nextInt(20);
            boolean isSynthetic = i % 2 == 1;
            int patch = isSynthetic ? 18 : 2;
            byte[] samples = new byte[100 * 90 * 3];
            byte[] map = new byte[100 * 90];
            for (int at = 0; at < 9000; at++) {
                int x = at % 100 - left;
                int y = at / 100 - top;
                boolean inFace = x >= 0 && y >= 0 && x < 32 && y < 32;
                boolean inPatch = x >= patch && x < patch + 12 && y >= patch && y < patch + 12;
                int grey = (inPatch ? 220 : inFace ? 120 : 0) + random.nextInt(30);
                samples[3 * at] = samples[3 * at + 1] = samples[3 * at + 2] = (byte) grey;
                map[at] = (byte) (inPatch ? 255 : 0);
            }
            String name = "p" + i + ".png";
            PngWriter.write(Raster.of(100, 90, Channels.RGB, samples), folder.resolve("photographs/" + name));
            PngWriter.write(Raster.of(100, 90, Channels.GREY, map), folder.resolve("maps/" + name));
            faces.append(String.format("%s,%d,%d,%d,%d%n", name, left, top, left + 32, top + 32));
            split.append(i < 16 ? "train" : "test")
                    .append(isSynthetic ? ",Synthetic,/" : ",Real,/")
                    .append(name)
                    .append('\n');
            annotations.add(new AnnotationRecord(
                    name,
                    new ImageSize(100, 90),
                    "ann",
                    null,
                    null,
                    List.of(new Annotation.Box(new Point(left + patch, top + patch), 12, 12))));
        }
        PngWriter.write(Raster.of(50, 50, Channels.RGB, new byte[7500]), folder.resolve("photographs/empty.png"));
        Files.writeString(folder.resolve("faces.csv"), faces);
        Files.writeString(folder.resolve("split.csv"), split);
        AnnotationFiles.write(annotations, folder.resolve("annotations.json"));
    }

    private int run(String line) {
        return TypedCommand.run(line, folder, errors);
    }

    private void requireSuccess(String line) {
        assertThat(run(line)).as(errors.toString()).isZero();
    }

    private static final String CROP = "faces crop --quiet --images DIR/photographs --faces DIR/faces.csv --size 32";

    @Test
    void photographsToCropsMapsTrainingScoresAndCams() throws IOException {
        requireSuccess(
                CROP + " --heatmaps DIR/maps --masks DIR/maps --annotations DIR/annotations.json --out DIR/crops");
        CropTable table = CropTable.read(folder.resolve("crops/crops.csv"));
        assertThat(table.crops()).hasSize(PHOTOGRAPHS);
        assertThat(Files.readAllLines(folder.resolve("crops/no_face.txt"))).containsExactly("empty.png");
        assertThat(Files.exists(folder.resolve("crops/problems.txt"))).isFalse();
        assertThat(Files.readString(folder.resolve("crops/index.html")))
                .contains("p0.png", "empty.png", "data:image/png");
        ImageDecoder decoder = ImageDecoder.withDefaults();
        for (FaceCrop crop : table.crops()) {
            Raster image = decoder.read(folder.resolve("crops/images").resolve(crop.path()));
            Raster map = decoder.read(folder.resolve("crops/maps").resolve(crop.path()));
            Raster mask = decoder.read(folder.resolve("crops/masks").resolve(crop.path()));
            assertThat(image.size()).isEqualTo(new ImageSize(32, 32)).isEqualTo(map.size());
            for (int at = 0; at < 1024; at++) {
                // Where the map is full the image has its bright patch.
                if (map.sample(at % 32, at / 32, 0) == 255) {
                    assertThat(image.sample(at % 32, at / 32, 0)).isGreaterThan(200);
                    assertThat(mask.sample(at % 32, at / 32, 0)).isEqualTo(255);
                }
            }
        }
        assertThat(AnnotationFiles.read(folder.resolve("crops/annotations.json"))
                        .orThrow())
                .hasSize(PHOTOGRAPHS)
                .allMatch(entry -> entry.size().equals(new ImageSize(32, 32)));

        requireSuccess(
                "saliency build DIR/annotations.json --quiet --sigma 0 --crops DIR/crops/crops.csv --out DIR/built");
        for (FaceCrop crop : table.crops()) {
            assertThat(decoder.read(folder.resolve("built/maps").resolve(crop.path())))
                    .isEqualTo(decoder.read(folder.resolve("crops/maps").resolve(crop.path())));
        }

        String network = " --quiet --arch small_cnn --size 32 --images DIR/photographs --crops DIR/crops/crops.csv";
        requireSuccess("train" + network + " --csv DIR/split.csv --heatmaps DIR/maps --batch 4 --lr 0.05 --epochs 8"
                + " --out DIR/run");
        String trained = network + " --weights DIR/run/Logs/final_model.safetensors --csv DIR/split.csv";
        requireSuccess("score" + trained + " --out DIR/scores.csv");
        List<String> rows = Files.readAllLines(folder.resolve("scores.csv"));
        assertThat(rows).hasSize(8);
        int right = 0;
        for (String row : rows) {
            int number = Integer.parseInt(row.replaceAll("^/p(\\d+).*", "$1"));
            right += (Double.parseDouble(row.substring(row.indexOf(',') + 1)) > 0.5) == (number % 2 == 1) ? 1 : 0;
        }
        assertThat(right).isGreaterThanOrEqualTo(7);

        requireSuccess("cam" + trained + " --heatmaps DIR/maps --side 100 --out DIR/cams");
        Raster overlay = decoder.read(folder.resolve("cams/overlays/p17.png"));
        Raster photograph = decoder.read(folder.resolve("photographs/p17.png"));
        assertThat(overlay.size()).isEqualTo(photograph.size());
        // Off the crop the photograph is as it was; on it the CAM's colours lie over it.
        assertThat(overlay.sample(1, 1, 0)).isEqualTo(photograph.sample(1, 1, 0));
        FaceCrop crop = table.find("p17.png").orElseThrow();
        int x = (int) crop.face().extent().x() + 16;
        int y = (int) crop.face().extent().y() + 16;
        assertThat(overlay.sample(x, y, 0)).isNotEqualTo(overlay.sample(x, y, 2));
        assertThat(Files.readString(folder.resolve("cams/summary.json"))).contains("\"images\" : 8");

        Files.createDirectories(folder.resolve("parsing/pictures"));
        byte[] parts = new byte[300];
        Arrays.fill(parts, (byte) 200);
        PngWriter.write(Raster.of(10, 10, Channels.RGB, parts), folder.resolve("parsing/pictures/p17.png"));
        requireSuccess(
                "faces page --quiet --images DIR/photographs --crops DIR/crops --cams DIR/cams --parsing DIR/parsing"
                        + " --note the-parts-are-made-up --most 20 --out DIR/page.html");
        String page = Files.readString(folder.resolve("page.html"));
        assertThat(page)
                .contains("the-parts-are-made-up", "p0.png", "parts of p0.png", "CAM of p0.png", "Photographs shown")
                .doesNotContain("parts of p17.png", "CAM of p17.png", "http://", "src=\"images");
        // 20 photographs with their crops and maps; of p17 the parts; CAMs of those in the split "test" among them.
        int shown = (int) table.crops().stream()
                .limit(20)
                .filter(one -> Integer.parseInt(one.path().replaceAll("\\D", "")) >= 16)
                .count();
        assertThat(page.split("data:image/png", -1)).hasSize(1 + 3 * 20 + 1 + shown);
        assertThat(run("faces page --images DIR/photographs --crops DIR/crops --cams DIR/maps --out DIR/no.html"))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("has the CAM of none of 24 crops, such as");

        // The crops as files give the same scores as the crops made on the way.
        requireSuccess("score --quiet --arch small_cnn --size 32 --images DIR/crops/images --weights"
                + " DIR/run/Logs/final_model.safetensors --csv DIR/split.csv --out DIR/files.csv");
        assertThat(Files.readAllLines(folder.resolve("files.csv"))).isEqualTo(rows);
    }

    @Test
    void withoutDetectorOpenCvsCascadeIsAskedAndSaysSo() {
        assertThat(run("faces crop --images DIR/photographs --out DIR/none")).isEqualTo(1);
        assertThat(errors.toString()).contains("no face was found on " + (PHOTOGRAPHS + 1) + " photographs");
        assertThat(folder.resolve("none/no_face.txt")).exists();
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeTheWork() throws IOException {
        assertThat(run("faces crop --images DIR/photographs --style aligned --out DIR/a"))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("--style aligned goes by landmarks");
        assertThat(run(CROP + " --detector DIR/none.onnx --out DIR/a")).isEqualTo(1);
        assertThat(errors.toString()).contains("give --detector or --faces, not both");
        assertThat(run(CROP + " --threshold 0.5 --out DIR/a")).isEqualTo(1);
        assertThat(errors.toString()).contains("--threshold is of YuNet");
        Files.writeString(folder.resolve("wrong.onnx"), "no network");
        assertThat(run("faces crop --images DIR/photographs --detector DIR/wrong.onnx --out DIR/a"))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("wrong.onnx: cannot be used as a face detector");
        assertThat(run(CROP + " --style aligned --out DIR/b")).isEqualTo(1);
        assertThat(errors.toString()).contains("a face without landmarks cannot be cropped in the style aligned");
        assertThat(run(CROP + " --out DIR/c")).isZero();
        assertThat(run(CROP + " --out DIR/c")).isEqualTo(1);
        assertThat(errors.toString()).contains("holds crops already");
        assertThat(run("faces")).isEqualTo(2);
        assertThat(errors.toString()).contains("say what to do: crop");
    }
}
