package org.cyborgml.models.layer;

import java.util.Collections;
import java.util.function.IntConsumer;
import org.cyborgml.models.cuda.DeviceMemoryException;
import org.cyborgml.models.kernel.CountedMemory;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Finds the largest batch for which the memory of a GPU suffices, once it was full: a network like the one that did not fit
 * runs on a device that only counts, with two samples and with four.
 */
public final class LargestBatch {

    /** Of the memory that the process can have; the rest is for what the driver rounds up and for gaps in it. */
    private static final double USABLE = 0.95;

    private LargestBatch() {}

    /**
     * Explains that a batch to train on, or to validate with, does not fit.
     *
     * @param full thrown by the network
     * @param network with the updater that it has on the device
     * @param batch the batch
     * @return the error to throw in its place, which names a batch that would fit
     */
    public static DeviceMemoryException ofTraining(
            DeviceMemoryException full, ComputationGraph network, MultiDataSet batch) {
        return explained(full, network, batch.getFeatures(0).size(0), samples -> {
            ComputationGraph like = like(network);
            NetworkUpdater.use(like);
            MultiDataSet part = new MultiDataSet(
                    parts(batch.getFeatures(), samples),
                    parts(batch.getLabels(), samples),
                    parts(batch.getFeaturesMaskArrays(), samples),
                    parts(batch.getLabelsMaskArrays(), samples));
            like.fit(part);
            like.score(part, false);
            like.fit(part);
        });
    }

    /**
     * Explains that a batch does not go through a network.
     *
     * @param full thrown by the network
     * @param network any
     * @param images the batch
     * @return the error to throw in its place, which names a batch that would fit
     */
    public static DeviceMemoryException ofInference(
            DeviceMemoryException full, ComputationGraph network, INDArray images) {
        return explained(full, network, images.size(0), samples -> {
            ComputationGraph like = like(network);
            try (FrozenWeights frozen = FrozenWeights.of(like)) {
                like.output(false, part(images, samples));
                like.output(false, part(images, samples));
            }
        });
    }

    private static ComputationGraph like(ComputationGraph network) {
        ComputationGraph like = new ComputationGraph(network.getConfiguration().clone());
        like.init();
        return like;
    }

    /** The first sample, so many times. */
    private static INDArray part(INDArray array, int samples) {
        INDArray first = array.get(NDArrayIndex.interval(0, 1)).dup('c');
        return Nd4j.concat(0, Collections.nCopies(samples, first).toArray(INDArray[]::new));
    }

    private static INDArray @Nullable [] parts(INDArray @Nullable [] arrays, int samples) {
        if (arrays == null) {
            return null;
        }
        INDArray[] parts = new INDArray[arrays.length];
        for (int i = 0; i < arrays.length; i++) {
            INDArray array = arrays[i];
            if (array != null) {
                parts[i] = part(array, samples);
            }
        }
        return parts;
    }

    private static DeviceMemoryException explained(
            DeviceMemoryException full, ComputationGraph network, long batch, IntConsumer run) {
        if (batch < 2) {
            return full.with("one image does not fit: take a smaller --size or network, or compute on the CPU with"
                    + " -Dorg.cyborgml.kernels=onednn");
        }
        long ofTwo = CountedMemory.peak(PassArrays.kernels(network), () -> run.accept(2));
        long ofFour = CountedMemory.peak(PassArrays.kernels(network), () -> run.accept(4));
        long ofSample = Math.max(1, (ofFour - ofTwo) / 2);
        double left = USABLE * full.usable() - (ofTwo - 2 * ofSample);
        long fits = Math.min(batch - 1, (long) Math.floor(left / ofSample));
        return full.with(
                fits < 1
                        ? "no batch of this network fits: compute on the CPU with -Dorg.cyborgml.kernels=onednn"
                        : "a batch of " + fits + " would fit, this one has " + batch);
    }
}
