package org.cyborgml.saliency.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cyborgml.saliency.GoldenFiles;
import org.cyborgml.saliency.annotation.AnnotatedImage;
import org.cyborgml.saliency.annotation.Annotation;
import org.cyborgml.saliency.annotation.AnnotationFiles;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.annotation.Point;
import org.cyborgml.saliency.format.AnnotationReader;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.image.PngWriter;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.image.SampleDepth;
import org.cyborgml.saliency.map.Judgements;
import org.cyborgml.saliency.map.SaliencyMapBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MapBatchTest {

    private static final ImageSize SIZE = new ImageSize(53, 39);

    private final MapBatch batch = MapBatch.with(SaliencyMapBuilder.paper());

    @TempDir
    Path folder;

    private Path maps;

    @BeforeEach
    void nameTheMapFolder() {
        maps = folder.resolve("out").resolve("maps");
    }

    private static AnnotationRecord entry(String image, String decision, Annotation... regions) {
        return new AnnotationRecord(image, SIZE, "A", decision, "Real", List.of(regions));
    }

    private static Annotation box(double x, double y) {
        return new Annotation.Box(new Point(x, y), 9, 7);
    }

    private Annotation maskFile(String name, byte[] content) throws IOException {
        return new Annotation.MaskFile(Files.write(folder.resolve(name), content), 127);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv"})
    void buildsAMapForEveryImage(String extension) throws IOException {
        List<AnnotationRecord> records =
                List.of(entry("real/a.jpg", "Real", box(3, 4)), entry("b.png", "Real", box(20, 9)), entry("c", "Real"));
        Path file = folder.resolve("annotations." + extension);
        AnnotationFiles.write(records, file);
        List<String> told = new ArrayList<>();
        BatchResult result = batch.withProgress((done, total, image) -> told.add(done + "/" + total + " " + image))
                .build(file, maps);
        assertThat(result.failures()).isEmpty();
        assertThat(told).containsExactly("1/3 real/a.jpg", "2/3 b.png", "3/3 c");
        assertThat(result.maps())
                .extracting(BatchMap::file)
                .containsExactly(maps.resolve("a.png"), maps.resolve("b.png"), maps.resolve("c.png"));
        assertThat(result.maps())
                .extracting(BatchMap::content)
                .containsExactly(BatchMap.Content.VARIED, BatchMap.Content.VARIED, BatchMap.Content.CONSTANT);
        Raster expected = SaliencyMapBuilder.paper()
                .build(AnnotatedImage.of(records.subList(0, 1)))
                .map()
                .toRaster(SampleDepth.EIGHT_BITS);
        assertThat(ImageDecoder.withDefaults().read(maps.resolve("a.png"))).isEqualTo(expected);
        assertThat(MapFolder.open(maps).read("real/a.jpg")).contains(expected);
    }

    @ParameterizedTest
    @EnumSource(SampleDepth.class)
    void writesTheDepthAskedFor(SampleDepth depth) throws IOException {
        Path file = folder.resolve("a.json");
        AnnotationFiles.write(List.of(entry("a.jpg", "Real", box(3, 4))), file);
        batch.withDepth(depth).build(file, maps);
        Raster map = ImageDecoder.withDefaults().read(maps.resolve("a.png"));
        assertThat(map.depth()).isEqualTo(depth);
        assertThat(map.channels()).isEqualTo(Channels.GREY);
    }

    /** Names depend on images of other parts, and so does what has none. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void partsAreBuiltAsTheWhole(int images) throws IOException {
        List<AnnotationRecord> records = List.of(
                entry("real/a.jpg", "Real", box(3, 4)),
                entry("b.png", "Real", box(20, 9)),
                entry("fake/a.png", "Real", box(5, 5)),
                entry("c.png", "Wrong", box(1, 1)),
                entry("b.png", "Real", box(20, 9)),
                entry("x/d.png", "Real", box(2, 1)),
                entry("e.png", "Real", box(2, 1)));
        BatchInput input = new BatchInput(
                folder.resolve("annotations.json"),
                records,
                List.of(
                        new BatchFailure("e.png", "annotations.json", "is broken"),
                        new BatchFailure("y/d.png", "annotations.json", "is broken")));
        BatchResult whole = batch.build(input, folder.resolve("whole"));
        assertThat(whole.failures()).hasSize(5);
        List<BatchMap> built = new ArrayList<>();
        List<BatchFailure> failures = new ArrayList<>(input.failures());
        List<MapPart> parts = MapBatch.parts(input, images);
        assertThat(parts).hasSize((4 + images) / images);
        for (MapPart part : parts) {
            BatchResult result = batch.build(part, maps);
            built.addAll(result.maps());
            failures.addAll(result.failures());
        }
        assertThat(failures).isEqualTo(whole.failures());
        assertThat(built)
                .extracting(map -> maps.relativize(map.file()).toString())
                .containsExactly("real/a.png", "fake/a.png")
                .isEqualTo(whole.maps().stream()
                        .map(map ->
                                folder.resolve("whole").relativize(map.file()).toString())
                        .toList());
    }

    @Test
    void withoutImagesThereIsOneEmptyPart() {
        BatchInput none = new BatchInput(folder, List.of(), List.of());
        assertThat(MapBatch.parts(none, 5)).containsExactly(new MapPart(folder, List.of(), Map.of(), Map.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MapBatch.parts(none, 0))
                .withMessage("images of a part must be at least 1, found 0");
    }

    @Test
    void whatIsWrongWithAnImageKeepsNoOtherFromItsMap() throws IOException {
        byte[] whole = GoldenFiles.bytes("small_grey.png");
        byte[] noSize = whole.clone();
        Arrays.fill(noSize, 16, 24, (byte) 0);
        List<AnnotationRecord> records = List.of(
                entry("first.png", "Real", box(3, 4)),
                entry("empty.png", "Real", maskFile("empty_mask.png", new byte[0])),
                entry("cut.png", "Real", maskFile("cut_mask.png", Arrays.copyOf(whole, whole.length / 2))),
                entry(
                        "torn.jpg",
                        "Real",
                        maskFile("cut_mask.jpg", Arrays.copyOf(GoldenFiles.bytes("jpeg_grey.jpg"), 600))),
                entry("zero.png", "Real", maskFile("zero_mask.png", noSize)),
                entry("text.png", "Real", maskFile("text_mask.png", "nothing".getBytes(StandardCharsets.UTF_8))),
                entry("size.png", "Real", maskFile("size_mask.png", GoldenFiles.bytes("rgb.png"))),
                entry("missing.png", "Real", new Annotation.MaskFile(folder.resolve("no_mask.png"), 0)),
                entry("wrong.png", "Synthetic", box(3, 4)),
                entry("faces/", "Real", box(3, 4)),
                entry("nul\0.png", "Real", box(3, 4)),
                new AnnotationRecord("huge.png", new ImageSize(40000, 40000), "A", "Real", "Real", List.of()),
                // A PNG called JPEG is no mistake: the bytes say what a file is.
                entry("called.png", "Real", maskFile("called.jpg", whole)),
                entry("last.png", "Real", box(3, 4)));
        Path file = folder.resolve("annotations.json");
        AnnotationFiles.write(records, file);
        BatchResult result = batch.build(file, maps);
        assertThat(result.maps()).extracting(BatchMap::image).containsExactly("first.png", "called.png", "last.png");
        assertThat(result.failures())
                .extracting(failure -> failure.toString().replace(folder + "/", ""))
                .satisfiesExactly(
                        text -> assertThat(text).isEqualTo("empty_mask.png: empty.png: is empty: 0 bytes"),
                        text -> assertThat(text)
                                .startsWith("cut_mask.png: cut.png: ")
                                .contains("truncated"),
                        text -> assertThat(text)
                                .startsWith("cut_mask.jpg: torn.jpg: ")
                                .contains("truncated"),
                        text -> assertThat(text).startsWith("zero_mask.png: zero.png: PNG chunk IHDR"),
                        text -> assertThat(text)
                                .startsWith("text_mask.png: text.png: is neither PNG, JPEG, BMP nor WebP"),
                        text -> assertThat(text)
                                .isEqualTo("size_mask.png: size.png: is 97x71: a mask must have the annotated "
                                        + "image's size, 53x39"),
                        text -> assertThat(text).isEqualTo("no_mask.png: missing.png: does not exist"),
                        text -> assertThat(text)
                                .startsWith("annotations.json: wrong.png: image wrong.png has 0 of 1 annotators"),
                        text -> assertThat(text).isEqualTo("annotations.json: faces/: must end in the name of a file"),
                        text -> assertThat(text).endsWith("contains a NUL character, which no file name has"),
                        text -> assertThat(text)
                                .isEqualTo("annotations.json: huge.png: image huge.png is 40000x40000: at most "
                                        + "100000000 pixels are allowed"));
        try (var files = Files.list(maps)) {
            assertThat(files)
                    .containsExactlyInAnyOrder(
                            maps.resolve("first.png"), maps.resolve("called.png"), maps.resolve("last.png"));
        }
    }

    @Test
    void imagesOfOneNameKeepTheirFoldersOrExtensions() throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.csv"),
                """
                image,width,height,annotator,decision,truth,type,option,data
                real/a.png,9,9,A,Real,Real,box,,1 1 2 2
                fake/a.jpg,9,9,A,Real,Real,box,,5 1 2 2
                same/b.png,9,9,A,Real,Real,box,,1 1 2 2
                same/b.jpg,9,9,A,Real,Real,box,,5 1 2 2
                real/c.png,9,9,A,Real,Real,box,,1 1 2 2
                fake/c.png,9,9,A,Real,Real,box,,broken
                deep/d.png,9,9,A,Real,Real,box,,1 1 2 2
                ../e.png,9,9,A,Real,Real,box,,1 1 2 2
                e.png,9,9,A,Real,Real,box,,1 1 2 2
                """);
        BatchResult result = batch.build(file, maps);
        assertThat(result.maps())
                .extracting(map -> map.image() + " " + maps.relativize(map.file()))
                .containsExactly(
                        "real/a.png real/a.png",
                        "fake/a.jpg fake/a.png",
                        "same/b.png same/b.png.png",
                        "same/b.jpg same/b.jpg.png",
                        "deep/d.png d.png",
                        "e.png e.png");
        MapFolder written = MapFolder.open(maps);
        for (BatchMap map : result.maps()) {
            assertThat(written.find(map.image())).as(map.image()).contains(map.file());
        }
        assertThat(result.failures())
                .extracting(failure -> failure.image() + ": " + failure.reason())
                .containsExactly(
                        "fake/c.png: line 7: data \"broken\": must be a number",
                        "real/c.png: its map's name c.png is that of [real/c.png, fake/c.png]: must be of one image",
                        "../e.png: leads out of its folder");
    }

    /** Marks partly off the image are cut; marks wholly off it, or in shares of its size, are refused. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "box||30 20 40 40|",
                "fixations|2|-5 -5 100; 10 10 100|",
                "fixations|2|60 20 100; 700 20 100|all regions of annotator A lie off the image of 53x39, the first at (60.0, 20.0)",
                "box||60 1 5 5|all regions of annotator A lie off the image",
                "polygon||-9 -9; -2 -9; -2 -2|all regions of annotator A lie off the image",
                "stroke|4|-3 10|",
                "ellipse||-3 10 9 2 0|",
                "fixations||0.5 0.25 100; 0.75 1 100|all coordinates are from 0 to 1: must be in pixels of the image of 53x39",
                "box||0.1 0.2 0.3 0.4|all coordinates are from 0 to 1",
                "polygon||0.1 0.1; 0.9 0.1; 0.5 1|all coordinates are from 0 to 1",
                "box||0.5 0.5 3 3|"
            })
    void marksLieOnTheirImage(String type, String option, String data, String problem) throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.csv"),
                "image,width,height,annotator,decision,truth,type,option,data\na.png,53,39,A,Real,Real," + type + ","
                        + (option == null ? "" : option) + "," + data + "\nb.png,53,39,A,Real,Real,box,,1 1 9 9\n");
        BatchResult result = batch.build(file, maps);
        assertThat(result.maps())
                .extracting(BatchMap::image)
                .isEqualTo(problem == null ? List.of("a.png", "b.png") : List.of("b.png"));
        if (problem != null) {
            assertThat(result.failures()).singleElement().satisfies(failure -> assertThat(failure.toString())
                    .startsWith(file + ": a.png: annotator A: " + problem));
        }
    }

    @Test
    void anImageWithABrokenRecordGetsNoMapOfTheOthers() throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.csv"),
                """
                image,width,height,annotator,decision,truth,type,option,data
                a.png,9,9,A,Real,Real,box,,1 1 2 2
                a.png,9,9,B,Real,Real,box,,1 1 2
                a.png,9,9,C,Real,Real,disc,,1 1 2
                b.png,9,9,A,Real,Real,box,,1 1 2 2
                c.png,9,9,A,Real,Real,box,,1 1 2 2
                c.png,8,9,B,Real,Real,box,,1 1 2 2
                """);
        BatchResult result = batch.build(file, maps);
        assertThat(result.maps()).extracting(BatchMap::image).containsExactly("b.png");
        assertThat(result.failures()).extracting(BatchFailure::image).containsExactly("a.png", "a.png", "c.png");
        assertThat(result.failures().get(0).reason()).isEqualTo("line 3: box has a row of 3 numbers: 4 are needed");
        assertThat(result.failures().get(2).reason()).contains("9x9").contains("8x9 for B");
    }

    @Test
    void readsAFolderOfMasksPerAnnotator() throws IOException {
        Raster left = mask(4, 30);
        Raster right = mask(20, 46);
        for (String annotator : List.of("A", "B")) {
            Files.createDirectories(folder.resolve("masks").resolve(annotator));
        }
        Path masks = folder.resolve("masks");
        PngWriter.write(left, masks.resolve("A/one.png"));
        PngWriter.write(right, masks.resolve("B/one.png"));
        PngWriter.write(left, masks.resolve("A/two.png"));
        Files.writeString(masks.resolve("B/two.png"), "no image");
        PngWriter.write(right, masks.resolve("B/three.png"));
        Files.writeString(masks.resolve("B/notes.txt"), "not a mask");
        SaliencyMapBuilder builder =
                SaliencyMapBuilder.paper().withJudgements(Judgements.ALL).withSigma(0);
        BatchResult result = MapBatch.with(builder).build(masks, maps);
        assertThat(result.failures()).hasSize(1);
        assertThat(result.failures().get(0).file())
                .isEqualTo(masks.resolve("B/two.png").toString());
        assertThat(result.maps()).extracting(BatchMap::image).containsExactly("one.png", "three.png");
        assertThat(result.maps().get(0).annotators()).containsExactly("A", "B");
        Raster map = ImageDecoder.withDefaults().read(maps.resolve("one.png"));
        for (int x = 0; x < 53; x++) {
            int marks = (x >= 4 && x < 30 ? 1 : 0) + (x >= 20 && x < 46 ? 1 : 0);
            assertThat(map.sample(x, 5, 0)).isEqualTo(Math.round(marks * 127.5f));
        }
    }

    @Test
    void masksInFoldersBelowAnAnnotatorsAreOfImagesThere() throws IOException {
        Path masks = folder.resolve("masks");
        for (String file :
                List.of("A/real/0.png", "A/fake/0.png", "B/real/0.png", "A/1.png", "B/1.bmp", "A/.x/2.png")) {
            Files.createDirectories(masks.resolve(file).getParent());
            PngWriter.write(mask(4, 30), masks.resolve(file));
        }
        SaliencyMapBuilder builder = SaliencyMapBuilder.paper().withJudgements(Judgements.ALL);
        BatchResult result = MapBatch.with(builder).build(masks, maps);
        assertThat(result.maps())
                .extracting(map -> map.image() + " " + map.annotators())
                .containsExactly("fake/0.png [A]", "real/0.png [A, B]");
        assertThat(result.failures())
                .extracting(failure -> failure.image() + ": " + failure.reason())
                .containsExactly(
                        "1.bmp: is called 1.png by another annotator: must have one name",
                        "1.png: its map's name 1.png is that of [1.png, 1.bmp]: must be of one image");
        assertThat(MapFolder.open(maps).find("fake/0.png")).contains(maps.resolve("fake/0.png"));
    }

    @Test
    void theLevelOfMasksIsForFoldersOfMasks() throws IOException {
        Path masks = Files.createDirectories(folder.resolve("masks/A"));
        byte[] samples = mask(4, 30).toBytes();
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (samples[i] == 0 ? 20 : 90);
        }
        PngWriter.write(Raster.of(53, 39, Channels.GREY, samples), masks.resolve("a.png"));
        MapBatch all = MapBatch.with(SaliencyMapBuilder.paper().withJudgements(Judgements.ALL));
        assertThat(all.build(masks.getParent(), maps).maps())
                .extracting(BatchMap::content)
                .containsExactly(BatchMap.Content.CONSTANT);
        BatchInput above =
                BatchInput.read(masks.getParent(), AnnotationReader.withDefaults(), java.util.OptionalInt.of(50));
        assertThat(all.build(above, maps).maps())
                .extracting(BatchMap::content)
                .containsExactly(BatchMap.Content.VARIED);
    }

    private static Raster mask(int left, int right) {
        byte[] samples = new byte[53 * 39];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (i % 53 >= left && i % 53 < right ? 255 : 0);
        }
        return Raster.of(53, 39, Channels.GREY, samples);
    }

    @Test
    void saysWhenThereIsNothingToRead() throws IOException {
        assertThatThrownBy(() -> batch.build(folder.resolve("no.json"), maps)).isInstanceOf(NoSuchFileException.class);
        Path flat = Files.createDirectories(folder.resolve("flat"));
        PngWriter.write(mask(1, 2), flat.resolve("a.png"));
        assertThatThrownBy(() -> batch.build(flat, maps))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        flat
                                + ": holds no mask: must hold a folder for each annotator, with a PNG, BMP, JPEG or WebP for each image");
    }
}
