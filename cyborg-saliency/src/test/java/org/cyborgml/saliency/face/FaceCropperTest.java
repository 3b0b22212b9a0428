package org.cyborgml.saliency.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.cyborgml.saliency.annotation.Point;
import org.cyborgml.saliency.geometry.AffineMap;
import org.cyborgml.saliency.geometry.BorderRule;
import org.cyborgml.saliency.geometry.BoundingBox;
import org.cyborgml.saliency.geometry.CropTransform;
import org.cyborgml.saliency.geometry.UprightCrop;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.image.Raster;
import org.junit.jupiter.api.Test;

class FaceCropperTest {

    private static final Offset<Double> EXACT = within(1e-4);
    private static final ImageSize LARGE = new ImageSize(4000, 4000);

    private static Face ofLandmarks(Landmarks landmarks) {
        return new Face(Optional.empty(), Optional.of(landmarks), 1);
    }

    private static Face ofBox(double x, double y, double width, double height) {
        return new Face(Optional.of(new BoundingBox(x, y, width, height)), Optional.empty(), 1);
    }

    @Test
    void alignedIsTheOraclesMatrix() throws IOException {
        for (double[] row : FaceGolden.rows("aligned.csv")) {
            AffineMap map = FaceCropper.of(CropStyle.ALIGNED)
                    .withSide((int) row[0])
                    .transform(ofLandmarks(FaceGolden.landmarks(row, 1)), LARGE)
                    .map();
            double[] found = {map.xx(), map.xy(), map.dx(), map.yx(), map.yy(), map.dy()};
            for (int i = 0; i < found.length; i++) {
                assertThat(found[i]).isCloseTo(row[11 + i], EXACT);
            }
        }
    }

    @Test
    void ffhqsSquareIsItsAlignScripts() throws IOException {
        for (double[] row : FaceGolden.rows("ffhq.csv")) {
            CropTransform crop =
                    FaceCropper.of(CropStyle.FFHQ).transform(ofLandmarks(FaceGolden.landmarks(row, 0)), LARGE);
            assertThat(crop.target()).isEqualTo(new ImageSize(1024, 1024));
            Point upperLeft = crop.map().apply(new Point(row[10], row[11]));
            Point lowerLeft = crop.map().apply(new Point(row[12], row[13]));
            Point upperRight = crop.map().apply(new Point(row[14], row[15]));
            assertThat(upperLeft.x()).isCloseTo(0, EXACT);
            assertThat(upperLeft.y()).isCloseTo(0, EXACT);
            assertThat(lowerLeft.x()).isCloseTo(0, EXACT);
            assertThat(lowerLeft.y()).isCloseTo(1024, EXACT);
            assertThat(upperRight.x()).isCloseTo(1024, EXACT);
            assertThat(upperRight.y()).isCloseTo(0, EXACT);
        }
    }

    @Test
    void bonettinisRectangleIsTheOracles() throws IOException {
        for (double[] row : FaceGolden.rows("bonettini.csv")) {
            ImageSize frame = new ImageSize((int) row[0], (int) row[1]);
            UprightCrop crop = (UprightCrop) FaceCropper.of(CropStyle.BONETTINI)
                    .transform(ofBox(row[2], row[3], row[4] - row[2], row[5] - row[3]), frame);
            double[] found = {
                crop.crop().left(),
                crop.crop().top(),
                crop.crop().left() + crop.crop().size().width(),
                crop.crop().top() + crop.crop().size().height()
            };
            assertThat(found).containsExactly(row[6], row[7], row[8], row[9]);
        }
    }

    @Test
    void paperGrowsTheBoxAndMoreAtTheForehead() {
        UprightCrop crop = (UprightCrop) FaceCropper.paper().transform(ofBox(100, 200, 50, 100), LARGE);
        assertThat(crop.crop().left()).isEqualTo(90);
        assertThat(crop.crop().top()).isEqualTo(150);
        assertThat(crop.crop().size()).isEqualTo(new ImageSize(70, 170));
        assertThat(crop.target()).isEqualTo(new ImageSize(224, 224));
    }

    @Test
    void enlargedWarpIsPillows() throws IOException {
        ImageDecoder decoder = ImageDecoder.withDefaults();
        Raster photograph = decoder.read(FaceGolden.FOLDER.resolve("photograph.png"));
        Raster expected = decoder.read(FaceGolden.FOLDER.resolve("warped.png"));
        Landmarks landmarks = FaceGolden.landmarks(FaceGolden.rows("warped.csv").get(0), 0);
        Raster warped = FaceCropper.of(CropStyle.ALIGNED)
                .withSide(96)
                .transform(ofLandmarks(landmarks), photograph.size())
                .apply(photograph);
        byte[] found = warped.toBytes();
        byte[] wanted = expected.toBytes();
        int different = 0;
        for (int i = 0; i < found.length; i++) {
            int off = Math.abs((found[i] & 0xff) - (wanted[i] & 0xff));
            assertThat(off).isLessThanOrEqualTo(1); // Pillow cuts where this rounds
            different += off;
        }
        assertThat(different).isLessThan(found.length * 3 / 4).isPositive();
    }

    @Test
    void refusesWhatAStyleCannotUse() {
        assertThatThrownBy(() -> FaceCropper.of(CropStyle.ALIGNED).transform(ofBox(0, 0, 5, 5), LARGE))
                .hasMessageContaining("without landmarks");
        Landmarks landmarks = Landmarks.of(java.util.Collections.nCopies(5, new Point(3, 4)));
        assertThatThrownBy(() -> FaceCropper.paper().transform(ofLandmarks(landmarks), LARGE))
                .hasMessageContaining("without box");
        assertThatThrownBy(() -> FaceCropper.of(CropStyle.ALIGNED).transform(ofLandmarks(landmarks), LARGE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("points are all at");
        assertThatThrownBy(() -> FaceCropper.of(CropStyle.ALIGNED).withBorder(BorderRule.CLIP))
                .hasMessageContaining("must be pad_zero or pad_replicate");
        assertThatThrownBy(() -> FaceCropper.of(CropStyle.BONETTINI).withBorder(BorderRule.PAD_ZERO))
                .hasMessageContaining("must be clip");
        assertThatThrownBy(() -> FaceCropper.paper().withSide(0)).hasMessageContaining("side 0");
        assertThatThrownBy(() -> FaceCropper.paper().transform(ofBox(5000, 0, 10, 10), LARGE))
                .hasMessageContaining("must meet");
    }
}
