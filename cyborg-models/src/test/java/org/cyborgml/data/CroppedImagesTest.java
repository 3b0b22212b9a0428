package org.cyborgml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cyborgml.saliency.face.CropTable;
import org.cyborgml.saliency.face.Face;
import org.cyborgml.saliency.face.FaceCrop;
import org.cyborgml.saliency.face.FaceCropper;
import org.cyborgml.saliency.geometry.BoundingBox;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.image.NearestPixel;
import org.cyborgml.saliency.image.PngWriter;
import org.cyborgml.saliency.image.Raster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CroppedImagesTest {

    private static final ImageSize SIZE = new ImageSize(40, 30);

    @TempDir
    private Path folder;

    private static FaceCrop crop(String path, String photograph, int number, double x) {
        Face face = new Face(Optional.of(new BoundingBox(x, 8, 10, 12)), Optional.empty(), 1);
        return new FaceCrop(
                path, photograph, number, face, FaceCropper.paper().withSide(16).transform(face, SIZE));
    }

    private static Raster photograph(int width) {
        byte[] samples = new byte[width * 30 * 3];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (i * 7);
        }
        return Raster.of(width, 30, Channels.RGB, samples);
    }

    @Test
    void cropsWhatIsRead() throws IOException {
        PngWriter.write(photograph(40), folder.resolve("one.png"));
        PngWriter.write(photograph(40), folder.resolve("two.png"));
        PngWriter.write(photograph(41), folder.resolve("grown.png"));
        CropTable table = CropTable.of(List.of(
                crop("one.png", "one.png", 1, 10),
                crop("two-face1.png", "two.png", 1, 5),
                crop("two-face2.png", "two.png", 2, 25),
                crop("grown.png", "grown.png", 1, 10)));
        CroppedImages images = CroppedImages.of(ImageFolder.open(folder), table);
        assertThat(images.list()).containsExactly("grown.png", "one.png", "two-face1.png", "two-face2.png");
        assertThat(images.read("/one.png"))
                .isEqualTo(table.crops().get(0).transform().apply(photograph(40)));
        assertThat(images.read("two-face2.png")).isNotEqualTo(images.read("two-face1.png"));
        assertThat(images.photograph("two-face2.png")).isEqualTo(photograph(40));
        images.check("one.png");
        assertThatThrownBy(() -> images.read("two.png"))
                .isInstanceOf(ImageFileException.class)
                .hasMessageContaining("has 2 crops in the table of crops: name one of them, such as two-face1.png");
        assertThatThrownBy(() -> images.read("none.png")).hasMessage("none.png: has no crop in the table of crops");
        assertThatThrownBy(() -> images.read("grown.png")).hasMessageContaining("is 41x30, and was 40x30");
    }

    @Test
    void nearestPixelsAreTakenWhereTheArchitectureSaysSo() {
        InputFormat format = InputFormat.square(7, Normalisation.UNIT).withResampling(Resampling.NEAREST);
        Raster resized = format.resized(photograph(40));
        assertThat(resized).isEqualTo(NearestPixel.to(7, 7).resize(photograph(40)));
        // Centres at 40/7 (x + 0.5) and 30/7 (y + 0.5).
        assertThat(resized.sample(3, 4, 1)).isEqualTo(photograph(40).sample(20, 19, 1));
        assertThat(resized.sample(0, 0, 0)).isEqualTo(photograph(40).sample(2, 2, 0));
    }
}
