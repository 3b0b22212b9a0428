package org.cyborgml.saliency.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cyborgml.saliency.annotation.Annotation;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.annotation.Point;
import org.cyborgml.saliency.face.CropStyle;
import org.cyborgml.saliency.face.CropTable;
import org.cyborgml.saliency.face.Face;
import org.cyborgml.saliency.face.FaceChoice;
import org.cyborgml.saliency.face.FaceCrop;
import org.cyborgml.saliency.face.FaceCropper;
import org.cyborgml.saliency.face.FaceTable;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.image.PngWriter;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.image.SampleDepth;
import org.cyborgml.saliency.map.Judgements;
import org.cyborgml.saliency.map.SaliencyMap;
import org.cyborgml.saliency.map.SaliencyMapBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CropBatchTest {

    private static final String FACES = "path,x,y,width,height,left_eye_x,left_eye_y,right_eye_x,right_eye_y,nose_x,"
            + "nose_y,left_mouth_x,left_mouth_y,right_mouth_x,right_mouth_y\n"
            + "one.png,20,20,30,30,28,30,42,31,35,38,30,44,41,45\n"
            + "sub/two.png,10,10,20,20,15,16,25,17,20,22,16,26,24,27\n"
            + "sub/two.png,50,30,40,40,60,42,80,43,70,52,62,60,78,61\n"
            + "broken.png,1,1,5,5,,,,,,,,,,\n"
            + "far.png,500,500,10,10,,,,,,,,,,\n";

    @TempDir
    private Path folder;

    private Path photographs;

    @BeforeEach
    void photographs() throws IOException {
        photographs = Files.createDirectories(folder.resolve("photographs"));
        Files.createDirectories(photographs.resolve("sub"));
        for (String name : List.of("one.png", "sub/two.png", "nobody.png", "far.png", "same.png", "same.bmp.png")) {
            PngWriter.write(gradient(), photographs.resolve(name));
        }
        Files.move(photographs.resolve("same.bmp.png"), photographs.resolve("same.jpg"));
        Files.writeString(photographs.resolve("broken.png"), "not a picture");
        Files.writeString(folder.resolve("faces.csv"), FACES);
    }

    /** Red grows to the right, green downwards: a pixel tells where it is from. */
    private static Raster gradient() {
        byte[] samples = new byte[100 * 80 * 3];
        for (int i = 0; i < 8000; i++) {
            samples[3 * i] = (byte) (2 * (i % 100));
            samples[3 * i + 1] = (byte) (2 * (i / 100));
        }
        return Raster.of(100, 80, Channels.RGB, samples);
    }

    private CropBatchResult crop(CropStyle style, FaceChoice choice) throws IOException {
        FaceTable table = FaceTable.read(folder.resolve("faces.csv"));
        return CropBatch.with(FaceCropper.of(style).withSide(32), choice)
                .crop(photographs, FaceFinder.of(table), folder.resolve("crops"));
    }

    @Test
    void cropsWhatHasAFaceAndListsTheRest() throws IOException {
        CropBatchResult result = crop(CropStyle.PAPER, FaceChoice.LARGEST);
        assertThat(result.crops().crops()).extracting(FaceCrop::path).containsExactly("one.png", "sub/two.png");
        assertThat(result.withoutFace()).containsExactly("nobody.png", "same.jpg", "same.png");
        assertThat(result.failures()).extracting(BatchFailure::image).containsExactly("broken.png", "far.png");
        assertThat(result.failures().get(0).reason()).contains("neither PNG");
        assertThat(result.failures().get(1).reason()).contains("must meet");
        Raster one = ImageDecoder.withDefaults().read(folder.resolve("crops/one.png"));
        assertThat(one.size()).isEqualTo(new ImageSize(32, 32));
        // The box grown to 14..56 by 5..56: its middle is (35, 30.5).
        assertThat(one.sample(16, 16, 0)).isBetween(68, 73);
        assertThat(one.sample(16, 16, 1)).isBetween(59, 64);
        assertThat(result.crops()
                        .ofPhotograph("sub/two.png")
                        .get(0)
                        .face()
                        .extent()
                        .width())
                .isEqualTo(40);
    }

    @Test
    void allFacesHaveNamesOfTheirOwn() throws IOException {
        CropBatchResult result = crop(CropStyle.ALIGNED, FaceChoice.ALL);
        assertThat(result.crops().crops())
                .extracting(FaceCrop::path)
                .containsExactly("one-face1.png", "sub/two-face1.png", "sub/two-face2.png");
        assertThat(result.crops().find("/one.png")).isPresent();
        assertThat(result.crops().find("sub/two.png")).isEmpty();
        assertThat(Files.exists(folder.resolve("crops/sub/two-face2.png"))).isTrue();
    }

    @Test
    void photographsOfOneNameKeepTheirEndings() throws IOException {
        FaceFinder everywhere = (path, photograph) -> List.of(new Face(
                Optional.of(new org.cyborgml.saliency.geometry.BoundingBox(20, 20, 30, 30)), Optional.empty(), 1));
        CropBatchResult result = CropBatch.with(FaceCropper.paper(), FaceChoice.LARGEST)
                .crop(photographs, everywhere, folder.resolve("crops"));
        assertThat(result.crops().crops())
                .extracting(FaceCrop::path)
                .contains("same.jpg.png", "same.png.png", "one.png")
                .doesNotHaveDuplicates();
    }

    @Test
    void theTableIsReadAsItWasWritten() throws IOException {
        for (CropStyle style : CropStyle.values()) {
            CropTable table = crop(style, FaceChoice.ALL).crops();
            Path file = folder.resolve(style + ".csv");
            table.write(file);
            assertThat(CropTable.read(file).crops()).isEqualTo(table.crops());
        }
    }

    @Test
    void aTableThatContradictsItselfIsRefused() throws IOException {
        CropTable table = crop(CropStyle.PAPER, FaceChoice.LARGEST).crops();
        Path file = folder.resolve("crops.csv");
        table.write(file);
        String text = Files.readString(file);
        assertRefused(file, text.replace(",upright,clip,14,", ",upright,clip,15,"), "say different things");
        assertRefused(file, text.replace("upright", "sideways"), "kind is \"sideways\"");
        assertRefused(file, text.replace("clip", "cut"), "border is \"cut\"");
        assertRefused(file, text.replace("one.png,one.png", "../one.png,one.png"), "leads out of its folder");
        assertRefused(file, text.replace("sub/two.png,sub", "one.png,sub"), "two crops have the path");
        assertRefused(file, text.replace(",100,80,", ",40,80,"), "reaches over the border");
        assertRefused(file, text.lines().findFirst().orElseThrow() + "\n", "has no crop");
    }

    private static void assertRefused(Path file, String text, String reason) throws IOException {
        Files.writeString(file, text);
        assertThatThrownBy(() -> CropTable.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("crops.csv")
                .hasMessageContaining(reason);
    }

    @Test
    void mapsAreCroppedLikeTheirPhotographs() throws IOException {
        CropTable table = crop(CropStyle.ALIGNED, FaceChoice.ALL).crops();
        Path maps = Files.createDirectories(folder.resolve("maps"));
        PngWriter.write(gradient().toGrey(), maps.resolve("two.png"));
        PngWriter.write(Raster.of(3, 3, Channels.GREY, new byte[9]), maps.resolve("one.png"));
        CroppedMaps cropped = CroppedMaps.of(MapFolder.open(maps), table);
        FaceCrop second = table.find("sub/two-face2.png").orElseThrow();
        Raster map = cropped.read("sub/two-face2.png").orElseThrow();
        assertThat(map)
                .isEqualTo(second.transform()
                        .apply(SaliencyMap.ofImage(gradient().toGrey()))
                        .toRaster(SampleDepth.EIGHT_BITS));
        assertThat(cropped.mapName("sub/two-face2.png")).contains("two.png, face 2");
        assertThat(cropped.mapName("sub/two-face1.png")).contains("two.png, face 1");
        assertThatThrownBy(() -> cropped.read("one-face1.png"))
                .isInstanceOf(ImageFileException.class)
                .hasMessageContaining("one.png")
                .hasMessageContaining("must have the size");
        assertThatThrownBy(() -> cropped.read("nobody.png")).hasMessageContaining("has no crop");
    }

    @Test
    void builtMapsAreCropped() throws IOException {
        CropTable table = crop(CropStyle.PAPER, FaceChoice.LARGEST).crops();
        ImageSize size = new ImageSize(100, 80);
        Annotation.Box mark = new Annotation.Box(new Point(30, 25), 10, 10);
        List<AnnotationRecord> records = List.of(
                new AnnotationRecord("one.png", size, "ann", null, null, List.of(mark)),
                new AnnotationRecord("nobody.png", size, "ann", null, null, List.of(mark)));
        SaliencyMapBuilder builder =
                SaliencyMapBuilder.paper().withJudgements(Judgements.ALL).withSigma(0);
        BatchResult result = MapBatch.with(builder)
                .withCrops(table)
                .build(new BatchInput(folder, records, List.of()), folder.resolve("maps"));
        assertThat(result.maps()).extracting(BatchMap::image).containsExactly("one.png");
        assertThat(result.failures().get(0).toString()).contains("nobody.png", "has no crop in the table");
        Raster map = ImageDecoder.withDefaults().read(folder.resolve("maps/one.png"));
        assertThat(map.size()).isEqualTo(new ImageSize(32, 32));
        // (35, 30) is marked and lies at (35 - 14) * 32 / 42 = 16, (30 - 5) * 32 / 51 = 15.7.
        assertThat(map.sample(15, 15, 0)).isEqualTo(255);
        assertThat(map.sample(2, 2, 0)).isZero();
    }

    @Test
    void aFolderWithoutImagesIsRefused() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThatThrownBy(() -> CropBatch.with(FaceCropper.paper(), FaceChoice.ALL)
                        .crop(empty, (path, photograph) -> List.of(), folder.resolve("crops")))
                .hasMessageContaining("holds no PNG");
        assertThat(CropBatch.isStoredTurned(photographs.resolve("one.png"))).isFalse();
        assertThat(CropBatch.isStoredTurned(photographs.resolve("broken.png"))).isFalse();
    }
}
