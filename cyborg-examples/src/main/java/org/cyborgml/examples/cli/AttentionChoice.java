package org.cyborgml.examples.cli;

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
 * How a Self-Attention network makes its map, as options or the notes beside weights say it.
 *
 * @param kind empty where neither says anything
 */
record AttentionChoice(Optional<AttentionKind> kind) {

    /** Key in the checkpoints that {@code train} writes; not there where the map is regressed directly. */
    static final String NOTE = "attention";

    /** The option's, else that of the notes, which must not contradict it. */
    static AttentionChoice of(@Nullable AttentionKind option, Map<String, String> notes) throws IOException {
        Optional<AttentionKind> noted = noted(notes);
        if (option != null && noted.isPresent() && noted.get() != option) {
            throw new IOException(
                    "the weights are those of attention " + word(noted.get()) + ", not of " + word(option));
        }
        return new AttentionChoice(Optional.ofNullable(option).or(() -> noted));
    }

    private static Optional<AttentionKind> noted(Map<String, String> notes) throws IOException {
        if (!Architecture.SELF_ATTENTION.toString().equals(notes.get(NetworkOptions.ARCHITECTURE))) {
            return Optional.empty();
        }
        String word = notes.getOrDefault(NOTE, word(AttentionKind.DIRECT_REGRESSION));
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

    /** Has a network of the architecture make its map so. */
    void applyTo(Network.Builder<?> builder, Architecture architecture) {
        if (kind.isEmpty()) {
            return;
        }
        if (!(builder instanceof SelfAttention.Builder attending)) {
            throw new IllegalArgumentException("--attention " + word(kind.get()) + ": " + architecture
                    + " has no attention map, only " + Architecture.SELF_ATTENTION + " has");
        }
        attending.attention(kind.get());
    }

    /** What is noted beside weights and settings. */
    Map<String, String> notes() {
        return kind.filter(one -> one != AttentionKind.DIRECT_REGRESSION)
                .map(one -> Map.of(NOTE, word(one)))
                .orElse(Map.of());
    }
}
