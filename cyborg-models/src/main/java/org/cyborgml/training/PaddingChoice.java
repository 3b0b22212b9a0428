package org.cyborgml.training;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.EfficientNetNetwork;
import org.cyborgml.models.EfficientNetPadding;
import org.cyborgml.models.Network;
import org.jspecify.annotations.Nullable;

/**
 * The paddings of an EfficientNet, from an option, a plan, or the notes beside weights.
 *
 * @param padding empty where neither names one: then that of 0.6.1
 */
public record PaddingChoice(Optional<EfficientNetPadding> padding) {

    /**
     * The paddings that are asked for, else the noted ones.
     *
     * @param option the paddings that are asked for; null for none
     * @param notes of the network whose weights are used, by the keys of {@link NetworkNotes}; empty for fresh weights
     * @return the choice
     * @throws IOException if the notes contradict the option, or name no paddings
     */
    public static PaddingChoice of(@Nullable EfficientNetPadding option, Map<String, String> notes) throws IOException {
        String word = notes.get(NetworkNotes.PADDING);
        Optional<EfficientNetPadding> noted = Arrays.stream(EfficientNetPadding.values())
                .filter(padding -> padding.toString().equals(word))
                .findFirst();
        if (word != null && noted.isEmpty()) {
            throw new IOException("the weights say padding \"" + word + "\", which is none");
        }
        if (option != null && noted.isPresent() && noted.get() != option) {
            throw new IOException("the weights are those of padding " + word + ", not of " + option);
        }
        return new PaddingChoice(Optional.ofNullable(option).or(() -> noted));
    }

    /**
     * Sets the paddings of a network.
     *
     * @param builder of the network
     * @param architecture the network's
     * @throws IllegalArgumentException if paddings are chosen and the architecture is no EfficientNet
     */
    public void applyTo(Network.Builder<?> builder, Architecture architecture) {
        if (padding.isEmpty()) {
            return;
        }
        if (!(builder instanceof EfficientNetNetwork.Builder<?> padded)) {
            throw new IllegalArgumentException(
                    "padding " + padding.get() + ": of EfficientNet alone, and " + architecture + " is none");
        }
        padded.padding(padding.get());
    }

    /**
     * The note on the paddings, for weights and settings.
     *
     * @return by {@link NetworkNotes#PADDING}, or nothing
     */
    public Map<String, String> notes() {
        return padding.map(one -> Map.of(NetworkNotes.PADDING, one.toString())).orElse(Map.of());
    }
}
