package org.cyborgml.models.checkpoint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells the moving average of the weights from the weights where both stand in one dict: {@code ema_model.conv1.weight},
 * {@code model_ema.conv1weight} (without dots, as PyTorch's buffers need it), {@code teacher.conv1.weight}.
 */
final class AveragedNames {

    private static final Pattern PREFIX = Pattern.compile(
            "(ema|ema_\\w+|\\w+_ema|averaged_model|swa_model|teacher)\\.(.+)", Pattern.CASE_INSENSITIVE);

    /** The other half of a mean teacher. */
    private static final String STUDENT = "student.";

    /** The count of averaged steps, beside the names {@code module.*} of PyTorch's AveragedModel. */
    private static final String COUNT = "n_averaged";

    private AveragedNames() {}

    /** The weights alone, with their average apart; the checkpoint itself if it holds one kind only. */
    static Checkpoint split(Checkpoint checkpoint) {
        Map<String, CheckpointTensor> weights = new LinkedHashMap<>();
        Map<String, CheckpointTensor> average = new LinkedHashMap<>();
        List<String> averagedNames = new ArrayList<>();
        checkpoint.tensors().forEach((name, tensor) -> {
            Matcher prefix = PREFIX.matcher(name);
            if (prefix.matches()) {
                average.put(prefix.group(2), tensor);
                averagedNames.add(name);
            } else if (!name.equals(COUNT)) {
                weights.put(name, tensor);
            }
        });
        // Two prefixes with the same names behind them are two averages, of which none is the one.
        boolean isUnclear = average.size() != averagedNames.size();
        if (isUnclear
                || (average.isEmpty() && weights.size() == checkpoint.tensors().size())) {
            return checkpoint;
        }
        Map<String, String> dotted = new HashMap<>();
        weights.keySet().forEach(name -> {
            int first = name.indexOf('.') + 1;
            dotted.put(name.replace(".", ""), name);
            dotted.put(name.substring(first).replace(".", ""), name.substring(first));
        });
        Checkpoint.Builder averaged = Checkpoint.builder();
        Map<String, CheckpointTensor> named = new LinkedHashMap<>();
        average.forEach(
                (name, tensor) -> named.put(name.indexOf('.') < 0 ? dotted.getOrDefault(name, name) : name, tensor));
        named.forEach(averaged::add);
        // A few numbers of the training, such as the decay, are no model.
        boolean isAlone = weights.size() * 4 < named.size();
        Checkpoint.Builder rest = Checkpoint.builder();
        weights.forEach(rest::add);
        checkpoint.metadata().forEach(rest::metadata);
        if (average.isEmpty()) {
            Checkpoint counted = rest.build();
            return checkpoint.isAverage()
                    ? counted.asAverage()
                    : checkpoint.averaged().map(counted::withAveraged).orElse(counted);
        }
        if (isAlone) {
            return averaged.build().withMetadata(checkpoint.metadata()).asAverage();
        }
        return rest.build().withoutPrefix(STUDENT).withAveraged(averaged.build());
    }
}
