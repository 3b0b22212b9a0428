package org.cyborgml.data;

import java.util.List;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.map.CamGrid;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/** The arrays of one batch. */
final class BatchArrays {

    private BatchArrays() {}

    /**
     * Makes the arrays.
     *
     * @param format of the batch
     * @param part its samples
     * @param way prepares them
     * @throws ImageFileException if an image cannot be used
     */
    static MultiDataSet of(BatchFormat format, List<Sample> part, SamplePreparation.Way way) throws ImageFileException {
        int n = part.size();
        InputFormat input = format.input();
        CamGrid grid = format.grid();
        int logits = format.logits();
        int cells = grid.width() * grid.height();
        float[] pixels = new float[n * input.values()];
        float[] labels = new float[n * logits];
        float[] targets = new float[n * cells];
        float[] mapWeights = new float[n];
        boolean allCount = true;
        for (int i = 0; i < n; i++) {
            Sample sample = part.get(i);
            SamplePreparation.Prepared prepared = way.of(sample);
            prepared.image().write(pixels, i * input.values());
            if (logits == 1) {
                labels[i] = sample.classIndex();
            } else {
                labels[i * logits + sample.classIndex()] = 1;
            }
            if (prepared.map().isPresent()) {
                System.arraycopy(prepared.map().get().toArray(), 0, targets, i * cells, cells);
                mapWeights[i] = (float) sample.mapWeight();
            }
            allCount &= mapWeights[i] == 1;
        }
        INDArray[] images = {array(format, pixels, n, input.normalisation().channels(), input.height(), input.width())};
        if (format.labels() == LabelArrays.CLASSES) {
            return new MultiDataSet(images, new INDArray[] {array(format, labels, n, logits)});
        }
        INDArray[] masks = allCount ? null : new INDArray[] {null, array(format, mapWeights, n, 1)};
        return new MultiDataSet(
                images,
                new INDArray[] {array(format, labels, n, logits), array(format, targets, n, grid.height(), grid.width())
                },
                null,
                masks);
    }

    private static INDArray array(BatchFormat format, float[] values, long... shape) {
        return InputFormat.array(values, format.type(), shape);
    }
}
