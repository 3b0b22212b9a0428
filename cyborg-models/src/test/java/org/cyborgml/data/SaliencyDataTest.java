package org.cyborgml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.PngWriter;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.image.SampleDepth;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.saliency.map.SaliencyMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SaliencyDataTest {

    private static final CamGrid GRID = new CamGrid(2, 2);

    @TempDir
    private Path folder;

    private static Raster grey(int value) {
        byte[] samples = new byte[16];
        Arrays.fill(samples, (byte) value);
        samples[0] = (byte) 255;
        return Raster.of(4, 4, Channels.GREY, samples);
    }

    private void image(String path) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        PngWriter.write(grey(path.length()), file);
    }

    @Test
    void theFolderOfAnImageIsItsLabel() throws IOException {
        for (String path : List.of("newt/b.png", "cat/a.png", "more/cat/c.png")) {
            image(path);
        }
        SaliencyData data = SaliencyData.folderPerClass(folder);
        assertThat(data.classes().names()).containsExactly("cat", "newt");
        assertThat(data.rows(Split.TRAIN))
                .containsExactly(
                        new LabelledImage(Split.TRAIN, "cat", "cat/a.png"),
                        new LabelledImage(Split.TRAIN, "cat", "more/cat/c.png"),
                        new LabelledImage(Split.TRAIN, "newt", "newt/b.png"));
        assertThatIOException()
                .isThrownBy(() -> data.rows(Split.TEST))
                .withMessageContaining("has no image of split test");
        image("stray.png");
        assertThatIOException()
                .isThrownBy(() -> SaliencyData.folderPerClass(folder))
                .withMessageContaining("image stray.png lies in no folder of a class");
    }

    @Test
    void foldersTrainAndTestAreSplits() throws IOException {
        for (String path : List.of("train/newt/b.png", "train/cat/a.png", "test/cat/c.png")) {
            image(path);
        }
        SaliencyData data = SaliencyData.folderPerClass(folder);
        assertThat(data.classes().names()).containsExactly("cat", "newt");
        assertThat(data.rows(Split.TEST)).containsExactly(new LabelledImage(Split.TEST, "cat", "test/cat/c.png"));
        assertThat(data.samples(Split.TRAIN, GRID).samples())
                .extracting(Sample::classIndex)
                .containsExactly(0, 1);
    }

    private static List<LabelledImage> rows(int perClass) {
        List<LabelledImage> rows = new ArrayList<>();
        for (int i = 0; i < 3 * perClass; i++) {
            rows.add(new LabelledImage(Split.TRAIN, "c" + i % 3, "image" + i));
        }
        return rows;
    }

    private static ImageSource images(List<LabelledImage> rows) {
        Map<String, Raster> images = new HashMap<>();
        rows.forEach(row -> images.put(row.path(), grey(row.path().hashCode() & 127)));
        return InMemoryImages.of(images);
    }

    @ParameterizedTest
    @CsvSource({"0.25, 2", "0.5, 4", "0.01, 0"})
    void everyClassGivesTheSameShareToValidation(double share, int each) throws IOException {
        List<LabelledImage> rows = rows(8);
        SaliencyData all = SaliencyData.of(rows, images(rows));
        SaliencyData data = all.withValidationShare(share, 3);
        if (each == 0) {
            assertThatIOException().isThrownBy(() -> data.rows(Split.TEST));
            return;
        }
        List<LabelledImage> validation = data.rows(Split.TEST);
        for (String name : data.classes().names()) {
            assertThat(validation).filteredOn(row -> row.label().equals(name)).hasSize(each);
        }
        assertThat(data.rows(Split.TRAIN)).hasSize(24 - 3 * each);
        assertThat(all.withValidationShare(share, 3).rows(Split.TEST)).isEqualTo(validation);
        assertThat(all.withValidationShare(share, 4).rows(Split.TEST)).isNotEqualTo(validation);
    }

    @Test
    void aLabelThatIsNotTrainedIsNamed() throws IOException {
        List<LabelledImage> rows = rows(2);
        rows.add(new LabelledImage(Split.TEST, "c9", "odd"));
        SaliencyData data = SaliencyData.of(rows, images(rows));
        assertThatIOException()
                .isThrownBy(() -> data.samples(Split.TEST, GRID))
                .withMessage("label \"c9\" of image odd in split test is not among the classes: c0, c1, c2");
        ClassNames more = ClassNames.of(List.of("c9", "c2", "c1", "c0"));
        assertThat(data.withClasses(more).samples(Split.TEST, GRID).samples())
                .extracting(Sample::classIndex)
                .containsExactly(0);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> SaliencyData.of(rows.subList(0, 1), images(rows)))
                .withMessageContaining("must be 2 to 1000 classes, found 1: c0");
    }

    /** Floats in memory against the 8 bits of a file: within a grey value, and the same where the map has 8 bits. */
    @Test
    void mapsInMemoryAreThoseOfFiles() throws IOException {
        List<LabelledImage> rows = rows(1);
        Map<String, SaliencyMap> maps = Map.of("image1", SaliencyMap.ofImage(grey(51)));
        SaliencyData data = SaliencyData.of(rows, images(rows)).withMaps(InMemoryMaps.of(maps));
        SampleSet samples = data.samples(Split.TRAIN, GRID);
        assertThat(samples.withMap()).isEqualTo(1);
        Files.createDirectories(folder.resolve("maps"));
        PngWriter.write(maps.get("image1").toRaster(SampleDepth.EIGHT_BITS), folder.resolve("maps/image1.png"));
        SampleSet ofFiles = SaliencyData.of(rows, images(rows))
                .withMaps(folder.resolve("maps"))
                .samples(Split.TRAIN, GRID);
        assertThat(samples.samples().get(1).map().orElseThrow().toArray())
                .containsExactly(ofFiles.samples().get(1).map().orElseThrow().toArray(), within(1 / 100f));
        assertThat(samples.samples().get(0).map()).isEmpty();
    }
}
