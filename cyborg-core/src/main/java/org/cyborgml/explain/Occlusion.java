package org.cyborgml.explain;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Occlusion (Zeiler and Fergus, ECCV 2014): a patch of zeros, the mean colour of normalised images, moves over the image; a
 * pixel's value is the mean loss of the class's score over the patches that cover it, or its gain if negative.
 *
 * <p>The map is {@code [N, H, W]}, of the image's size. Patches start at multiples of the stride; the last one of a row or
 * column ends at the image's edge. Pixels between patches that do not touch are 0.
 */
public final class Occlusion implements ExplanationMethod {

    private final int patch;
    private final int stride;

    private Occlusion(int patch, int stride) {
        if (patch < 1 || stride < 1) {
            throw new IllegalArgumentException(
                    "occlusion takes a patch and a stride of at least 1 pixel, found " + patch + " and " + stride);
        }
        this.patch = patch;
        this.stride = stride;
    }

    /**
     * With a square patch.
     *
     * @param patch its side in pixels, at least 1; what is larger than the image is cut off
     * @param stride pixels that it moves by, at least 1
     * @return the method
     * @throws IllegalArgumentException if one is less
     */
    public static Occlusion of(int patch, int stride) {
        return new Occlusion(patch, stride);
    }

    /** A part of the image: rows [top, bottom), columns [left, right). */
    private record Region(int top, int bottom, int left, int right) {}

    @Override
    public INDArray explain(ExplainedNetwork network, INDArray images, int[] classes, PassProgress progress) {
        Classifier.requireClasses(classes, images.size(0), Integer.MAX_VALUE);
        int height = (int) images.size(2);
        int width = (int) images.size(3);
        List<Region> regions = new ArrayList<>();
        for (int top : starts(height)) {
            for (int left : starts(width)) {
                regions.add(new Region(top, Math.min(top + patch, height), left, Math.min(left + patch, width)));
            }
        }
        double[][] maps = new double[classes.length][];
        for (int i = 0; i < maps.length; i++) {
            ChangedCopies copies = ChangedCopies.of(network, images, i, classes[i]);
            // The last copy is the image as it is.
            double[] scores = copies.scores(
                    regions.size() + 1,
                    k -> k < regions.size()
                            ? without(copies.image(), regions.get(k))
                            : copies.image().dup(),
                    progress,
                    maps.length);
            maps[i] = map(regions, scores, height, width);
        }
        return network.stacked(maps, height, width);
    }

    private List<Integer> starts(int side) {
        List<Integer> starts = new ArrayList<>();
        int at = 0;
        while (at + patch < side) {
            starts.add(at);
            at += stride;
        }
        starts.add(Math.max(0, Math.min(at, side - patch)));
        return starts;
    }

    private static INDArray without(INDArray image, Region region) {
        INDArray copy = image.dup();
        copy.get(
                        NDArrayIndex.all(),
                        NDArrayIndex.interval(region.top, region.bottom),
                        NDArrayIndex.interval(region.left, region.right))
                .assign(0);
        return copy;
    }

    private static double[] map(List<Region> regions, double[] scores, int height, int width) {
        double whole = scores[regions.size()];
        double[] map = new double[height * width];
        int[] covered = new int[map.length];
        for (int k = 0; k < regions.size(); k++) {
            Region region = regions.get(k);
            for (int y = region.top; y < region.bottom; y++) {
                for (int x = region.left; x < region.right; x++) {
                    map[y * width + x] += whole - scores[k];
                    covered[y * width + x]++;
                }
            }
        }
        for (int i = 0; i < map.length; i++) {
            map[i] = covered[i] == 0 ? 0 : map[i] / covered[i];
        }
        return map;
    }
}
