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
                        ImageFormat.PNG, new ImageSize(30, 20), Channels.GREY, SampleDepth.SIXTEEN_BITS, 1));
        assertThat(decoder.readHeader(GoldenFiles.path("jpeg_420.jpg")))
                .isEqualTo(new ImageHeader(
                        ImageFormat.JPEG, new ImageSize(53, 39), Channels.RGB, SampleDepth.EIGHT_BITS, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jpeg_420.jpg",
                "jpeg_444_progressive.jpg",
                "jpeg_grey.jpg",
                "jpeg_cmyk_420.jpg",
                "png_rgba.png",
                "png_grey16.png",
                "bmp_8.bmp",
                "bmp_565.bmp",
                "webp_lossy_alpha.webp",
                "webp_lossless.webp"
            })
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
        assertThatThrownBy(() -> decoder.read(folder)).hasMessage(folder + ": is a folder");
    }

    @Test
    void namesTheBytesOfAnUnknownFormat() {
        assertThatThrownBy(
                        () -> decoder.decode("no image".getBytes(java.nio.charset.StandardCharsets.US_ASCII), "a.png"))
                .hasMessage(
                        "a.png: is neither PNG, JPEG, BMP nor WebP: it begins with the bytes 6e 6f 20 69 6d 61 67 65");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GIF89a.. | is GIF:",
                "'II*\\0....' | is TIFF:",
                "'\\0\\0\\0\\30ftypheic\\0\\0\\0\\0mif1heic' | is HEIF:",
                "'\\0\\0\\0\\30ftypavif\\0\\0\\0\\0' | is AVIF:",
                "8BPS\\0\\1 | is Photoshop's PSD:",
                "'<!doctype html><html>404</html>' | is a web page (HTML):",
                "'version https://git-lfs.github.com/spec/v1\\noid' | is a pointer of Git LFS, not the picture itself",
                "'\\0\\5\\26\\7\\0\\2\\0\\0Mac OS X' | is AppleDouble data of macOS",
                "RIFF....WEBP | is a WebP that ends in its header",
                "'%PDF-1.7' | is PDF:",
            })
    void namesFormatsThatAreNotRead(String start, String message) {
        byte[] file = start.translateEscapes().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> decoder.decode(file, "a.png"))
                .isInstanceOf(ImageFileException.class)
                .hasMessageStartingWith("a.png: " + message)
                .hasMessageContaining("PNG, JPEG, BMP and WebP");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jpeg_cmyk.jpg",
                "jpeg_cmyk_420.jpg",
                "jpeg_cmyk_progressive.jpg",
                "jpeg_ycck.jpg",
                "jpeg_ycck_420.jpg",
                "jpeg_ycck_progressive.jpg",
                "bmp_1.bmp",
                "bmp_4.bmp",
                "bmp_8.bmp",
                "bmp_core.bmp",
                "bmp_24.bmp",
                "bmp_top_down.bmp",
                "bmp_32.bmp",
                "bmp_555.bmp",
                "bmp_565.bmp",
                "webp_lossy.webp",
                "webp_lossless.webp",
                "webp_lossy_alpha.webp",
                "webp_lossless_alpha.webp",
                "webp_exact_alpha.webp"
            })
    void decodesToTheVeryPixelsOfPillow(String name) throws IOException {
        Raster image = GoldenFiles.image(name);
        assertThat(image).isEqualTo(GoldenFiles.image(name.substring(0, name.lastIndexOf('.')) + "_decoded.png"));
        ImageHeader header = decoder.readHeader(GoldenFiles.path(name));
        assertThat(header.size()).isEqualTo(image.size());
        assertThat(header.channels()).isEqualTo(image.channels());
        assertThat(header.format().name()).isEqualToIgnoringCase(name.substring(0, name.indexOf('_')));
    }

    @Test
    void refusesAnimatedWebp() {
        assertThatThrownBy(() -> GoldenFiles.image("webp_animated.webp"))
                .hasMessageEndingWith("is an animated WebP: only still pictures are read");
    }

    @ParameterizedTest
    @CsvSource({"30,1,compression 1", "28,2,2 bits", "46,300,palette of 300 colours", "46,3,of colour"})
    void refusesBmpThatItDoesNotKnow(int at, int value, String message) {
        byte[] file = GoldenFiles.bytes("bmp_8.bmp");
        file[at] = (byte) value;
        file[at + 1] = (byte) (value >> 8);
        assertThatThrownBy(() -> decoder.decode(file, "a.bmp"))
                .isInstanceOf(ImageFileException.class)
                .hasMessageContaining(message);
    }

    /** Orientation turns no pixel: not of images, not of maps. */
    @Test
    void tellsTheOrientationWithoutApplyingIt() throws IOException {
        ImageHeader header = decoder.readHeader(GoldenFiles.path("jpeg_exif_rotated.jpg"));
        assertThat(header.orientation()).isEqualTo(6);
        assertThat(header.size()).isEqualTo(new ImageSize(53, 39));
        assertThat(header.shownSize()).isEqualTo(new ImageSize(39, 53));
        assertThat(GoldenFiles.image("jpeg_exif_rotated.jpg").size()).isEqualTo(header.size());
        assertThat(decoder.readHeader(withExif(GoldenFiles.bytes("small_grey.png"), 3))
                        .orientation())
                .isEqualTo(3);
        assertThat(decoder.readHeader(withExif(GoldenFiles.bytes("small_grey.png"), 9))
                        .orientation())
                .isEqualTo(1);
    }

    /** A PNG file with an eXIf chunk of one entry behind its header. */
    private Path withExif(byte[] png, int orientation) throws IOException {
        byte[] exif = {
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
        CRC32 crc = new CRC32();
        crc.update(exif);
        ByteBuffer file = ByteBuffer.allocate(png.length + exif.length + 8);
        file.put(png, 0, 33).putInt(exif.length - 4).put(exif).putInt((int) crc.getValue());
        file.put(png, 33, png.length - 33);
        return Files.write(folder.resolve("exif.png"), file.array());
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
    void refusesJpegOfTwoComponents() {
        byte[] file = GoldenFiles.bytes("jpeg_420.jpg");
        file[indexOf(file, 0xff, 0xc0) + 9] = 2;
        assertThatThrownBy(() -> decoder.decode(file, "two.jpg")).hasMessageContaining("2 components");
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
