package org.cyborgml.explain;

import java.util.function.IntFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Many changed copies of one image, which go through the network some at a time, so that memory does not grow with their
 * number.
 */
final class ChangedCopies {

    /** Copies that go through the network at once. */
    private static final int BATCH = 16;

    private final ExplainedNetwork network;
    private final INDArray images;
    private final int index;
    private final int classIndex;

    private ChangedCopies(ExplainedNetwork network, INDArray images, int index, int classIndex) {
        this.network = network;
        this.images = images;
        this.index = index;
        this.classIndex = classIndex;
    }

    /** Of one of several images, whose class is explained. */
    static ChangedCopies of(ExplainedNetwork network, INDArray images, int index, int classIndex) {
        return new ChangedCopies(network, images, index, classIndex);
    }

    /** The image as it is, [C, H, W]. */
    INDArray image() {
        return images.slice(index);
    }

    /** The image times a mask of its pixels, row by row. */
    INDArray masked(double[] mask) {
        INDArray image = image();
        try (INDArray pixels = Nd4j.createFromArray(mask)) {
            return pixels.castTo(image.dataType())
                    .reshape(1, image.size(1), image.size(2))
                    .mul(image);
        }
    }

    /** Uses a batch of copies. */
    @FunctionalInterface
    interface BatchUse {

        /** Takes copies [n, C, H, W], of which the first has a certain number. */
        void use(int first, INDArray copies);
    }

    /**
     * Makes copies in the order of their numbers and hands them on in batches; all is the number of images that are explained, for
     * the progress. A copy is an array of its own, which is closed.
     */
    void inBatches(int count, IntFunction<INDArray> copy, PassProgress progress, int all, BatchUse use) {
        long[] shape = images.shape().clone();
        shape[0] = Math.min(BATCH, count);
        INDArray room = Nd4j.createUninitialized(network.type(), shape);
        for (int first = 0; first < count; first += BATCH) {
            int size = Math.min(BATCH, count - first);
            for (int i = 0; i < size; i++) {
                INDArray changed = copy.apply(first + i);
                room.slice(i).assign(changed);
                changed.close();
            }
            use.use(
                    first,
                    size == shape[0]
                            ? room
                            : room.get(NDArrayIndex.interval(0, size)).dup('c'));
            progress.onPasses((long) index * count + first + size, (long) all * count);
        }
        room.close();
    }

    /** The class's score for each copy. */
    double[] scores(int count, IntFunction<INDArray> copy, PassProgress progress, int all) {
        double[] scores = new double[count];
        inBatches(count, copy, progress, all, (first, batch) -> read(network.scores(batch), scores, first));
        return scores;
    }

    /** The class's probability for each copy of a batch. */
    double[] probabilities(INDArray batch) {
        double[] probabilities = new double[(int) batch.size(0)];
        read(network.probabilities(batch), probabilities, 0);
        return probabilities;
    }

    private void read(INDArray ofBatch, double[] all, int first) {
        Classifier.requireClasses(new int[] {classIndex}, 1, ofBatch.size(1));
        for (int i = 0; i < ofBatch.size(0); i++) {
            all[first + i] = ofBatch.getDouble(i, classIndex);
        }
    }
}
