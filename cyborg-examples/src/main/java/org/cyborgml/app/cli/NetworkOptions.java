package org.cyborgml.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.cyborgml.data.InputFormat;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.AttentionKind;
import org.cyborgml.models.Network;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.training.AttentionChoice;
import org.cyborgml.training.NetworkNotes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** The options that say which network, shared by the commands. */
final class NetworkOptions {

    @Option(
            names = "--arch",
            required = true,
            paramLabel = "ARCH",
            converter = ArchitectureConverter.class,
            description = "The network: ${COMPLETION-CANDIDATES}.")
    private @Nullable Architecture architecture;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description = "Side of the square that images are resized to; the architecture's own if not given.")
    private @Nullable Integer size;

    @Option(
            names = "--attention",
            paramLabel = "KIND",
            description = "How self_attention makes its map: ${COMPLETION-CANDIDATES}. Default: what the weights say,"
                    + " else direct_regression.")
    private @Nullable AttentionKind attention;

    /** Reads an architecture's name. */
    static final class ArchitectureConverter implements ITypeConverter<Architecture> {
        @Override
        public Architecture convert(String name) {
            return Architecture.named(name);
        }
    }

    Architecture architecture() {
        return java.util.Objects.requireNonNull(architecture);
    }

    /** The form of the network's images of a side. */
    InputFormat input(int side) {
        return InputFormat.square(side, architecture().normalisation());
    }

    /** The side of the input: the option's, else the checkpoint's, else the architecture's. */
    int side(Optional<Checkpoint> weights) throws IOException {
        return side(architecture(), size, weights.map(Checkpoint::metadata).orElse(Map.of()));
    }

    /** The side for an architecture, given an option and the notes beside weights, which must be the architecture's. */
    static int side(Architecture architecture, @Nullable Integer size, Map<String, String> notes) throws IOException {
        String made = notes.get(NetworkNotes.ARCHITECTURE);
        if (made != null && !made.equals(architecture.toString())) {
            throw new IOException("the weights are those of " + made + ", not of " + architecture);
        }
        if (size != null) {
            if (size < 1) {
                throw new IllegalArgumentException("--size must be at least 1, found " + size);
            }
            return size;
        }
        String noted = notes.get(NetworkNotes.SIZE);
        try {
            return noted == null ? architecture.side() : Integer.parseInt(noted);
        } catch (NumberFormatException e) {
            throw new IOException("the weights say size \"" + noted + "\", which is no number", e);
        }
    }

    /** A builder of the network for images of a side, and for weights if there are some. */
    Network.Builder<?> builder(int side, Optional<Checkpoint> weights) throws IOException {
        Network.Builder<?> builder = architecture().builder();
        builder.inputSide(side);
        attention(weights).applyTo(builder, architecture());
        return builder;
    }

    /** The attention of the network: the option's, else the checkpoint's. */
    AttentionChoice attention(Optional<Checkpoint> weights) throws IOException {
        return AttentionChoice.of(attention, weights.map(Checkpoint::metadata).orElse(Map.of()));
    }

    static Optional<Checkpoint> read(@Nullable Path weights) throws IOException {
        return weights == null ? Optional.empty() : Optional.of(NetworkWeights.read(weights));
    }
}
