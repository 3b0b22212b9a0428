package org.cyborgml.saliency.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cyborgml.saliency.batch.ImageTable;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.geometry.BoundingBox;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.PngWriter;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.saliency.map.MeanMapAccumulator;
import org.cyborgml.saliency.map.SaliencyMap;
import org.cyborgml.saliency.map.Sigma;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlMapsTest {

    private static final int SIDE = 16;
    private static final int COUNT = 9;

    @TempDir
    Path folder;

    private Path out;
    private MapFolder maps;
    private final List<String> images = new ArrayList<>();

    /** Map i is bright in the 4x4 square whose left upper corner is at (i, 3). */
    @BeforeEach
    void writeTrueMaps() throws IOException {
        Path trueMaps = Files.createDirectory(folder.resolve("maps"));
        out = folder.resolve("deep").resolve("out");
        for (int i = 0; i < COUNT; i++) {
            PngWriter.write(square(i), trueMaps.resolve("face" + i + ".png"));
            images.add("/faces/face" + i + ".jpg");
        }
        images.add("/faces/without.jpg");
        PngWriter.write(square(12), trueMaps.resolve("notInTraining.png"));
        maps = MapFolder.open(trueMaps);
    }

    private static Raster square(int left) {
        byte[] grey = new byte[SIDE * SIDE];
        for (int y = 3; y < 7; y++) {
            Arrays.fill(grey, y * SIDE + left, y * SIDE + left + 4, (byte) 200);
        }
        return Raster.of(SIDE, SIDE, Channels.GREY, grey);
    }

    private List<Raster> written(MapControl kind, long seed, String name) throws IOException {
        Path to = out.resolve(name);
        assertThat(ControlMaps.of(kind).withSeed(seed).write(maps, images, to)).isEqualTo(COUNT);
        MapFolder controls = MapFolder.open(to);
        List<Raster> rasters = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            rasters.add(controls.read(images.get(i)).orElseThrow());
        }
        assertThat(controls.read(images.get(COUNT))).isEmpty();
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files)
                    .as("nothing temporary is left")
                    .allMatch(file -> !file.getFileName().toString().startsWith("."));
        }
        return rasters;
    }

    @Test
    void meanIsThatOfTheTrainingImagesScaledMaps() throws IOException {
        List<Raster> controls = written(MapControl.MEAN, 1, "mean");
        assertThat(controls).allMatch(controls.get(0)::equals);
        // Column x is in as many squares as there are i in 0..8 with i <= x < i + 4; the most is 4.
        int[] expected = {1, 2, 3, 4, 4, 4, 4, 4, 4, 3, 2, 1, 0, 0, 0, 0};
        for (int x = 0; x < SIDE; x++) {
            assertThat(controls.get(0).sample(x, 5, 0))
                    .as("column %s", x)
                    .isEqualTo(Math.round(expected[x] * 255f / 4));
            assertThat(controls.get(0).sample(x, 9, 0)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shuffledUsesEveryMapOnceAndNeverForItsImage(long seed) throws IOException {
        List<Raster> controls = written(MapControl.SHUFFLED, seed, "shuffled");
        List<Integer> sources = controls.stream()
                .map(map -> IntStream.range(0, COUNT)
                        .filter(i -> map.equals(square(i)))
                        .findFirst()
                        .orElseThrow())
                .toList();
        assertThat(sources).doesNotHaveDuplicates();
        for (int i = 0; i < COUNT; i++) {
            assertThat(sources.get(i)).isNotEqualTo(i);
        }
    }

    @Test
    void movedKeepsTheValuesAndPrefersNoPlace() throws IOException {
        List<Raster> controls = written(MapControl.MOVED, 1, "moved");
        for (Raster control : controls) {
            byte[] sorted = control.toBytes();
            byte[] trueValues = square(0).toBytes();
            Arrays.sort(sorted);
            Arrays.sort(trueValues);
            assertThat(sorted).isEqualTo(trueValues);
        }
        assertThat(controls.stream().distinct().count()).isGreaterThan(COUNT / 2);
        SplittableRandom random = new SplittableRandom(5);
        MeanMapAccumulator mean = new MeanMapAccumulator();
        SaliencyMap map = SaliencyMap.ofImage(square(2)).scaled();
        for (int i = 0; i < 20_000; i++) {
            mean.add(DrawnMaps.moved(map, random));
        }
        // A share of 16 of 256 pixels is bright; standard error 0.0017.
        for (float value : mean.mean().toArray()) {
            assertThat(value).isCloseTo(16f / 256, within(0.009f));
        }
    }

    @Test
    void noiseIsTheImagesOwnWhateverTheOthers() throws IOException {
        List<Raster> controls = written(MapControl.NOISE, 1, "noise");
        assertThat(controls).doesNotHaveDuplicates();
        assertThat(controls).allMatch(map -> !new CamGrid(7, 7).downsize(map).isConstant());
        ControlMaps.of(MapControl.NOISE).write(maps, images.subList(3, 4), out.resolve("one"));
        assertThat(MapFolder.open(out.resolve("one")).read(images.get(3))).contains(controls.get(3));
    }

    @Test
    void uniformIsScaledToZeros() throws IOException {
        for (Raster control : written(MapControl.UNIFORM, 1, "uniform")) {
            SaliencyMap target = new CamGrid(7, 7).downsize(control);
            assertThat(target.isConstant()).isTrue();
            assertThat(target.get(0, 0)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BOX")
    void theSeedDecides(MapControl kind) throws IOException {
        List<Raster> first = written(kind, 7, "first");
        assertThat(written(kind, 7, "again")).isEqualTo(first);
        boolean isDrawn = kind != MapControl.MEAN && kind != MapControl.UNIFORM && kind != MapControl.ELLIPSE;
        assertThat(written(kind, 8, "other").equals(first)).isEqualTo(!isDrawn);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10, 1000})
    void derangementsAreCycles(int size) {
        int[] places = Derangement.cycle(size, new SplittableRandom(size));
        int at = 0;
        for (int step = 1; step < size; step++) {
            at = places[at];
            assertThat(at).as("after %s steps", step).isNotZero();
        }
        assertThat(places[at]).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void withinGroupsMapsAreShuffledAmongTheGroupsImages(long seed) throws IOException {
        // Groups of faces 0, 3, 6; 1, 4, 7; 2, 5, 8.
        ControlMaps.OfImage<String> group = image -> String.valueOf(image.charAt("/faces/face".length()) % 3);
        ControlMaps controls =
                ControlMaps.of(MapControl.SHUFFLED).withSeed(seed).withGroups(group);
        controls.write(maps, images.subList(0, COUNT), out);
        List<Integer> sources = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            Raster map = MapFolder.open(out).read(images.get(i)).orElseThrow();
            int source = IntStream.range(0, COUNT)
                    .filter(one -> map.equals(square(one)))
                    .findFirst()
                    .orElseThrow();
            assertThat(source).isNotEqualTo(i);
            assertThat(source % 3).isEqualTo(i % 3);
            sources.add(source);
        }
        assertThat(sources).doesNotHaveDuplicates();
        assertThatThrownBy(() -> controls.write(maps, images.subList(0, 4), folder.resolve("few")))
                .hasMessageContaining("only /faces/face1.jpg has a map in group \"1\": to shuffle, at least 2 must");
        assertThatThrownBy(() -> ControlMaps.of(MapControl.MEAN).withGroups(group))
                .hasMessageContaining("only shuffled ones have");
    }

    @Test
    void boxesAndEllipsesAreOfTheObject() throws IOException {
        Path table = folder.resolve("boxes.csv");
        StringBuilder rows = new StringBuilder("file,width,height,box_x,box_y,box_w,box_h\n");
        for (int i = 0; i < COUNT; i++) {
            // On maps of 16x16 the box is from (i/2, 4) to (i/2 + 8, 12).
            rows.append("face" + i + ".jpg,160,80," + 5 * i + ",20,80,40\n");
        }
        Files.writeString(table, rows);
        ImageTable boxes = ImageTable.read(table);
        ControlMaps.of(MapControl.BOX).withBoxes(boxes::box).write(maps, images, out.resolve("box"));
        ControlMaps.of(MapControl.ELLIPSE).withBoxes(boxes::box).write(maps, images, out.resolve("ellipse"));
        ControlMaps.of(MapControl.ELLIPSE).write(maps, images, out.resolve("whole"));
        for (int i = 0; i < COUNT; i++) {
            Raster box = MapFolder.open(out.resolve("box")).read(images.get(i)).orElseThrow();
            Raster ellipse =
                    MapFolder.open(out.resolve("ellipse")).read(images.get(i)).orElseThrow();
            Raster whole =
                    MapFolder.open(out.resolve("whole")).read(images.get(i)).orElseThrow();
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x < SIDE; x++) {
                    double left = i / 2.0;
                    double dx = x + 0.5 - (left + 4);
                    double dy = y + 0.5 - 8;
                    boolean inBox = dx >= -4 && dx < 4 && dy >= -4 && dy < 4;
                    assertThat(box.sample(x, y, 0)).isEqualTo(inBox ? 255 : 0);
                    assertThat(ellipse.sample(x, y, 0)).isEqualTo(dx * dx + dy * dy <= 16 ? 255 : 0);
                    double wx = x + 0.5 - 8;
                    assertThat(whole.sample(x, y, 0)).isEqualTo(wx * wx + dy * dy <= 64 ? 255 : 0);
                }
            }
        }
        assertThatThrownBy(() -> ControlMaps.of(MapControl.BOX).write(maps, images, out.resolve("none")))
                .hasMessageContaining("there are no boxes");
        assertThatThrownBy(() -> ControlMaps.of(MapControl.BOX)
                        .withBoxes(image -> new BoundingBox(0, 0, 1, 1))
                        .write(maps, images, out.resolve("all")))
                .hasMessageContaining("the box of every image fills it");
        assertThatThrownBy(() -> ControlMaps.of(MapControl.BOX)
                        .withBoxes(image -> new BoundingBox(0.5, 0.5, 0.01, 0.01))
                        .write(maps, images, out.resolve("tiny")))
                .hasMessageContaining("the box of image /faces/face0.jpg covers no pixel of its map of 16x16");
        ControlMaps someFilled = ControlMaps.of(MapControl.BOX)
                .withBoxes(image -> new BoundingBox(0, 0, image.contains("face3") ? 1 : 0.5, 1));
        assertThat(someFilled.write(maps, images, out.resolve("some"))).isEqualTo(COUNT - 1);
        assertThat(MapFolder.open(out.resolve("some")).read(images.get(3))).isEmpty();
        assertThatThrownBy(() -> ControlMaps.of(MapControl.MOVED).withBoxes(boxes::box))
                .hasMessageContaining("only box and ellipse have");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name,sigma~a.png,3 | has no column \"image\"",
                "image,sigma~a.png,3~a.png,4 | has 2 rows for image a.png: must have one",
                "image,sigma~b.png,3 | has no row for image /x/a.png: must have one",
                "image,sigma~x/a.png,no | line 2: \"sigma\" is \"no\": must be a number",
                "image,sigma~a.png,-1 | line 2: sigma -1.0: must be from 0 to 1000",
                "image,sigma_x~a.png,1 | must have a column \"sigma\", or \"sigma_x\" and \"sigma_y\"",
            })
    void aTableOfImagesIsCheckedRowByRow(String text, String reason) throws IOException {
        Path table = folder.resolve("table.csv");
        Files.writeString(table, text.replace('~', '\n'));
        assertThatThrownBy(() -> ImageTable.read(table).sigma("/x/a.png"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(table.toString())
                .hasMessageContaining(reason);
    }

    @Test
    void aTableOfImagesFindsRowsByPathOrName() throws IOException {
        Path table = folder.resolve("table.csv");
        Files.writeString(table, "File;sigma_x;sigma_y;kind\nx/a.png;1;2;duck\ny/a.png;3;4;wren\nb.png;5;6;auk\n");
        ImageTable images = ImageTable.read(table);
        assertThat(images.sigma("/y/a.png")).isEqualTo(new Sigma(3, 4));
        assertThat(images.text("/deep/in/b.png", "kind")).isEqualTo("auk");
        assertThatThrownBy(() -> images.text("/z/a.png", "kind")).hasMessageContaining("has no row for image /z/a.png");
        assertThatThrownBy(() -> images.text("a.png", "kind")).hasMessageContaining("has 2 rows for image a.png");
        assertThatThrownBy(() -> images.text("b.png", "species")).hasMessageContaining("has no column \"species\"");
        assertThatThrownBy(() -> images.box("b.png")).hasMessageContaining("has no column \"width\"");
        Files.writeString(table, "file,width,height,box_x,box_y,box_w,box_h\nb.png,10,10,10,0,5,5\n");
        assertThatThrownBy(() -> ImageTable.read(table).box("b.png"))
                .hasMessageContaining("the box lies off the image");
    }

    @Test
    void whatCannotBeMadeIsToldAndLeavesNothing() throws IOException {
        assertThatThrownBy(() -> ControlMaps.of(MapControl.SHUFFLED).write(maps, images.subList(8, 10), out))
                .isInstanceOf(IOException.class)
                .hasMessage("only /faces/face8.jpg has a map: to shuffle, at least 2 must");
        assertThatThrownBy(() -> ControlMaps.of(MapControl.MEAN).write(maps, images.subList(9, 10), out))
                .hasMessage("none of 1 images has a map: at least 1 must");
        assertThatThrownBy(
                        () -> ControlMaps.of(MapControl.MEAN).write(maps, List.of("/a/face0.jpg", "/b/face0.jpg"), out))
                .hasMessageContaining("is the map of /a/face0.jpg and of /b/face0.jpg: must be of one image");
        Files.writeString(folder.resolve("maps").resolve("face4.png"), "no image");
        assertThatThrownBy(() -> ControlMaps.of(MapControl.MOVED).write(maps, images, out))
                .hasMessageContaining("face4.png");
        assertThat(out).doesNotExist();
        try (Stream<Path> left = Files.list(folder.resolve("deep"))) {
            assertThat(left).isEmpty();
        }
        assertThatThrownBy(() -> ControlMaps.of(MapControl.MEAN).write(maps, images, folder.resolve("maps")))
                .hasMessage(folder.resolve("maps") + ": must be a new or an empty folder");
        assertThat(folder.resolve("maps").resolve("face0.png")).exists();
    }
}
