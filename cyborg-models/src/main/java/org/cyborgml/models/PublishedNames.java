package org.cyborgml.models;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Translates names in published checkpoints that differ from the names of today's modules. */
final class PublishedNames {

    /** torchvision's DenseNet files say norm.1 where its modules are called norm1. */
    private static final Pattern DOTTED_DENSE_LAYER = Pattern.compile("(denselayer\\d+\\.(?:norm|conv))\\.([12])\\.");

    private static final String OLD_CLASSIFIER = "fc.";
    private static final String PORT_CLASSIFIER = Xception.CLASSIFIER + ".";

    private PublishedNames() {}

    /** Beginnings of names that networks of this library may have no use for: the auxiliary heads of Inception and of BiSeNet. */
    private static final List<String> UNUSED = List.of("AuxLogits.", "conv_out16.", "conv_out32.");

    /** True for tensors that a network need not have: those, and counts of batches. */
    static boolean isIgnored(String name) {
        return name.endsWith(".num_batches_tracked") || UNUSED.stream().anyMatch(name::startsWith);
    }

    /** The name of today, given the names that the network knows. */
    static String current(String name, Set<String> known) {
        String dense = DOTTED_DENSE_LAYER.matcher(name).replaceFirst("$1$2.");
        if (known.contains(dense)) {
            return dense;
        }
        String port =
                name.startsWith(OLD_CLASSIFIER) ? PORT_CLASSIFIER + name.substring(OLD_CLASSIFIER.length()) : name;
        return known.contains(port) ? port : name;
    }
}
