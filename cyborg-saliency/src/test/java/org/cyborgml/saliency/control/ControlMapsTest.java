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
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.PngWriter;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.saliency.map.MeanMapAccumulator;
import org.cyborgml.saliency.map.SaliencyMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
            mean.add(ControlMaps.moved(map, random));
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
    @EnumSource(MapControl.class)
    void theSeedDecides(MapControl kind) throws IOException {
        List<Raster> first = written(kind, 7, "first");
        assertThat(written(kind, 7, "again")).isEqualTo(first);
        boolean isDrawn = kind != MapControl.MEAN && kind != MapControl.UNIFORM;
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
