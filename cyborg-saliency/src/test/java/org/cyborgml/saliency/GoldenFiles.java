package org.cyborgml.saliency;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.Raster;

/** The files that src/test/python/make_goldens.py wrote. */
public final class GoldenFiles {

    private GoldenFiles() {}

    public static Path path(String name) {
        try {
            return Path.of(Objects.requireNonNull(GoldenFiles.class.getResource("/golden/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Raster image(String name) {
        try {
            return ImageDecoder.withDefaults().read(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static float[] floats(String name) {
        FloatBuffer buffer =
                ByteBuffer.wrap(bytes(name)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    public static double[] csv(String name) {
        try (Stream<String> lines = Files.lines(path(name))) {
            return lines.flatMap(line -> Stream.of(line.split(",", -1)))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
