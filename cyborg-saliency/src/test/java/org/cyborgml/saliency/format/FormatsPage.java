package org.cyborgml.saliency.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.image.PngWriter;

/** The page on annotation files: its examples, and the images that they mark. */
final class FormatsPage {

    private static final Pattern EXAMPLE = Pattern.compile("```(json|xml|csv) (\\S+)\n(.*?)```", Pattern.DOTALL);

    private FormatsPage() {}

    /**
     * An example of the page.
     *
     * @param extension of its file
     * @param form the name of its form
     * @param text its content
     */
    record Example(String extension, String form, String text) {
        @Override
        public String toString() {
            return form + "." + extension;
        }

        byte[] bytes() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    static String text() {
        try (InputStream in = Objects.requireNonNull(AnnotationReader.class.getResourceAsStream("FORMATS.md"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Example> examples() {
        return EXAMPLE.matcher(text())
                .results()
                .map(found -> new Example(found.group(1), found.group(2), found.group(3)))
                .toList();
    }

    /** The images that the examples mark, in a folder of images. */
    static Path images(Path folder) throws IOException {
        image(folder.resolve("faces/000174.png"), 640, 480);
        image(folder.resolve("faces/small.png"), 12, 9);
        return folder;
    }

    static void image(Path file, int width, int height) throws IOException {
        Files.createDirectories(file.getParent());
        PngWriter.write(
                BinaryMask.ofRuns(new ImageSize(width, height), new int[] {width * height})
                        .toRaster(),
                file);
    }
}
