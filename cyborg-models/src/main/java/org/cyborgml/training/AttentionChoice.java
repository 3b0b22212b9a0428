package org.cyborgml.training;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.AttentionKind;
import org.cyborgml.models.Network;
import org.cyborgml.models.SelfAttention;
import org.jspecify.annotations.Nullable;

/**
 * The kind of attention map of a Self-Attention network, from an option, a plan, or the notes beside weights.
 *
 * @param kind empty where none of them names one
 */
public record AttentionChoice(Optional<AttentionKind> kind) {

    /**
     * The kind that is asked for, else the noted one.
     *
     * @param option the kind that is asked for; null for none
     * @param notes of the network whose weights are used, by the keys of {@link NetworkNotes}; empty for fresh weights
     * @return the choice
     * @throws IOException if the notes contradict the option, or name no kind
     */
    public static AttentionChoice of(@Nullable AttentionKind option, Map<String, String> notes) throws IOException {
        Optional<AttentionKind> noted = noted(notes);
        if (option != null && noted.isPresent() && noted.get() != option) {
            throw new IOException(
                    "the weights are those of attention " + word(noted.get()) + ", not of " + word(option));
        }
        return new AttentionChoice(Optional.ofNullable(option).or(() -> noted));
    }

    private static Optional<AttentionKind> noted(Map<String, String> notes) throws IOException {
        if (!Architecture.SELF_ATTENTION.toString().equals(notes.get(NetworkNotes.ARCHITECTURE))) {
            return Optional.empty();
        }
        String word = notes.getOrDefault(NetworkNotes.ATTENTION, word(AttentionKind.DIRECT_REGRESSION));
        for (AttentionKind kind : AttentionKind.values()) {
            if (word(kind).equals(word)) {
                return Optional.of(kind);
            }
        }
        throw new IOException("the weights say attention \"" + word + "\", which is no kind of it");
    }

    private static String word(AttentionKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Sets the kind of a network.
     *
     * @param builder of the network
     * @param architecture the network's
     * @throws IllegalArgumentException if a kind is chosen and the architecture has no attention map
     */
    public void applyTo(Network.Builder<?> builder, Architecture architecture) {
        if (kind.isEmpty()) {
            return;
        }
        if (!(builder instanceof SelfAttention.Builder attending)) {
            throw new IllegalArgumentException("attention " + word(kind.get()) + ": " + architecture
                    + " has no attention map, only " + Architecture.SELF_ATTENTION + " has");
        }
        attending.attention(kind.get());
    }

    /**
     * The note on the kind, for weights and settings.
     *
     * @return by {@link NetworkNotes#ATTENTION}, or nothing
     */
    public Map<String, String> notes() {
        return kind.filter(one -> one != AttentionKind.DIRECT_REGRESSION)
                .map(one -> Map.of(NetworkNotes.ATTENTION, word(one)))
                .orElse(Map.of());
    }
}
