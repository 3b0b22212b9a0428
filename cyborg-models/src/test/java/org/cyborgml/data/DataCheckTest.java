package org.cyborgml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.PngWriter;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.map.SaliencyMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test spoils a data set that passes: 12 images to train on, 6 to validate with, a map for each. */
class DataCheckTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        ToyFaces.write(folder, 6);
    }

    private CheckReport check() throws IOException {
        return DataCheck.of(SplitFile.read(folder.resolve("split.csv")), ImageFolder.open(folder.resolve("images")))
                .withMaps(MapFolder.open(folder.resolve("maps")), "maps")
                .check();
    }

    private void rows(String change, String by) throws IOException {
        Path csv = folder.resolve("split.csv");
        Files.writeString(csv, Files.readString(csv).replaceAll(change, by));
    }

    private void append(String rows) throws IOException {
        Path csv = folder.resolve("split.csv");
        Files.writeString(csv, Files.readString(csv) + rows);
    }

    private void map(int number, int width, int height, int... greys) throws IOException {
        byte[] samples = new byte[width * height];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) greys[i % greys.length];
        }
        PngWriter.write(
                Raster.of(width, height, Channels.GREY, samples), folder.resolve("maps/face" + number + ".png"));
    }

    private String train() {
        return folder.resolve("split.csv") + " (train)";
    }

    @Test
    void aGoodSetPasses() throws IOException {
        CheckReport report = check();
        assertThat(report.problems()).isEmpty();
        assertThat(report.warnings()).isEmpty();
        assertThat(report.facts())
                .containsExactly(
                        train() + ": 12 images, 6 real and 6 synthetic",
                        folder.resolve("split.csv") + " (test): 6 images, 3 real and 3 synthetic");
        report.requirePassed("the data");
    }

    /** 18 images, and a map of each. */
    @Test
    void everyImageAndMapIsCounted() throws IOException {
        List<Integer> counts = new ArrayList<>();
        DataCheck.of(SplitFile.read(folder.resolve("split.csv")), ImageFolder.open(folder.resolve("images")))
                .withMaps(MapFolder.open(folder.resolve("maps")), "maps")
                .withProgress((done, total, image) -> {
                    assertThat(total).isEqualTo(36);
                    counts.add(done);
                })
                .check();
        assertThat(counts).hasSize(36).isSorted().doesNotHaveDuplicates().endsWith(36);
    }

    @Test
    void namesOfMapsThatMatchNoImageAreAProblem() throws IOException {
        Path other = Files.createDirectory(folder.resolve("exported"));
        for (int i = 0; i < 18; i++) {
            Files.move(
                    folder.resolve("maps/face" + i + ".png"),
                    other.resolve(String.format("task-%02d-annotation-1-by-1-tag-eye-0.png", i)));
        }
        CheckReport report = DataCheck.of(
                        SplitFile.read(folder.resolve("split.csv")), ImageFolder.open(folder.resolve("images")))
                .withMaps(MapFolder.open(other), "exported")
                .check();
        assertThat(report.problems())
                .containsExactly(
                        train() + ": none of its 12 images has a map in exported: a map must be named as its image"
                                + " is, but the first image is /face0.png and the first of 18 maps"
                                + " task-00-annotation-1-by-1-tag-eye-0.png");
    }

    @Test
    void someImagesMayBeWithoutMap() throws IOException {
        Files.delete(folder.resolve("maps/face3.png"));
        Files.delete(folder.resolve("maps/face15.png"));
        CheckReport report = check();
        assertThat(report.problems()).isEmpty();
        assertThat(report.warnings()).containsExactly(train() + " has images without a map in maps: 1, /face3.png");
    }

    /** In folders of their own, real/0.png and fake/0.png have maps of their own; with one map for both, none is right. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twoImagesMustNotShareAMap(boolean inFolders) throws IOException {
        StringBuilder csv = new StringBuilder();
        for (String name : List.of("images/real", "images/fake", "maps/real", "maps/fake")) {
            Files.createDirectories(folder.resolve(name));
        }
        for (int i = 0; i < 18; i++) {
            String path = (i % 2 == 0 ? "real/" : "fake/") + i / 2 + ".png";
            Files.move(
                    folder.resolve("images/face" + i + ".png"),
                    folder.resolve("images").resolve(path));
            Files.move(
                    folder.resolve("maps/face" + i + ".png"),
                    folder.resolve("maps").resolve(inFolders ? path : i / 2 + ".png"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            csv.append(i < 12 ? "train," : "test,")
                    .append(i % 2 == 0 ? "Real," : "Synthetic,")
                    .append(path)
                    .append('\n');
        }
        Files.writeString(folder.resolve("split.csv"), csv);
        CheckReport report = check();
        if (inFolders) {
            assertThat(report.problems()).isEmpty();
            assertThat(report.warnings()).isEmpty();
        } else {
            assertThat(report.problems())
                    .containsExactly(
                            train() + " has maps of several images in maps, each must be of one (maps may lie in the"
                                    + " images' folders): 9, 0.png is that of real/0.png and fake/0.png; 1.png is that of"
                                    + " real/1.png and fake/1.png; 2.png is that of real/2.png and fake/2.png; 3.png is that of"
                                    + " real/3.png and fake/3.png; 4.png is that of real/4.png and fake/4.png; ...");
        }
    }

    /** The same where samples are opened without a check. */
    @Test
    void samplesRefuseASharedMap() throws IOException {
        Files.createDirectories(folder.resolve("images/x"));
        Files.copy(folder.resolve("images/face3.png"), folder.resolve("images/x/face2.png"));
        append("train,Synthetic,x/face2.png\n");
        SaliencyData data = SaliencyData.csv(folder.resolve("split.csv"), folder.resolve("images"))
                .withMaps(folder.resolve("maps"));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> data.samples(Split.TRAIN, new org.cyborgml.saliency.map.CamGrid(4, 4)))
                .withMessageContaining(
                        "x/face2.png: its map, face2.png, is that of /face2.png too: must be of one image");
    }

    @ParameterizedTest
    @CsvSource({
        "32, 20, 'warning:has maps of another shape than their image: 1, face2.png of 32x20 for /face2.png of 32x32'",
        "16, 16, ''",
        "64, 65, ''"
    })
    void proportionsOfMapsAreThoseOfImages(int width, int height, String expected) throws IOException {
        map(2, width, height, 0, 9);
        CheckReport report = check();
        assertThat(report.problems()).isEmpty();
        assertThat(report.warnings())
                .isEqualTo(expected.isEmpty() ? List.of() : List.of(train() + " " + expected.substring(8)));
    }

    private void image(int number, int width, int height, byte[]... exif) throws IOException {
        byte[] samples = new byte[width * height];
        Arrays.setAll(new int[samples.length], i -> samples[i] = (byte) (i * number));
        Path file = folder.resolve("images/face" + number + ".png");
        PngWriter.write(Raster.of(width, height, Channels.GREY, samples), file);
        if (exif.length > 0) {
            byte[] png = Files.readAllBytes(file);
            java.util.zip.CRC32 crc = new java.util.zip.CRC32();
            crc.update(exif[0]);
            java.nio.ByteBuffer with = java.nio.ByteBuffer.allocate(png.length + exif[0].length + 8);
            with.put(png, 0, 33).putInt(exif[0].length - 4).put(exif[0]).putInt((int) crc.getValue());
            Files.write(file, with.put(png, 33, png.length - 33).array());
        }
    }

    private static byte[] exif(int orientation) {
        return new byte[] {
            'e',
            'X',
            'I',
            'f',
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            1,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte) orientation,
            0,
            0,
            0,
            0,
            0,
            0
        };
    }

    @Test
    void mapsThatLieAcrossTheirImageAreAProblem() throws IOException {
        image(2, 40, 30);
        map(2, 30, 40, 0, 9);
        image(4, 40, 30, exif(6));
        map(4, 15, 20, 0, 9);
        image(5, 40, 30, exif(6));
        map(5, 40, 30, 0, 9);
        image(7, 32, 32, exif(3));
        CheckReport report = check();
        assertThat(report.problems())
                .containsExactly(
                        train() + " has maps that lie across their image (EXIF orientation turns neither images nor"
                                + " maps): 2, face2.png of 30x40 for /face2.png of 40x30; face4.png of 15x20 for /face4.png of"
                                + " 40x30");
        assertThat(report.warnings())
                .singleElement()
                .asString()
                .contains(
                        "has images with an EXIF orientation, which turns neither images nor maps",
                        ": 2, /face5.png; /face7.png");
    }

    @Test
    void someConstantMapsAreAWarning() throws IOException {
        map(2, 32, 32, 0);
        map(3, 32, 32, 255);
        CheckReport report = check();
        assertThat(report.problems()).isEmpty();
        assertThat(report.warnings())
                .containsExactly(
                        train()
                                + " has maps of one grey all over, which mark no place more than another: 2, face2.png; face3.png");
    }

    /** One grey between black and white is what {@code saliency control uniform} writes. */
    @ParameterizedTest
    @CsvSource({"0, true", "255, true", "128, false"})
    void blankMapsAloneAreAProblem(int grey, boolean refused) throws IOException {
        for (int i = 0; i < 12; i++) {
            map(i, 32, 32, grey);
        }
        CheckReport report = check();
        if (refused) {
            assertThat(report.problems())
                    .containsExactly(
                            train() + ": all of its 12 maps in maps are of one grey all over, such as face0.png: no"
                                    + " place is marked more than another");
        } else {
            assertThat(report.problems()).isEmpty();
            assertThat(report.warnings()).singleElement().asString().contains("maps of one grey all over");
        }
    }

    @Test
    void oneClassOnlyIsAProblemAmongTheOthers() throws IOException {
        rows("Synthetic|Real", "cat");
        Files.writeString(folder.resolve("images/face3.png"), "no image");
        assertThat(check().problems())
                .containsExactly(
                        "images to train on: there must be 2 to 1000 classes, found 1: cat",
                        train() + " has images that cannot be used: 1, " + folder.resolve("images/face3.png")
                                + ": is neither PNG, JPEG, BMP nor WebP: it begins with the bytes 6e 6f 20 69 6d 61 67 65");
    }

    @Test
    void realImagesAloneAreNoTwoClasses() throws IOException {
        rows("Synthetic", "Real");
        assertThat(check().problems())
                .containsExactly(
                        train() + " has 0 images of Synthetic, needs at least 1",
                        folder.resolve("split.csv") + " (test) has 0 images of Synthetic, needs at least 1");
    }

    @Test
    void classesThatAreGivenMustBeThere() throws IOException {
        rows("Synthetic", "Real");
        CheckReport report = DataCheck.of(
                        SplitFile.read(folder.resolve("split.csv")), ImageFolder.open(folder.resolve("images")))
                .withClasses(ClassNames.FACES)
                .check();
        assertThat(report.problems()).contains(train() + " has 0 images of Synthetic, needs at least 1");
    }

    @Test
    void anImageHasOneLabelAndOneUse() throws IOException {
        append("train,Synthetic,face0.png\ntest,Real,./face2.png\n");
        Files.createSymbolicLink(folder.resolve("images/other.png"), folder.resolve("images/face5.png"));
        append("test,Synthetic,other.png\n");
        CheckReport report = check();
        assertThat(report.problems())
                .contains(
                        "images have two labels: 1, face0.png is Real and Synthetic",
                        folder.resolve("split.csv") + " (test) has images that are trained on: 2, ./face2.png of "
                                + train() + "; other.png of " + train());
        assertThat(report.warnings()).contains(train() + " lists images twice: 1, face0.png");
    }

    @Test
    void copiesAreWarnedOf() throws IOException {
        Files.copy(folder.resolve("images/face3.png"), folder.resolve("images/copy.png"));
        Files.copy(folder.resolve("maps/face3.png"), folder.resolve("maps/copy.png"));
        append("test,Synthetic,copy.png\n");
        CheckReport report = check();
        assertThat(report.problems()).isEmpty();
        assertThat(report.warnings())
                .containsExactly("images that are validated or tested with equal images that are trained on: 1, "
                        + folder.resolve("images/copy.png") + " is " + folder.resolve("images/face3.png"));
    }

    @Test
    void copiesUnderTwoLabelsAreWarnedOf() throws IOException {
        Files.copy(folder.resolve("images/face3.png"), folder.resolve("images/copy.png"));
        Files.copy(folder.resolve("maps/face3.png"), folder.resolve("maps/copy.png"));
        append("train,Real,copy.png\n");
        assertThat(check().warnings())
                .containsExactly("equal images are trained on under two labels: 1, " + folder.resolve("images/copy.png")
                        + ", Real, is " + folder.resolve("images/face3.png") + ", Synthetic");
    }

    @Test
    void imagesAreNoMaps() throws IOException {
        CheckReport report = DataCheck.of(
                        SplitFile.read(folder.resolve("split.csv")), ImageFolder.open(folder.resolve("images")))
                .withMaps(MapFolder.open(folder.resolve("images")), "images")
                .check();
        assertThat(report.problems())
                .singleElement()
                .asString()
                .startsWith(train() + " has images that are their own maps in images: 12, /face0.png; ");
    }

    @Test
    void allProblemsAreToldAtOnce() throws IOException {
        byte[] whole = Files.readAllBytes(folder.resolve("images/face3.png"));
        Files.write(folder.resolve("images/face3.png"), Arrays.copyOf(whole, whole.length - 40));
        Files.delete(folder.resolve("images/face13.png"));
        Files.writeString(folder.resolve("maps/face1.png"), "no map");
        Files.writeString(folder.resolve("maps/face14.png"), "no map");
        append("test,Fake,face16.png\ntrain,Real,../split.csv\n");
        CheckReport report = check();
        assertThat(String.join("\n", report.problems()))
                .contains(
                        "(test) has labels [Fake]: must be of Fake, Real, Synthetic".replace("Fake, ", ""),
                        train() + " has images that cannot be used: 2, ",
                        "face3.png: ",
                        "../split.csv: leads out of the image folder",
                        "(test) has images that cannot be used: 1, ",
                        "face13.png: does not exist",
                        train() + " has maps that cannot be used: 2, ",
                        "images have two labels: 1, face16.png is Real and Fake");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> report.requirePassed("the data"))
                .withMessageStartingWith("the data has " + report.problems().size() + " problems: ")
                .satisfies(e -> report.problems()
                        .forEach(problem -> assertThat(e.getMessage()).contains(problem)));
    }

    @Test
    void aSplitThatIsMissingIsAProblemOfAFile() throws IOException {
        rows("test,", "train,");
        assertThat(check().problems()).containsExactly(folder.resolve("split.csv") + ": has no image of split test");
    }

    /** Data in memory: the same rules, without files. */
    @Test
    void dataInMemoryAreCheckedToo() throws IOException {
        List<LabelledImage> rows = new ArrayList<>();
        Raster image = Raster.of(4, 2, Channels.GREY, new byte[8]);
        for (int i = 0; i < 4; i++) {
            rows.add(new LabelledImage(Split.TRAIN, "c" + i % 2, "i" + i));
        }
        SaliencyData data = SaliencyData.of(rows, InMemoryImages.of(Map.of("i0", image, "i1", image, "i2", image)));
        SaliencyMap blank = SaliencyMap.ofImage(image);
        CheckReport report = DataCheck.of(data.withMaps(InMemoryMaps.of(Map.of("i0", blank, "i1", blank))))
                .check();
        assertThat(report.problems())
                .containsExactly(
                        "split train has images that cannot be used: 1, i3: is none of the 3 images in memory",
                        "split train: all of its 2 maps in the source of the maps are of one grey all over, such as i0: no"
                                + " place is marked more than another");
        assertThat(report.warnings())
                .containsExactly("split train has images without a map in the source of the maps: 2, i2; i3");
    }
}
