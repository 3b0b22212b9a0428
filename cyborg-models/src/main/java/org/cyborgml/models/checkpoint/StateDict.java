package org.cyborgml.models.checkpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds the tensors of a model in whatever a training script has saved beside them. */
final class StateDict {

    /** Keys under which scripts keep a model's state, the likeliest first. */
    private static final List<String> NESTS = List.of("state_dict", "model_state_dict", "model", "net");

    private static final int DEEPEST = 3;
    private static final int NAMED_IN_ERRORS = 8;

    /** Views can repeat elements: a few bytes may pretend to be terabytes. */
    private static final int MOST_REPETITIONS = 16;

    private static final long ALWAYS_ALLOWED_BYTES = 64L << 20;

    private StateDict() {}

    /** The tensors under their names; optimizer states and what is no tensor are left out. */
    static Map<String, TorchTensor> of(FileBytes file, Object root) throws CheckpointException {
        if (!(root instanceof Map<?, ?> dict)) {
            throw file.error("holds " + PickleObjects.describe(root) + ": must be a dict of tensors by name");
        }
        Map<String, TorchTensor> tensors = find(dict, 0);
        if (tensors.isEmpty()) {
            String keys = dict.keySet().stream()
                    .limit(NAMED_IN_ERRORS)
                    .map(PickleObjects::describe)
                    .collect(Collectors.joining(", "));
            throw file.error("holds a dict of " + dict.size() + " entries (" + keys
                    + ") without tensors: must have some, or have them under one of " + NESTS);
        }
        checkSize(file, tensors);
        return tensors;
    }

    private static Map<String, TorchTensor> find(Map<?, ?> dict, int depth) {
        for (String nest : NESTS) {
            if (depth < DEEPEST && dict.get(nest) instanceof Map<?, ?> inner) {
                Map<String, TorchTensor> found = find(inner, depth + 1);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        dict.forEach((name, value) -> {
            if (name instanceof String text && value instanceof TorchTensor tensor) {
                tensors.put(text, tensor);
            }
        });
        return tensors;
    }

    private static void checkSize(FileBytes file, Map<String, TorchTensor> tensors) throws CheckpointException {
        long most = MOST_REPETITIONS * file.size() + ALWAYS_ALLOWED_BYTES;
        long total = 0;
        for (Map.Entry<String, TorchTensor> entry : tensors.entrySet()) {
            if (entry.getValue().byteCount() > most - total) {
                throw file.error("tensor " + CheckpointException.quote(entry.getKey()) + " of "
                        + entry.getValue().byteCount() + " bytes brings all tensors above " + most
                        + " bytes: must not, in a file of " + file.size());
            }
            total += entry.getValue().byteCount();
        }
    }
}
