package org.cyborgml.saliency.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.cyborgml.saliency.GoldenFiles;

/**
 * Compares {@link ImageDecoder} with the JDK's ImageIO, of which every warning counts as a refusal: pixels of whole files,
 * refusals of damaged ones, and processor time. The package documentation states the results. Not a test; after {@code
 * test-compile}:
 *
 * <pre>
 * mvn -q -pl cyborg-saliency dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp cyborg-saliency/target/classes:cyborg-saliency/target/test-classes:$(cat cyborg-saliency/target/classpath) \
 *     org.cyborgml.saliency.image.ImageIoComparison
 * </pre>
 *
 * <p>Most JDKs bring libjpeg 6b for ImageIO and some use the system's libjpeg, so the numbers depend on the JDK.
 */
public final class ImageIoComparison {
    private static final int DAMAGED_PER_FILE = 3000;
    private static final int MAXIMUM_PIXELS = 4_000_000;
    private static final List<String> JPEGS = List.of(
            "jpeg_420.jpg",
            "jpeg_440.jpg",
            "jpeg_444_progressive.jpg",
            "jpeg_exif_rotated.jpg",
            "jpeg_grey.jpg",
            "jpeg_restart.jpg",
            "jpeg_restart_progressive.jpg",
            "jpeg_scans.jpg");
    private static final List<String> PNGS = Stream.of(".png", "_interlaced.png")
            .flatMap(end -> PngKindsTest.kinds().map(kind -> "kind_" + kind + end))
            .toList();

    private ImageIoComparison() {}

    public static void main(String[] arguments) throws IOException {
        ImageIO.setUseCache(false);
        System.out.printf("%s %s%n", System.getProperty("java.vm.vendor"), System.getProperty("java.vm.version"));
        for (String name : JPEGS) {
            System.out.printf("%s: largest difference of a sample %d%n", name, largestDifference(name));
        }
        compareRefusals("jpeg", JPEGS);
        compareRefusals("png", PNGS);
        for (int side : new int[] {224, 1024}) {
            Raster picture = picture(side);
            compareSpeed("jpeg", side, OpenCvCodec.encodeJpeg(picture, 90));
            compareSpeed("png", side, OpenCvCodec.encodePng(picture));
        }
    }

    private static int largestDifference(String name) throws IOException {
        byte[] expected = GoldenFiles.image(name).toBytes();
        BufferedImage image = imageIo("jpeg", GoldenFiles.bytes(name));
        int[] actual = image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
        int largest = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs((expected[i] & 0xff) - actual[i]));
        }
        return largest;
    }

    /** A PNG file's checksums are made right after the damage, since ImageIO checks none. */
    private static void compareRefusals(String format, List<String> names) {
        Map<String, Integer> oursAlone = new TreeMap<>();
        int damaged = 0;
        int imageIoAlone = 0;
        for (String name : names) {
            byte[] whole = GoldenFiles.bytes(name);
            Random random = new Random(7);
            for (int i = 0; i < DAMAGED_PER_FILE; i++) {
                byte[] file = DamagedImageTest.damage(whole, random);
                if (format.equals("png")) {
                    PngKindsTest.repairChecksums(file);
                }
                String reason = refusal(file);
                boolean imageIo = isRefusedByImageIo(format, file);
                damaged++;
                if (!reason.isEmpty() && !imageIo) {
                    oursAlone.merge(
                            reason.replaceAll("chunk .{4}", "chunk X").replaceAll("[0-9]+", "N"), 1, Integer::sum);
                }
                imageIoAlone += reason.isEmpty() && imageIo ? 1 : 0;
            }
        }
        System.out.printf(
                "%s: of %d damaged files ImageDecoder alone refuses %d and ImageIO alone %d%n",
                format, damaged, oursAlone.values().stream().mapToInt(n -> n).sum(), imageIoAlone);
        oursAlone.forEach((reason, count) -> System.out.printf("    %5d %s%n", count, reason));
    }

    private static String refusal(byte[] file) {
        try {
            ImageDecoder.withDefaults().withMaximumPixels(MAXIMUM_PIXELS).decode(file, "damaged");
            return "";
        } catch (ImageFileException e) {
            return e.reason();
        }
    }

    private static boolean isRefusedByImageIo(String format, byte[] file) {
        try {
            imageIo(format, file);
            return false;
        } catch (IOException | RuntimeException e) {
            return true;
        }
    }

    private static BufferedImage imageIo(String format, byte[] file) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        try {
            List<String> warnings = new ArrayList<>();
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(file)), false, true);
            if ((long) reader.getWidth(0) * reader.getHeight(0) > MAXIMUM_PIXELS) {
                throw new IOException("too large");
            }
            BufferedImage image = reader.read(0);
            if (!warnings.isEmpty()) {
                throw new IOException(warnings.toString());
            }
            return image;
        } finally {
            reader.dispose();
        }
    }

    private static Raster picture(int side) {
        Random random = new Random(3);
        byte[] samples = new byte[3 * side * side];
        for (int i = 0; i < samples.length; i++) {
            int x = i / 3 % side;
            int y = i / 3 / side;
            double wave = Math.sin(x * 9.0 / side) + Math.cos(y * 7.0 / side + i % 3);
            samples[i] = (byte) Math.max(0, Math.min(255, 128 + 50 * wave + 8 * random.nextGaussian()));
        }
        return Raster.of(side, side, Channels.RGB, samples);
    }

    private interface Decoding {
        void run() throws IOException;
    }

    private static void compareSpeed(String format, int side, byte[] file) throws IOException {
        System.out.printf(
                "%s %dx%d: ImageDecoder %.0f images a second of processor time, ImageIO %.0f%n",
                format,
                side,
                side,
                perSecond(() -> ImageDecoder.withDefaults().decode(file, "picture")),
                perSecond(() -> imageIo(format, file)));
    }

    private static double perSecond(Decoding decoding) throws IOException {
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        double best = 0;
        for (int round = 0; round < 6; round++) {
            long start = thread.getCurrentThreadCpuTime();
            long spent = 0;
            int images = 0;
            while (spent < 500_000_000L) {
                decoding.run();
                images++;
                spent = thread.getCurrentThreadCpuTime() - start;
            }
            best = Math.max(best, images * 1e9 / spent);
        }
        return best;
    }
}
