package org.cyborgml.app.decoy;

import com.google.common.base.Preconditions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.saliency.map.SaliencyMap;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The training images with their maps, as batches in an order that a seed gives.
 *
 * @param images what the network sees
 * @param maps one per image, on the CAM's grid; empty for an image without a map
 * @param grid of the CAM
 * @param scaling of the grey values
 */
record TrainingSet(GreyImages images, List<Optional<SaliencyMap>> maps, CamGrid grid, PixelScaling scaling) {

    /**
     * Copies the list.
     *
     * @param images what the network sees
     * @param maps one per image, on the CAM's grid; empty for an image without a map
     * @param grid of the CAM
     * @param scaling of the grey values
     * @throws IllegalArgumentException if there are not as many maps as images
     */
    public TrainingSet {
        maps = List.copyOf(maps);
        Preconditions.checkArgument(maps.size() == images.size(), "%s maps for %s images", maps.size(), images.size());
    }

    /**
     * The order of an epoch.
     *
     * @param random draws it
     * @return every image once
     */
    public int[] order(SplittableRandom random) {
        return shuffled(images.size(), random);
    }

    static int[] shuffled(int size, SplittableRandom random) {
        int[] order = IntStream.range(0, size).toArray();
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int image = order[i];
            order[i] = order[j];
            order[j] = image;
        }
        return order;
    }

    /**
     * A part of an order.
     *
     * @param order of all images
     * @param from its first place
     * @param to the place after its last
     * @return images, one-hot labels [N, classes] and maps [N, h, w], with a mask [N, 1] for the maps if one is missing
     */
    public MultiDataSet batch(int[] order, int from, int to) {
        int[] chosen = Arrays.copyOfRange(order, from, to);
        int cells = grid.height() * grid.width();
        float[] oneHot = new float[chosen.length * IdxImages.CLASSES];
        float[] targets = new float[chosen.length * cells];
        float[] hasMap = new float[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            oneHot[i * IdxImages.CLASSES + images.label(chosen[i])] = 1;
            Optional<SaliencyMap> map = maps.get(chosen[i]);
            if (map.isPresent()) {
                System.arraycopy(map.get().toArray(), 0, targets, i * cells, cells);
                hasMap[i] = 1;
            }
        }
        boolean isComplete = IntStream.range(0, hasMap.length).allMatch(i -> hasMap[i] == 1);
        @Nullable INDArray[] masks = {null, Nd4j.create(hasMap, new long[] {chosen.length, 1}, 'c')};
        return new MultiDataSet(
                new INDArray[] {scaling.batch(images, chosen)},
                new INDArray[] {
                    Nd4j.create(oneHot, new long[] {chosen.length, IdxImages.CLASSES}, 'c'),
                    Nd4j.create(targets, new long[] {chosen.length, grid.height(), grid.width()}, 'c')
                },
                null,
                isComplete ? null : masks);
    }
}
