package org.cyborgml.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.models.checkpoint.CheckpointTensor;

/**
 * The tensors of a checkpoint without the prefixes that wrappers of a network put before its names.
 *
 * @param tensors by the names behind the prefixes
 * @param ignored names that do not have the prefix that nearly all have, and that the network does not have
 */
record FittedNames(Map<String, CheckpointTensor> tensors, List<String> ignored) {

    /** Of torch.compile, data-parallel training, Lightning modules, and modules that hold a network beside a head. */
    private static final List<String> PREFIXES = List.of(
            "_orig_mod.",
            "module.",
            "model.",
            "net.",
            "network.",
            "backbone.",
            "encoder.",
            "base_model.",
            "student.",
            "state_dict.");

    private static final double NEARLY_ALL = 0.8;

    /**
     * Takes the prefixes off, alone or nested in any order.
     *
     * @param checkpoint any tensors
     * @param known the names of the network's parameters
     */
    static FittedNames of(Checkpoint checkpoint, Set<String> known) {
        FittedNames fitted = new FittedNames(checkpoint.tensors(), List.of());
        Set<String> before;
        do {
            before = fitted.tensors().keySet();
            for (String prefix : PREFIXES) {
                fitted = fitted.without(prefix, known);
            }
        } while (!before.equals(fitted.tensors().keySet()));
        return fitted;
    }

    /** Without a prefix that nearly all names have; this one if too few have it, or the network's own names do. */
    private FittedNames without(String prefix, Set<String> known) {
        long having = tensors.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .count();
        if (having == 0
                || having < NEARLY_ALL * tensors.size()
                || known.stream().anyMatch(name -> name.startsWith(prefix))) {
            return this;
        }
        Map<String, CheckpointTensor> shorter = new LinkedHashMap<>();
        List<String> left = new ArrayList<>(ignored);
        for (Map.Entry<String, CheckpointTensor> entry : tensors.entrySet()) {
            String name = entry.getKey();
            boolean isOther = !name.startsWith(prefix);
            if (isOther && !known.contains(PublishedNames.current(name, known))) {
                left.add(name);
            } else if (shorter.put(isOther ? name : name.substring(prefix.length()), entry.getValue()) != null) {
                return this;
            }
        }
        return new FittedNames(shorter, left);
    }
}
