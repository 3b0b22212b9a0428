package org.cyborgml.app.study.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.PngWriter;
import org.cyborgml.saliency.image.Raster;
import org.junit.jupiter.api.Test;

class PictureBytesTest {

    private static final String SECRET = "made by StyleGAN2";

    private static byte[] png() {
        byte[] noise = new byte[20 * 10 * 3];
        new Random(1).nextBytes(noise);
        return PngWriter.encode(Raster.of(20, 10, Channels.RGB, noise));
    }

    private static byte[] jpeg() throws IOException {
        BufferedImage image = new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(2);
        for (int i = 0; i < 200; i++) {
            image.setRGB(i % 20, i / 20, random.nextInt());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", out);
        return out.toByteArray();
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] chunk(String name, byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.US_ASCII));
        crc.update(content);
        return ByteBuffer.allocate(12 + content.length)
                .putInt(content.length)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .putInt((int) crc.getValue())
                .array();
    }

    private static byte[] segment(int marker, byte[] content) {
        return ByteBuffer.allocate(4 + content.length)
                .put((byte) 0xFF)
                .put((byte) marker)
                .putShort((short) (content.length + 2))
                .put(content)
                .array();
    }

    private static void requireSamePixelsWithoutSecret(byte[] plain, byte[] telling, String type) throws IOException {
        PictureBytes picture = PictureBytes.withoutMetadata(telling);
        assertThat(picture.type()).isEqualTo(type);
        assertThat(new String(telling, StandardCharsets.ISO_8859_1)).contains(SECRET);
        assertThat(new String(picture.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
        ImageDecoder decoder = ImageDecoder.withDefaults();
        assertThat(decoder.decode(picture.bytes(), "stripped")).isEqualTo(decoder.decode(plain, "plain"));
    }

    @Test
    void pngKeepsItsPixelsOnly() throws IOException {
        byte[] plain = png();
        byte[] text = chunk("tEXt", ("Software\0" + SECRET).getBytes(StandardCharsets.US_ASCII));
        byte[] exif = chunk("eXIf", SECRET.getBytes(StandardCharsets.US_ASCII));
        int afterHeader = 8 + 25;
        byte[] telling = concatenated(
                Arrays.copyOf(plain, afterHeader),
                text,
                exif,
                Arrays.copyOfRange(plain, afterHeader, plain.length),
                SECRET.getBytes(StandardCharsets.US_ASCII));
        requireSamePixelsWithoutSecret(plain, telling, "image/png");
    }

    @Test
    void jpegKeepsItsPixelsOnly() throws IOException {
        byte[] plain = jpeg();
        byte[] secret = SECRET.getBytes(StandardCharsets.US_ASCII);
        byte[] telling = concatenated(
                Arrays.copyOf(plain, 2),
                segment(0xE1, secret),
                segment(0xED, secret),
                segment(0xFE, secret),
                Arrays.copyOfRange(plain, 2, plain.length),
                secret);
        requireSamePixelsWithoutSecret(plain, telling, "image/jpeg");
    }

    @Test
    void webpKeepsItsPixelsOnly() throws IOException {
        // A lossless WebP of one red pixel, in the extended form with an EXIF chunk.
        byte[] pixel = HexFormat.of().parseHex("2f00000000073ef8ff8888ff01");
        byte[] vp8l = concatenated(riff("VP8L", pixel));
        byte[] extended = riff("VP8X", HexFormat.of().parseHex("08000000000000000000"));
        byte[] exif = riff("EXIF", SECRET.getBytes(StandardCharsets.US_ASCII));
        PictureBytes picture = PictureBytes.withoutMetadata(webp(concatenated(extended, vp8l, exif)));
        assertThat(picture.type()).isEqualTo("image/webp");
        extended[8] = 0;
        assertThat(picture.bytes()).isEqualTo(webp(concatenated(extended, vp8l)));
    }

    private static byte[] riff(String name, byte[] content) {
        return ByteBuffer.allocate(8 + content.length + content.length % 2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .putInt(content.length)
                .put(content)
                .array();
    }

    private static byte[] webp(byte[] chunks) {
        return concatenated(
                ByteBuffer.allocate(12)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                        .putInt(chunks.length + 4)
                        .put("WEBP".getBytes(StandardCharsets.US_ASCII))
                        .array(),
                chunks);
    }

    /** A file that breaks off or states wrong lengths ends in an image exception, and soon. */
    @Test
    void brokenFilesAreRefused() throws IOException {
        Random random = new Random(4);
        for (byte[] whole : new byte[][] {png(), jpeg()}) {
            for (int i = 0; i < 2000; i++) {
                byte[] broken = Arrays.copyOf(whole, random.nextInt(whole.length));
                for (int j = random.nextInt(4); j > 0 && broken.length > 0; j--) {
                    broken[random.nextInt(broken.length)] = (byte) random.nextInt();
                }
                try {
                    assertThat(PictureBytes.withoutMetadata(broken).bytes().length)
                            .isLessThanOrEqualTo(broken.length);
                } catch (IOException e) {
                    assertThat(e).hasMessageMatching("the (image file is cut|file is no .*)");
                }
            }
        }
        assertThatThrownBy(() -> PictureBytes.withoutMetadata("GIF89a".getBytes(StandardCharsets.US_ASCII)))
                .hasMessageContaining("no PNG");
    }
}
