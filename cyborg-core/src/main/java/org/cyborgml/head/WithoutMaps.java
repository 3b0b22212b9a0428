package org.cyborgml.head;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.MultiDataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Iterates over data without human saliency maps for a network with a CYBORG head. All samples are masked out of the
 * saliency term and count for the classification term only.
 */
public final class WithoutMaps implements MultiDataSetIterator {

    private static final long serialVersionUID = 1L;

    private final DataSetIterator images;
    private final int height;
    private final int width;
    private @Nullable MultiDataSetPreProcessor preProcessor;

    /**
     * Creates an iterator from one over images and one-hot labels.
     *
     * @param images gives features and labels {@code [N, C]}
     * @param height h of the network's CAM grid, at least 1
     * @param width w of the network's CAM grid, at least 1
     */
    public WithoutMaps(DataSetIterator images, int height, int width) {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("the CAM grid must be at least 1x1, found " + height + "x" + width);
        }
        this.images = images;
        this.height = height;
        this.width = width;
    }

    /**
     * Converts one batch.
     *
     * @param batch features and labels {@code [N, C]}
     * @param height h of the network's CAM grid
     * @param width w of the network's CAM grid
     * @return the batch with maps of zeros, all of them masked out
     */
    public static MultiDataSet of(DataSet batch, int height, int width) {
        INDArray labels = batch.getLabels();
        long n = labels.size(0);
        INDArray maps = Nd4j.zeros(labels.dataType(), n, height, width);
        INDArray none = Nd4j.zeros(labels.dataType(), n, 1);
        return new org.nd4j.linalg.dataset.MultiDataSet(
                new INDArray[] {batch.getFeatures()},
                new INDArray[] {labels, maps},
                batch.getFeaturesMaskArray() == null ? null : new INDArray[] {batch.getFeaturesMaskArray()},
                new INDArray[] {batch.getLabelsMaskArray(), none});
    }

    private MultiDataSet converted(DataSet batch) {
        MultiDataSet result = of(batch, height, width);
        if (preProcessor != null) {
            preProcessor.preProcess(result);
        }
        return result;
    }

    @Override
    public boolean hasNext() {
        return images.hasNext();
    }

    @Override
    public MultiDataSet next() {
        return converted(images.next());
    }

    @Override
    public MultiDataSet next(int num) {
        return converted(images.next(num));
    }

    @Override
    public void setPreProcessor(@Nullable MultiDataSetPreProcessor preProcessor) {
        this.preProcessor = preProcessor;
    }

    @Override
    public @Nullable MultiDataSetPreProcessor getPreProcessor() {
        return preProcessor;
    }

    @Override
    public boolean resetSupported() {
        return images.resetSupported();
    }

    @Override
    public boolean asyncSupported() {
        return images.asyncSupported();
    }

    @Override
    public void reset() {
        images.reset();
    }
}
