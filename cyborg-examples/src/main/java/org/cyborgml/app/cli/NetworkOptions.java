package org.cyborgml.app.cli;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.cyborgml.app.console.OptionGroup;
import org.cyborgml.data.InputFormat;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.AttentionKind;
import org.cyborgml.models.EfficientNetPadding;
import org.cyborgml.models.Network;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.training.AttentionChoice;
import org.cyborgml.training.NetworkNotes;
import org.cyborgml.training.PaddingChoice;
import org.cyborgml.training.TrainedNetwork;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say which network, shared by the commands. */
@OptionGroup("Network")
public final class NetworkOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(names = "--arch", paramLabel = "ARCH", description = "The network: ${COMPLETION-CANDIDATES}.")
    private @Nullable Architecture architecture;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description =
                    "Side of the square that images are resized to. Default: what the weights say, else the architecture's"
                            + " own.")
    private @Nullable Integer size;

    @Option(
            names = "--attention",
            paramLabel = "KIND",
            description = "How self_attention makes its map: ${COMPLETION-CANDIDATES}. Default: what the weights say,"
                    + " else direct_regression.")
    private @Nullable AttentionKind attention;

    @Option(
            names = "--padding",
            paramLabel = "VERSION",
            description = "Paddings of an efficientnet, as of a version of its package efficientnet_pytorch:"
                    + " ${COMPLETION-CANDIDATES}. Default: what the weights say, else 0.6.1.")
    private @Nullable EfficientNetPadding padding;

    /** The options, to be filled by picocli. */
    public NetworkOptions() {}

    Architecture architecture() {
        return MissingOption.require(architecture, command, "--arch=ARCH");
    }

    /** Tells if an architecture is named. */
    boolean isGiven() {
        return architecture != null;
    }

    /** The architecture that is given; empty if it is what the weights say. */
    public Optional<Architecture> given() {
        return Optional.ofNullable(architecture);
    }

    /** The kind of attention that is given; empty if it is what the weights say. */
    public Optional<AttentionKind> attention() {
        return Optional.ofNullable(attention);
    }

    /** The paddings that are given; empty if they are what the weights say. */
    public Optional<EfficientNetPadding> padding() {
        return Optional.ofNullable(padding);
    }

    /** The side that is given; empty if none is. */
    public Optional<Integer> size() {
        return Optional.ofNullable(size);
    }

    /** The form of the network's images of a side. */
    InputFormat input(int side) {
        return architecture().input(side);
    }

    /** The side of the input: the option's, else the checkpoint's, else the architecture's. */
    int side(Optional<Checkpoint> weights) throws IOException {
        Map<String, String> notes = weights.map(Checkpoint::metadata).orElse(Map.of());
        return NetworkNotes.side(notes, NetworkNotes.architecture(notes, architecture()), size);
    }

    /** Loads weights into the network that these options name. */
    TrainedNetwork.Loader loader(Checkpoint checkpoint) {
        return TrainedNetwork.loader(checkpoint)
                .architecture(architecture())
                .side(size)
                .attention(attention)
                .padding(padding);
    }

    /** A builder of the network for images of a side, and for weights if there are some. */
    Network.Builder<?> builder(int side, Optional<Checkpoint> weights) throws IOException {
        return set(architecture().builder(), side, weights);
    }

    /** A builder of the network that learns the features of a siamese one by triplets. */
    Network.Builder<?> featuresBuilder(int side, Optional<Checkpoint> weights) throws IOException {
        return set(
                architecture()
                        .featuresBuilder()
                        .orElseThrow(() -> new IllegalArgumentException("--triplets: only efficientnet_b4_st and"
                                + " efficientnet_b4_att_st learn by triplets, not " + architecture)),
                side,
                weights);
    }

    private Network.Builder<?> set(Network.Builder<?> builder, int side, Optional<Checkpoint> weights)
            throws IOException {
        builder.inputSide(side);
        attention(weights).applyTo(builder, architecture());
        padding(weights).applyTo(builder, architecture());
        return builder;
    }

    /** The attention of the network: the option's, else the checkpoint's. */
    AttentionChoice attention(Optional<Checkpoint> weights) throws IOException {
        return AttentionChoice.of(attention, weights.map(Checkpoint::metadata).orElse(Map.of()));
    }

    /** The paddings of the network: the option's, else the checkpoint's. */
    PaddingChoice padding(Optional<Checkpoint> weights) throws IOException {
        return PaddingChoice.of(padding, weights.map(Checkpoint::metadata).orElse(Map.of()));
    }
}
