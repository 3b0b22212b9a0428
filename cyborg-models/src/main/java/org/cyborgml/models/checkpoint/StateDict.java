package org.cyborgml.models.checkpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the tensors of a model in whatever a training script has saved beside them: in the dict itself, or in the dicts below it.
 *
 * @param weights the tensors under their names
 * @param averaged the exponential moving average of the weights, empty if there is none
 */
record StateDict(Map<String, TorchTensor> weights, Map<String, TorchTensor> averaged) {

    /** Keys under which scripts keep a model's state, the likeliest first. */
    private static final List<String> NESTS = List.of(
            "state_dict",
            "model_state_dict",
            "model",
            "net",
            "network",
            "model_state",
            "weights",
            "params",
            "module",
            "encoder",
            "backbone");

    /** Keys under which scripts keep the moving average: timm, ultralytics, BasicSR, mean teachers and others. */
    private static final Pattern AVERAGED =
            Pattern.compile("ema|.*_ema|ema_.*|.*_ema_.*|averaged_model|swa_model|teacher", Pattern.CASE_INSENSITIVE);

    /** Keys of what is not a model, though it holds tensors. */
    private static final Pattern OTHER =
            Pattern.compile(".*(optim|sched|scaler|callbacks|loops|rng).*", Pattern.CASE_INSENSITIVE);

    private static final int DEEPEST = 3;
    private static final int NAMED_IN_ERRORS = 8;

    /** Views can repeat elements: a few bytes may pretend to be terabytes. */
    private static final int MOST_REPETITIONS = 16;

    private static final long ALWAYS_ALLOWED_BYTES = 64L << 20;

    /** A dict with tensors, and the keys that lead to it. */
    private record Candidate(List<String> path, Map<String, TorchTensor> tensors, Map<?, ?> dict) {

        private String key() {
            return path.isEmpty() ? "" : path.get(path.size() - 1);
        }

        private int rank() {
            int place = NESTS.indexOf(key());
            return place < 0 ? NESTS.size() : place;
        }

        private boolean isNamed() {
            return path.isEmpty() || NESTS.contains(key());
        }

        private boolean isAveraged() {
            return path.stream().anyMatch(key -> AVERAGED.matcher(key).matches());
        }

        @Override
        public String toString() {
            return path.stream().map(CheckpointException::quote).collect(Collectors.joining(".")) + " ("
                    + tensors.size() + ")";
        }
    }

    /** The tensors of a saved object; optimizer states and what is no tensor are left out. */
    static StateDict of(FileBytes file, Object root) throws CheckpointException {
        if (root instanceof PickleForeign foreign) {
            throw file.error(foreign.reason());
        }
        if (!(root instanceof Map<?, ?> dict)) {
            throw file.error("holds " + PickleObjects.describe(root) + ": must be a dict of tensors by name");
        }
        List<Candidate> all = new ArrayList<>();
        collect(dict, List.of(), all, Collections.newSetFromMap(new IdentityHashMap<>()));
        List<Candidate> averaged = all.stream().filter(Candidate::isAveraged).toList();
        List<Candidate> usual = all.stream().filter(one -> !one.isAveraged()).toList();
        if (all.isEmpty()) {
            requireNothingForeign(file, dict);
            String keys = dict.keySet().stream()
                    .limit(NAMED_IN_ERRORS)
                    .map(PickleObjects::describe)
                    .collect(Collectors.joining(", "));
            throw file.error("holds a dict of " + dict.size() + " entries (" + keys
                    + ") without tensors: must have some, or have them under one of " + NESTS);
        }
        Map<String, TorchTensor> average = averaged.isEmpty() ? Map.of() : tensors(file, averaged);
        Map<String, TorchTensor> weights = usual.isEmpty() ? average : tensors(file, usual);
        checkSize(file, weights, 0);
        if (weights != average) {
            checkSize(
                    file,
                    average,
                    weights.values().stream().mapToLong(TorchTensor::byteCount).sum());
        }
        return new StateDict(weights, average);
    }

    /** True if the weights are the average, because there are no others. */
    boolean isAverage() {
        return weights.equals(averaged);
    }

    /** Looks at each dict once: a pickle may hold one under many keys. */
    private static void collect(Map<?, ?> dict, List<String> path, List<Candidate> found, Set<Object> seen) {
        if (!seen.add(dict)) {
            return;
        }
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        dict.forEach((name, value) -> {
            if (name instanceof String text && value instanceof TorchTensor tensor) {
                tensors.put(text, tensor);
            }
        });
        if (!tensors.isEmpty()) {
            found.add(new Candidate(path, tensors, dict));
        }
        if (path.size() < DEEPEST) {
            dict.forEach((name, value) -> {
                if (name instanceof String key
                        && value instanceof Map<?, ?> inner
                        && (AVERAGED.matcher(key).matches()
                                || !OTHER.matcher(key).matches())) {
                    List<String> below = new ArrayList<>(path);
                    below.add(key);
                    collect(inner, below, found, seen);
                }
            });
        }
    }

    /** The tensors of the likeliest dict: under the likeliest key, unless another dict holds more than twice as many. */
    private static Map<String, TorchTensor> tensors(FileBytes file, List<Candidate> candidates)
            throws CheckpointException {
        int most =
                candidates.stream().mapToInt(one -> one.tensors().size()).max().orElseThrow();
        List<Candidate> large = candidates.stream()
                .filter(one -> 2 * one.tensors().size() >= most)
                .sorted(Comparator.comparingInt(Candidate::rank))
                .toList();
        Candidate best = large.stream().filter(Candidate::isNamed).findFirst().orElse(large.get(0));
        if (!best.isNamed() && !best.isAveraged() && large.size() > 1) {
            throw file.error("holds several dicts of tensors, "
                    + large.stream().limit(NAMED_IN_ERRORS).toList() + ": must hold the model's alone, or under "
                    + NESTS.get(0));
        }
        requireNothingForeign(file, best.dict());
        return best.tensors();
    }

    /** A name that stands for a kind of tensor that is not read must not be left out silently. */
    private static void requireNothingForeign(FileBytes file, Map<?, ?> dict) throws CheckpointException {
        for (Map.Entry<?, ?> entry : dict.entrySet()) {
            if (entry.getKey() instanceof String name && entry.getValue() instanceof PickleForeign foreign) {
                throw file.error("entry " + CheckpointException.quote(name) + " " + foreign.reason());
            }
        }
    }

    private static void checkSize(FileBytes file, Map<String, TorchTensor> tensors, long before)
            throws CheckpointException {
        long most = MOST_REPETITIONS * file.size() + ALWAYS_ALLOWED_BYTES;
        long total = before;
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
