package org.cyborgml.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * A small data set in the authors' layout, made by rule: noise, with a bright square at the upper left of images of one
 * class and at the lower right of the other's; the map is the square.
 */
public final class ToyFaces {

    public static final int SIDE = 32;

    private ToyFaces() {}

    /** Writes images/, maps/ and split.csv with so many images of each class to train on, and half of that to validate. */
    public static void write(Path folder, int perClass) throws IOException {
        write(folder, perClass, 1);
    }

    /** The same with other noise. */
    public static void write(Path folder, int perClass, long seed) throws IOException {
        Files.createDirectories(folder.resolve("images"));
        Files.createDirectories(folder.resolve("maps"));
        StringBuilder csv = new StringBuilder();
        Random random = new Random(seed);
        for (int i = 0; i < perClass * 3; i++) {
            boolean synthetic = i % 2 == 1;
            String split = i < perClass * 2 ? "train" : "test";
            String name = "face" + i;
            csv.append(split)
                    .append(synthetic ? ",Synthetic,/" : ",Real,/")
                    .append(name)
                    .append(".png\n");
            int at = synthetic ? SIDE / 2 : SIDE / 8;
            image(folder.resolve("images/" + name + ".png"), random, at, 96);
            image(folder.resolve("maps/" + name + ".png"), random, at, 0);
        }
        Files.writeString(folder.resolve("split.csv"), csv);
    }

    private static void image(Path file, Random random, int at, int noise) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                boolean inside = x >= at && x < at + 10 && y >= at && y < at + 10;
                int grey = (inside ? 255 - noise : 0) + (noise == 0 ? 0 : random.nextInt(noise));
                image.setRGB(x, y, grey << 16 | grey << 8 | grey);
            }
        }
        ImageIO.write(image, "png", file.toFile());
    }
}
