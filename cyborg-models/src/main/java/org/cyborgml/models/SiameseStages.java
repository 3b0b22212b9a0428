package org.cyborgml.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.models.checkpoint.CheckpointTensor;

/**
 * Names in the checkpoints of the two stages of a siamese training. Both published modules hold the classifier of the detector
 * that the extractor is made of, without using it.
 */
final class SiameseStages {

    private static final String LAST_CONVOLUTION = EfficientNetNetwork.PREFIX + "_conv_head.weight";
    private static final String UNUSED = EfficientNetB4.CLASSIFIER + ".";

    private SiameseStages() {}

    /**
     * The tensors of the unused classifier, which PyTorch's strict load asks for.
     *
     * @param shapes of a network's own parameters, by name
     * @return names to shapes; empty for any network but one of the two stages
     */
    static Map<String, long[]> unused(Map<String, long[]> shapes) {
        Map<String, long[]> unused = new LinkedHashMap<>();
        for (String prefix : List.of("", SiameseEfficientNetB4.EXTRACTOR)) {
            long[] last = shapes.get(prefix + LAST_CONVOLUTION);
            if (last != null && !shapes.containsKey(prefix + UNUSED + "weight")) {
                unused.put(prefix + UNUSED + "weight", new long[] {1, last[0]});
                unused.put(prefix + UNUSED + "bias", new long[] {1});
            }
        }
        return unused;
    }

    /** Tells if some tensors are of an extractor alone, and a network is of the second stage. */
    static boolean isFirstOf(Map<String, ?> tensors, Map<String, ?> second) {
        return second.containsKey(SiameseEfficientNetB4.EXTRACTOR + LAST_CONVOLUTION)
                && tensors.containsKey(LAST_CONVOLUTION);
    }

    /**
     * The extractor of the first stage in the place of the second's.
     *
     * @param first tensors of the first stage
     * @param second the whole of a network of the second stage
     */
    static Checkpoint joined(Map<String, CheckpointTensor> first, Checkpoint second) {
        Checkpoint.Builder both = Checkpoint.builder();
        first.forEach((name, tensor) -> {
            if (!name.startsWith(UNUSED)) {
                both.add(SiameseEfficientNetB4.EXTRACTOR + name, tensor);
            }
        });
        second.tensors().forEach((name, tensor) -> {
            if (!name.startsWith(SiameseEfficientNetB4.EXTRACTOR)) {
                both.add(name, tensor);
            }
        });
        return both.build();
    }
}
