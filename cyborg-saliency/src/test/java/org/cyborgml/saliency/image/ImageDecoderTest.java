package org.cyborgml.saliency.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.cyborgml.saliency.GoldenFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {

    private final ImageDecoder decoder = ImageDecoder.withDefaults();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jpeg_420",
                "jpeg_444_progressive",
                "jpeg_grey",
                "jpeg_exif_rotated",
                "jpeg_restart",
                "jpeg_restart_progressive",
                "jpeg_scans",
                "jpeg_440"
            })
    void decodesJpegToThePixelsOfPillow(String name) {
        Raster image = GoldenFiles.image(name + ".jpg");
        Raster expected = GoldenFiles.image(name + "_decoded.png");
        assertThat(image.size()).isEqualTo(expected.size());
        assertThat(image.channels()).isEqualTo(expected.channels());
        assertThat(largestDifference(image, expected)).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "png_palette,RGB",
        "png_palette_transparent,RGBA",
        "png_rgba,RGBA",
        "png_grey_alpha,GREY_ALPHA",
        "png_one_bit,GREY"
    })
    void decodesEveryKindOfPngToThePixelsOfPillow(String name, Channels channels) {
        Raster image = GoldenFiles.image(name + ".png");
        assertThat(image.channels()).isEqualTo(channels);
        assertThat(image.toRgb()).isEqualTo(GoldenFiles.image(name + "_rgb.png").toRgb());
    }

    @Test
    void convertsToGreyAsPillow() {
        assertThat(GoldenFiles.image("small_rgb.png").toGrey()).isEqualTo(GoldenFiles.image("small_grey.png"));
    }

    @Test
    void keepsSixteenBits() {
        Raster image = GoldenFiles.image("png_grey16.png");
        assertThat(image.depth()).isEqualTo(SampleDepth.SIXTEEN_BITS);
        for (int i = 0; i < 600; i++) {
            assertThat(image.sample(i % 30, i / 30, 0)).isEqualTo(i * 109);
        }
        assertThat(image.toEightBits().sample(29, 19, 0)).isEqualTo(599 * 109 / 256);
        assertThat(image.toLuminance().get(29, 19)).isEqualTo(599 * 109 / 65535f);
    }

    @Test
    void readsHeaders() throws IOException {
        assertThat(decoder.readHeader(GoldenFiles.path("png_grey16.png")))
                .isEqualTo(new ImageHeader(
                        ImageFormat.PNG, new ImageSize(30, 20), Channels.GREY, SampleDepth.SIXTEEN_BITS));
        assertThat(decoder.readHeader(GoldenFiles.path("jpeg_420.jpg")))
                .isEqualTo(
                        new ImageHeader(ImageFormat.JPEG, new ImageSize(53, 39), Channels.RGB, SampleDepth.EIGHT_BITS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jpeg_420.jpg", "jpeg_444_progressive.jpg", "jpeg_grey.jpg", "png_rgba.png", "png_grey16.png"})
    void refusesAFileCutAnywhere(String name) {
        byte[] whole = GoldenFiles.bytes(name);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            ImageFileException failure =
                    catchThrowableOfType(ImageFileException.class, () -> decoder.decode(cut, "cut.bin"));
            assertThat(failure).as("%s cut to %s bytes", name, length).isNotNull();
            assertThat(failure.file()).isEqualTo("cut.bin");
            assertThat(failure.reason()).isNotEmpty();
        }
    }

    @Test
    void namesAnEmptyFile() throws IOException {
        Path file = Files.createFile(folder.resolve("000174.png"));
        assertThatThrownBy(() -> decoder.read(file))
                .isInstanceOf(ImageFileException.class)
                .hasMessage(file + ": is empty: 0 bytes");
    }

    @Test
    void namesAMissingFileAndAFolder() {
        Path missing = folder.resolve("no.png");
        assertThatThrownBy(() -> decoder.read(missing)).hasMessage(missing + ": does not exist");
        assertThatThrownBy(() -> decoder.read(folder)).hasMessage(folder + ": is not a regular file");
    }

    @Test
    void namesTheBytesOfAnotherFormat() {
        assertThatThrownBy(
                        () -> decoder.decode("GIF89a..".getBytes(java.nio.charset.StandardCharsets.US_ASCII), "a.png"))
                .hasMessage("a.png: is neither PNG nor JPEG: it begins with the bytes 47 49 46 38 39 61 2e 2e");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0,is 0x0: width and height must be",
        "0,7,is 0x7",
        "-1,7,is 4294967295x7",
        "100000,100000,is 100000x100000",
        "10001,10000,'is 10001x10000, 100010000 pixels: at most 100000000 are read'"
    })
    void refusesPngOfImpossibleOrHugeSize(int width, int height, String message) {
        byte[] file = withPngSize(GoldenFiles.bytes("small_grey.png"), width, height);
        assertThatThrownBy(() -> decoder.decode(file, "000174.png"))
                .isInstanceOf(ImageFileException.class)
                .hasMessageStartingWith("000174.png: ")
                .hasMessageContaining(message);
    }

    @Test
    void refusesHugeJpegBeforeDecoding() {
        byte[] file = GoldenFiles.bytes("jpeg_grey.jpg");
        int frame = indexOf(file, 0xff, 0xc0);
        ByteBuffer.wrap(file).putShort(frame + 5, (short) 65000).putShort(frame + 7, (short) 65000);
        assertThatThrownBy(() -> decoder.decode(file, "big.jpg"))
                .hasMessageContaining("65000x65000, 4225000000 pixels");
    }

    @Test
    void limitIsInclusive() throws IOException {
        Path file = GoldenFiles.path("small_grey.png");
        assertThat(decoder.withMaximumPixels(53 * 39).read(file).width()).isEqualTo(53);
        assertThatThrownBy(() -> decoder.withMaximumPixels(53 * 39 - 1).read(file))
                .hasMessageContaining("53x39");
        assertThatThrownBy(() -> decoder.withMaximumPixels(53 * 39 - 1).readHeader(file))
                .hasMessageContaining("53x39");
        assertThatThrownBy(() -> decoder.withMaximumPixels(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesPixelsThatEndEarlyThoughEveryChecksumHolds() {
        // A header that claims one row more than the data have.
        byte[] file = withPngSize(GoldenFiles.bytes("small_grey.png"), 53, 40);
        assertThatThrownBy(() -> decoder.decode(file, "short.png"))
                .hasMessageContaining("short.png: PNG pixel data end before the last row");
    }

    @Test
    void refusesCmykJpeg() {
        byte[] file = GoldenFiles.bytes("jpeg_420.jpg");
        file[indexOf(file, 0xff, 0xc0) + 9] = 4;
        assertThatThrownBy(() -> decoder.decode(file, "cmyk.jpg")).hasMessageContaining("4 components");
    }

    private static byte[] withPngSize(byte[] png, int width, int height) {
        ByteBuffer.wrap(png).putInt(16, width).putInt(20, height);
        CRC32 crc = new CRC32();
        crc.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
        return png;
    }

    private static int indexOf(byte[] file, int first, int second) {
        for (int i = 0; i + 1 < file.length; i++) {
            if ((file[i] & 0xff) == first && (file[i + 1] & 0xff) == second) {
                return i;
            }
        }
        throw new IllegalArgumentException("no such marker");
    }

    private static int largestDifference(Raster a, Raster b) {
        byte[] left = a.toBytes();
        byte[] right = b.toBytes();
        int largest = 0;
        for (int i = 0; i < left.length; i++) {
            largest = Math.max(largest, Math.abs((left[i] & 0xff) - (right[i] & 0xff)));
        }
        return largest;
    }
}
