package org.cyborgml.saliency.control;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.cyborgml.saliency.image.FloatPlane;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.map.MeanMapAccumulator;
import org.cyborgml.saliency.map.SaliencyMap;

/** Draws control maps: the mean of true ones, one that is moved, noise, and grey. */
final class DrawnMaps {

    private static final float GREY = 0.5f;

    private DrawnMaps() {}

    /** The mean of true maps, at the size of the first one. */
    static SaliencyMap mean(List<MappedImage> mapped) throws IOException {
        MeanMapAccumulator mean = new MeanMapAccumulator();
        ImageSize size = mapped.get(0).map().size();
        for (MappedImage one : mapped) {
            SaliencyMap map = SaliencyMap.ofImage(one.map()).scaled();
            mean.add(map.size().equals(size) ? map : map.resizedTo(size.width(), size.height()));
        }
        return mean.mean().scaled();
    }

    /** A map moved round its edges by random steps. */
    static SaliencyMap moved(SaliencyMap map, SplittableRandom random) {
        int right = random.nextInt(map.width());
        int down = random.nextInt(map.height());
        float[] from = map.toArray();
        float[] to = new float[from.length];
        for (int y = 0; y < map.height(); y++) {
            int row = (y + down) % map.height() * map.width();
            for (int x = 0; x < map.width(); x++) {
                to[row + (x + right) % map.width()] = from[y * map.width() + x];
            }
        }
        return SaliencyMap.of(FloatPlane.wrap(map.size(), to));
    }

    /** Blobs of random brightness. */
    static SaliencyMap noise(ImageSize size, SplittableRandom random) {
        int side = ControlMaps.NOISE_CELLS;
        float[] cells = new float[side * side];
        IntStream.range(0, cells.length).forEach(i -> cells[i] = (float) random.nextDouble());
        return SaliencyMap.of(FloatPlane.of(side, side, cells))
                .resizedTo(size.width(), size.height())
                .scaled();
    }

    /** The same grey everywhere. */
    static SaliencyMap flat(ImageSize size) {
        float[] values = new float[size.pixels()];
        Arrays.fill(values, GREY);
        return SaliencyMap.of(FloatPlane.wrap(size, values));
    }
}
