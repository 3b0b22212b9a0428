import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the README's program on images of two kinds: a red square is real, a blue one synthetic. */
class QuickstartTest {

    private static final int SIDE = 64;

    private final Random random = new Random(1);

    @Test
    void trainsScoresAndExplains(@TempDir Path folder) throws IOException {
        for (String name : List.of("images", "maps", "new")) {
            Files.createDirectory(folder.resolve(name));
        }
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 48; i++) {
            boolean synthetic = i % 2 == 1;
            String file = i + ".png";
            int left = 4 + random.nextInt(SIDE - 32);
            int top = 4 + random.nextInt(SIDE - 32);
            draw(folder.resolve(i < 40 ? "images" : "new").resolve(file), left, top, synthetic ? Color.BLUE : Color.RED, 100);
            if (i < 40) {
                draw(folder.resolve("maps").resolve(file), left, top, Color.WHITE, 0);
                rows.append(i < 32 ? "train," : "test,")
                        .append(synthetic ? "Synthetic," : "Real,")
                        .append(file)
                        .append('\n');
            }
        }
        Files.writeString(folder.resolve("split.csv"), rows);

        String[] lines = printed(folder).lines().filter(line -> line.contains(".png: ")).toArray(String[]::new);
        assertEquals(8, lines.length);
        for (String line : lines) {
            int number = Integer.parseInt(line.substring(0, line.indexOf('.')));
            assertTrue(line.contains(number % 2 == 1 ? ": Synthetic, 0." : ": Real, 0."), line);
            BufferedImage cam = ImageIO.read(folder.resolve("cam-" + number + ".png").toFile());
            assertEquals(224, cam.getWidth());
        }
        assertTrue(Files.exists(folder.resolve("run/Logs/final_model.safetensors")));
    }

    private static String printed(Path folder) throws IOException {
        PrintStream before = System.out;
        ByteArrayOutputStream caught = new ByteArrayOutputStream();
        System.setOut(new PrintStream(caught, true, StandardCharsets.UTF_8));
        try {
            Quickstart.main(new String[] {folder.toString()});
        } finally {
            System.setOut(before);
        }
        return caught.toString(StandardCharsets.UTF_8);
    }

    private void draw(Path file, int left, int top, Color colour, int noise) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; noise > 0 && i < SIDE * SIDE; i++) {
            image.setRGB(i % SIDE, i / SIDE, 0x010101 * random.nextInt(noise));
        }
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(left, top, 24, 24);
        graphics.dispose();
        ImageIO.write(image, "png", file.toFile());
    }
}
