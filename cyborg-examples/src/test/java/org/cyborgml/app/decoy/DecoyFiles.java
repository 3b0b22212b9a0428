package org.cyborgml.app.decoy;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Small files in the layouts that the study reads: class c is a bright square of c + 5 pixels at a random place. */
final class DecoyFiles {

    private DecoyFiles() {}

    static byte[] image(int label, Random random) {
        byte[] pixels = new byte[28 * 28];
        int size = label + 5;
        int left = 4 + random.nextInt(20 - size);
        int top = 4 + random.nextInt(20 - size);
        for (int y = top; y < top + size; y++) {
            for (int x = left; x < left + size; x++) {
                pixels[y * 28 + x] = (byte) (150 + random.nextInt(100));
            }
        }
        return pixels;
    }

    /** The four IDX files with so many images of every class. */
    static void writeIdx(Path folder, int train, int test) throws IOException {
        Random random = new Random(1);
        writeIdx(folder, "train", train, random);
        writeIdx(folder, "t10k", test, random);
    }

    private static void writeIdx(Path folder, String name, int perClass, Random random) throws IOException {
        try (DataOutputStream images = gzipped(folder.resolve(name + "-images-idx3-ubyte.gz"));
                DataOutputStream labels = gzipped(folder.resolve(name + "-labels-idx1-ubyte.gz"))) {
            images.writeInt(0x803);
            images.writeInt(10 * perClass);
            images.writeInt(28);
            images.writeInt(28);
            labels.writeInt(0x801);
            labels.writeInt(10 * perClass);
            for (int i = 0; i < 10 * perClass; i++) {
                images.write(image(i % 10, random));
                labels.writeByte(i % 10);
            }
        }
    }

    private static DataOutputStream gzipped(Path file) throws IOException {
        return new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(file)));
    }

    /** npm's layout, with so many digits of every class. */
    static void writeJson(Path folder, int perClass) throws IOException {
        Path digits = Files.createDirectories(folder.resolve("src/digits"));
        Random random = new Random(2);
        for (int label = 0; label < 10; label++) {
            StringBuilder text = new StringBuilder("{ \"data\": [");
            for (int i = 0; i < perClass; i++) {
                for (byte pixel : image(label, random)) {
                    // Rounded as the package's numbers are.
                    text.append(Math.round((pixel & 0xff) / 0.255) / 1000.0).append(',');
                }
            }
            text.setCharAt(text.length() - 1, ']');
            Files.writeString(digits.resolve(label + ".json"), text.append('}'));
        }
    }
}
