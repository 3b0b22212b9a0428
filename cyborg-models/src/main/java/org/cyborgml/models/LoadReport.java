package org.cyborgml.models;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The outcome of loading a checkpoint into a network.
 *
 * @param loaded the network's parameters that the checkpoint gave, by PyTorch's names
 * @param leftFresh the classifier's parameters, where the checkpoint's classifier is for another number of classes; else
 *     none
 * @param ignored the checkpoint's tensors that networks of this library have no use for
 */
public record LoadReport(List<String> loaded, List<String> leftFresh, List<String> ignored) {

    private static final int NAMED = 3;

    /** Keeps copies of the lists. */
    public LoadReport {
        loaded = List.copyOf(loaded);
        leftFresh = List.copyOf(leftFresh);
        ignored = List.copyOf(ignored);
    }

    /**
     * Tells if the classifier keeps its fresh weights.
     *
     * @return true where the checkpoint's is for another number of classes
     */
    public boolean hasFreshClassifier() {
        return !leftFresh.isEmpty();
    }

    /** One line for people. */
    @Override
    public String toString() {
        return loaded.size() + " parameter arrays loaded"
                + (leftFresh.isEmpty() ? "" : ", left fresh for another number of classes: " + leftFresh)
                + (ignored.isEmpty()
                        ? ""
                        : ", " + ignored.size() + " tensors of no use ignored: "
                                + ignored.stream().limit(NAMED).collect(Collectors.joining(", "))
                                + (ignored.size() > NAMED ? ", ..." : ""));
    }
}
