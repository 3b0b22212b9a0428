package org.cyborgml.saliency.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.cyborgml.saliency.GoldenFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every colour type, depth and filter of PNG, plain and interlaced, against Pillow and libpng. */
class PngKindsTest {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    static Stream<String> kinds() {
        return Stream.of(
                "0_1", "0_2", "0_4", "0_8", "0_16", "2_8", "2_16", "3_1", "3_2", "3_4", "3_8", "4_8", "4_16", "6_8",
                "6_16");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void decodesToThePixelsOfPillow(String kind) {
        Raster image = GoldenFiles.image("kind_" + kind + ".png");
        assertThat(image.depth() == SampleDepth.SIXTEEN_BITS).isEqualTo(kind.endsWith("_16"));
        assertThat(image.channels()).isEqualTo(channels(kind));
        // Pillow has no RGB of 16-bit grey; keepsSixteenBits of ImageDecoderTest sees to it.
        if (!kind.equals("0_16")) {
            assertThat(image.toRgb()).isEqualTo(GoldenFiles.image("kind_" + kind + "_rgb.png"));
        }
    }

    private static Channels channels(String kind) {
        return switch (kind.charAt(0)) {
            case '0' -> Channels.GREY;
            case '4' -> Channels.GREY_ALPHA;
            case '6' -> Channels.RGBA;
            default -> Channels.RGB;
        };
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void interlacingChangesNothing(String kind) {
        assertThat(GoldenFiles.image("kind_" + kind + "_interlaced.png"))
                .isEqualTo(GoldenFiles.image("kind_" + kind + ".png"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void readsPalettesAsIndicesWhenAsked(int bits) throws ImageFileException {
        ImageDecoder decoder = ImageDecoder.withDefaults().withPalettes(PaletteReading.INDICES);
        Raster indices = decoder.read(GoldenFiles.path("kind_3_" + bits + ".png"));
        assertThat(indices).isEqualTo(GoldenFiles.image("kind_3_" + bits + "_indices.png"));
        assertThat(decoder.read(GoldenFiles.path("rgb.png"))).isEqualTo(GoldenFiles.image("rgb.png"));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void oneColourOfRgbMayBeTransparent(int bits) {
        Raster image = GoldenFiles.image("kind_2_" + bits + "_transparent.png");
        assertThat(image.channels()).isEqualTo(Channels.RGBA);
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                boolean inside = x >= 5 && x < 11 && y >= 3 && y < 7;
                assertThat(image.sample(x, y, 3))
                        .isEqualTo(inside ? 0 : image.depth().maximum());
            }
        }
    }

    /** Two rows of two pixels of RGB: 14 bytes with their filters. */
    @ParameterizedTest
    @CsvSource({
        "2,0,13,'PNG pixel data end before the last row: damaged or cut'",
        "2,0,15,'PNG has more pixel data than its header says: damaged'",
        "2,5,14,'PNG row filter 5 does not exist: damaged'",
        "3,0,6,'PNG palette of 0 bytes: must be 3 for each of 1 to 256 colours'"
    })
    void saysWhatIsWrongThoughEveryChecksumHolds(int colour, int filter, int bytes, String message) {
        byte[] data = new byte[bytes];
        data[0] = (byte) filter;
        byte[] file = png(2, 2, 8, colour, new byte[0], data);
        assertThatThrownBy(() -> ImageDecoder.withDefaults().decode(file, "a.png"))
                .isInstanceOf(ImageFileException.class)
                .hasMessage("a.png: " + message);
    }

    @Test
    void refusesAnIndexThatThePaletteLacks() throws ImageFileException {
        byte[] file = png(1, 1, 8, 3, new byte[6], new byte[] {0, 2});
        assertThatThrownBy(() -> ImageDecoder.withDefaults().decode(file, "a.png"))
                .hasMessage("a.png: PNG pixel of colour 2 where the palette has 2");
        assertThat(ImageDecoder.withDefaults()
                        .withPalettes(PaletteReading.INDICES)
                        .decode(file, "a.png")
                        .sample(0, 0, 0))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kind_2_8", "kind_3_4_interlaced", "kind_6_16_interlaced", "kind_0_1"})
    void damageBehindRightChecksumsEndsInAnImageOrAnException(String name) {
        byte[] whole = GoldenFiles.bytes(name + ".png");
        Random random = new Random(31);
        int refused = 0;
        for (int round = 0; round < 300; round++) {
            byte[] file = whole.clone();
            file[8 + random.nextInt(file.length - 20)] ^= (byte) (1 << random.nextInt(8));
            repairChecksums(file);
            try {
                Raster image =
                        ImageDecoder.withDefaults().withMaximumPixels(4_000_000).decode(file, "damaged");
                assertThat(image.size().pixels()).isPositive();
            } catch (ImageFileException e) {
                assertThat(e).hasMessageStartingWith("damaged: ");
                refused++;
            }
        }
        // The compressed rows have a checksum of their own.
        assertThat(refused).isGreaterThan(200);
    }

    static void repairChecksums(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file);
        int at = SIGNATURE.length;
        while (at + 12 <= file.length) {
            int length = in.getInt(at);
            if (length < 0 || length > file.length - at - 12) {
                return;
            }
            in.putInt(at + 8 + length, checksum(file, at + 4, length + 4));
            at += 12 + length;
        }
    }

    private static int checksum(byte[] bytes, int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    private static byte[] png(int width, int height, int bits, int colour, byte[] palette, byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SIGNATURE);
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) bits)
                .put((byte) colour)
                .array();
        chunk(out, "IHDR", header);
        if (palette.length > 0) {
            chunk(out, "PLTE", palette);
        }
        Deflater deflater = new Deflater();
        deflater.setInput(data);
        deflater.finish();
        byte[] packed = new byte[200];
        int length = deflater.deflate(packed);
        deflater.end();
        chunk(out, "IDAT", Arrays.copyOf(packed, length));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] content) {
        byte[] chunk = ByteBuffer.allocate(12 + content.length)
                .putInt(content.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .array();
        ByteBuffer.wrap(chunk).putInt(8 + content.length, checksum(chunk, 4, 4 + content.length));
        out.writeBytes(chunk);
    }
}
