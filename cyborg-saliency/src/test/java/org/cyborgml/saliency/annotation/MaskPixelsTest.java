package org.cyborgml.saliency.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntUnaryOperator;
import javax.imageio.ImageIO;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.ImageFormat;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.image.JpegCompression;
import org.cyborgml.saliency.image.PngWriter;
import org.cyborgml.saliency.image.Raster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Masks as tools write them: each of two areas, the upper left 8..19 x 8..19 and the lower right 24..33 x 20..27. */
class MaskPixelsTest {

    private static final int WIDTH = 40;
    private static final int HEIGHT = 32;

    @TempDir
    private Path folder;

    /** 0 for background, 1 for the first area, 2 for the second. */
    private static int area(int x, int y) {
        return x >= 8 && x < 20 && y >= 8 && y < 20 ? 1 : x >= 24 && x < 34 && y >= 20 && y < 28 ? 2 : 0;
    }

    private static BinaryMask marked(boolean first, boolean second) {
        boolean[] marked = new boolean[WIDTH * HEIGHT];
        for (int i = 0; i < marked.length; i++) {
            int area = area(i % WIDTH, i / WIDTH);
            marked[i] = (area == 1 && first) || (area == 2 && second);
        }
        return BinaryMask.of(WIDTH, HEIGHT, marked);
    }

    private static final BinaryMask BOTH = marked(true, true);

    /** An image whose areas have the samples of some pixels in hexadecimal digits: background, first, second. */
    private static Raster image(String background, String first, String second) {
        String[] pixels = {background, first, second};
        int channels = background.length() / 2;
        byte[] samples = new byte[WIDTH * HEIGHT * channels];
        for (int i = 0; i < samples.length; i++) {
            String pixel = pixels[area(i / channels % WIDTH, i / channels / WIDTH)];
            int at = i % channels * 2;
            samples[i] = (byte) Integer.parseInt(pixel.substring(at, at + 2), 16);
        }
        Channels[] byCount = {Channels.GREY, Channels.GREY_ALPHA, Channels.RGB, Channels.RGBA};
        return Raster.of(WIDTH, HEIGHT, byCount[channels - 1], samples);
    }

    private static Raster grey(IntUnaryOperator level) {
        byte[] samples = new byte[WIDTH * HEIGHT];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) level.applyAsInt(i);
        }
        return Raster.of(WIDTH, HEIGHT, Channels.GREY, samples);
    }

    private static BinaryMask of(Raster image) throws ImageFileException {
        return MaskPixels.of(image, ImageFormat.PNG, "mask.png");
    }

    @ParameterizedTest
    @CsvSource({
        // white on black, 0 and 1, numbers of classes, with 255 for "ignore", three levels
        "00, ff, ff",
        "00, 01, 01",
        "00, 01, 02",
        "00, 0f, 13",
        "00, 01, ff",
        "00, 40, ff",
        "00, 80, ff",
        "00, 7f, 7f",
        // colours of classes: Pascal VOC's, CVAT's, pure ones, dark beside bright
        "000000, 800000, 008000",
        "000000, fa3253, fa3253",
        "000000, ff0000, 0000ff",
        "000000, 000001, 010000",
        "000000, 400000, ffffff",
        "000000, c08080, 404000",
        // transparency: a shape on nothing, black on nothing, half covering, white on transparent white, opaque
        // throughout
        "00000000, ff0000ff, 00ff00ff",
        "00000000, 000000ff, 000000ff",
        "00000000, ff000080, 0000ff28",
        "ffffff00, ffffffff, ffffffff",
        "ffffff00, ff0000ff, ffffffff",
        "000000ff, ff0000ff, ffffffff",
        "00000000, ffffff00, ffffff00",
        "0000, 01ff, ffff",
        "0000, 00ff, 00ff",
        "ff00, ffff, ffff",
        "00ff, 01ff, 02ff"
    })
    void whatIsNotBackgroundIsMarked(String background, String first, String second) throws ImageFileException {
        assertThat(of(image(background, first, second))).isEqualTo(BOTH);
    }

    @ParameterizedTest
    @CsvSource({"000000ff, 000000ff, ff0000ff", "00000000, 00000000, ff0000ff", "000000ff, 00000000, ff0000ff"})
    void blackBesideColoursIsBackground(String background, String first, String second) throws ImageFileException {
        assertThat(of(image(background, first, second))).isEqualTo(marked(false, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "000000", "00000000", "000000ff", "0000"})
    void aBlankMaskIsBlank(String pixel) throws ImageFileException {
        assertThat(of(image(pixel, pixel, pixel)).count()).isZero();
    }

    /** As before: the upper half of soft edges, of shades, and of the noise that JPEG leaves in a PNG. */
    @Test
    void brightMasksKeepTheirEdges() throws ImageFileException {
        Raster soft = grey(i -> {
            double outside = Math.max(Math.abs(i % WIDTH - 20) - 9.3, Math.abs(i / WIDTH - 16) - 6.8);
            return (int) Math.round(255 * Math.max(0, Math.min(1, 0.5 - outside)));
        });
        Raster shades = grey(i ->
                (int) Math.round(255 * Math.exp(-(Math.pow(i % WIDTH - 20, 2) + Math.pow(i / WIDTH - 16, 2)) / 120)));
        Raster noisy = grey(i -> (area(i % WIDTH, i / WIDTH) > 0 ? 245 : 0) + ((i * 7919) >> 3) % 11);
        for (Raster image : List.of(soft, shades, noisy)) {
            BinaryMask mask = of(image);
            assertThat(mask).isEqualTo(BinaryMask.above(image, Annotation.MaskFile.HALF));
            assertThat(mask.count()).isBetween(50, WIDTH * HEIGHT / 2);
        }
    }

    @Test
    void sixteenBitsKeepSmallNumbers() throws ImageFileException {
        short[] samples = new short[WIDTH * HEIGHT];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) area(i % WIDTH, i / WIDTH);
        }
        assertThat(of(Raster.of(WIDTH, HEIGHT, Channels.GREY, samples))).isEqualTo(BOTH);
    }

    @Test
    void palettesAreReadByTheirColours() throws IOException {
        byte[] red = {0, (byte) 128, 0};
        byte[] green = {0, 0, (byte) 128};
        BufferedImage voc = new BufferedImage(
                WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 3, red, green, new byte[3]));
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            voc.getRaster().setSample(i % WIDTH, i / WIDTH, 0, area(i % WIDTH, i / WIDTH));
        }
        Path file = folder.resolve("voc.png");
        ImageIO.write(voc, "png", file.toFile());
        assertThat(mask(new Annotation.MaskFile(file))).isEqualTo(BOTH);
    }

    private static BinaryMask mask(Annotation.MaskFile mask) throws ImageFileException {
        return Rasterizer.withDefaults()
                .mask(new AnnotationRecord(
                        "a.png", new ImageSize(WIDTH, HEIGHT), "A", null, null, List.<Annotation>of(mask)));
    }

    @Test
    void aLevelTakesTheRulesPlace() throws IOException {
        Path file = folder.resolve("levels.png");
        PngWriter.write(image("00", "40", "ff"), file);
        assertThat(mask(new Annotation.MaskFile(file))).isEqualTo(BOTH);
        assertThat(mask(new Annotation.MaskFile(file, 127))).isEqualTo(marked(false, true));
        assertThat(mask(new Annotation.MaskFile(file, 63))).isEqualTo(BOTH);
        assertThatThrownBy(() -> new Annotation.MaskFile(file, 255)).hasMessage("level 255: must be from 0 to 254");
    }

    private static BinaryMask ofJpeg(Raster image) throws ImageFileException {
        return MaskPixels.of(JpegCompression.apply(image, 95), ImageFormat.JPEG, "mask.jpg");
    }

    /** Compression keeps white and black, but no class of number 1, and red is dark. */
    @Test
    void lossyFilesMustBeBright() throws ImageFileException {
        assertThat(ofJpeg(image("00", "ff", "ff"))).isEqualTo(BOTH);
        assertThat(ofJpeg(image("00", "00", "00")).count()).isZero();
        assertThatThrownBy(() -> ofJpeg(image("000000", "ff0000", "800000")))
                .isInstanceOf(ImageFileException.class)
                .hasMessageStartingWith(
                        "mask.jpg: no pixel of the mask has a luminance above 127, and JPEG does not keep");
    }
}
