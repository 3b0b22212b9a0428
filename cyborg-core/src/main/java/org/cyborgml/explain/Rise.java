package org.cyborgml.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cyborgml.cam.ClassActivationMaps;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * RISE (Petsiuk et al., BMVC 2018): the mean of random masks, each weighted by the class's probability for the image under the
 * mask, over the share of the image that a mask shows. It takes the network as a black box.
 *
 * <p>A mask is a grid of cells, each 1 with a probability and else 0, enlarged by bilinear interpolation to one cell more than
 * the image and cut at a random place. What a mask hides becomes 0, the mean colour of normalised images.
 *
 * <p>The map is {@code [N, H, W]}, of the image's size, and not negative. The same seed gives every image the same masks.
 */
public final class Rise implements ExplanationMethod {

    private final int masks;
    private final int grid;
    private final double shown;
    private final long seed;

    private Rise(int masks, int grid, double shown, long seed) {
        if (masks < 1 || grid < 1 || !(shown > 0 && shown < 1)) {
            throw new IllegalArgumentException(
                    "RISE takes at least 1 mask of at least 1 cell a side, each shown with a probability in (0,1), found "
                            + masks + ", " + grid + " and " + shown);
        }
        this.masks = masks;
        this.grid = grid;
        this.shown = shown;
        this.seed = seed;
    }

    /**
     * With the authors' settings: 4000 masks of 8 x 8 cells, each shown with probability 0.5; seed 1.
     *
     * @return the method
     */
    public static Rise withDefaults() {
        return new Rise(4000, 8, 0.5, 1);
    }

    /**
     * With another number of masks.
     *
     * @param number at least 1; the map's noise falls with its square root
     * @return a new method
     * @throws IllegalArgumentException if it is less
     */
    public Rise withMasks(int number) {
        return new Rise(number, grid, shown, seed);
    }

    /**
     * With other cells.
     *
     * @param cells cells a side, at least 1
     * @param probability of a cell to be shown, in (0,1)
     * @return a new method
     * @throws IllegalArgumentException if one is out of range
     */
    public Rise withGrid(int cells, double probability) {
        return new Rise(masks, cells, probability, seed);
    }

    /**
     * With another seed.
     *
     * @param value any number
     * @return a new method
     */
    public Rise withSeed(long value) {
        return new Rise(masks, grid, shown, value);
    }

    @Override
    public INDArray explain(ExplainedNetwork network, INDArray images, int[] classes, PassProgress progress) {
        Classifier.requireClasses(classes, images.size(0), Integer.MAX_VALUE);
        int height = (int) images.size(2);
        int width = (int) images.size(3);
        double[][] maps = new double[classes.length][height * width];
        for (int i = 0; i < maps.length; i++) {
            explain(ChangedCopies.of(network, images, i, classes[i]), maps[i], height, width, progress, maps.length);
        }
        return network.stacked(maps, height, width);
    }

    private void explain(ChangedCopies copies, double[] map, int height, int width, PassProgress progress, int images) {
        Random random = new Random(seed);
        List<double[]> ofBatch = new ArrayList<>();
        copies.inBatches(
                masks,
                k -> {
                    double[] mask = mask(random, height, width);
                    ofBatch.add(mask);
                    return copies.masked(mask);
                },
                progress,
                images,
                (first, batch) -> {
                    double[] probabilities = copies.probabilities(batch);
                    for (int k = 0; k < probabilities.length; k++) {
                        double[] mask = ofBatch.get(k);
                        for (int cell = 0; cell < map.length; cell++) {
                            map[cell] += probabilities[k] * mask[cell] / (masks * shown);
                        }
                    }
                    ofBatch.clear();
                });
    }

    /** Draws the cells row by row, then the rows and the columns that are cut off at the start. */
    private double[] mask(Random random, int height, int width) {
        double[] cells = new double[grid * grid];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = random.nextDouble() < shown ? 1 : 0;
        }
        int cellHeight = (height + grid - 1) / grid;
        int cellWidth = (width + grid - 1) / grid;
        int top = random.nextInt(cellHeight);
        int left = random.nextInt(cellWidth);
        int wide = (grid + 1) * cellWidth;
        try (INDArray small = Nd4j.createFromArray(cells);
                INDArray large =
                        ClassActivationMaps.upsample(small.reshape(1, grid, grid), (grid + 1) * cellHeight, wide)) {
            double[] whole = large.castTo(DataType.DOUBLE).data().asDouble();
            double[] mask = new double[height * width];
            for (int y = 0; y < height; y++) {
                System.arraycopy(whole, (top + y) * wide + left, mask, y * width, width);
            }
            return mask;
        }
    }
}
