package org.cyborgml.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.InputFormat;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.loss.FeatureTap;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.AttentionKind;
import org.cyborgml.models.EfficientNetPadding;
import org.cyborgml.models.LoadReport;
import org.cyborgml.models.Network;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.models.kernel.KernelPrecision;
import org.cyborgml.models.kernel.Kernels;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/**
 * A network with the weights of a checkpoint, the form of its images and the names of its classes. The checkpoints that a {@link Trainer} writes note
 * their architecture, size and classes; for others these are set in a {@link Loader}.
 *
 * @param architecture of the network
 * @param network with its weights
 * @param input the form of its images
 * @param classes in the order of its outputs
 * @param notes the checkpoint's, completed by architecture, size, attention and padding
 * @param report lists the parameters that were loaded, left fresh and ignored
 */
public record TrainedNetwork(
        Architecture architecture,
        ComputationGraph network,
        InputFormat input,
        ClassNames classes,
        Map<String, String> notes,
        LoadReport report) {

    /**
     * Loads a checkpoint that notes its architecture.
     *
     * @param checkpoint a file in safetensors, {@code .pth} or DL4J's zip
     * @return the network
     * @throws IOException if it cannot be read, or does not note the architecture
     * @throws IllegalArgumentException if its tensors do not fit the network
     */
    public static TrainedNetwork load(Path checkpoint) throws IOException {
        return loader(NetworkWeights.read(checkpoint)).load();
    }

    /**
     * A loader.
     *
     * @param checkpoint weights and notes
     * @return a new loader
     */
    public static Loader loader(Checkpoint checkpoint) {
        return new Loader(checkpoint);
    }

    /** Loads a checkpoint, with what it does not note. What is set here must not contradict the notes. */
    public static final class Loader {

        private final Checkpoint checkpoint;
        private final Map<String, String> notes;
        private @Nullable Architecture architecture;
        private @Nullable Integer side;
        private @Nullable AttentionKind attention;
        private @Nullable EfficientNetPadding padding;
        private @Nullable ClassNames classes;
        private FeatureTap tap = FeatureTap.REFERENCE;
        private KernelPrecision precision = Kernels.precision();

        private Loader(Checkpoint checkpoint) {
            this.checkpoint = checkpoint;
            this.notes = checkpoint.metadata();
        }

        /**
         * The architecture.
         *
         * @param value null for the noted one
         * @return this
         */
        public Loader architecture(@Nullable Architecture value) {
            this.architecture = value;
            return this;
        }

        /**
         * Side of the network's square input; this one overrides the note.
         *
         * @param pixels at least 1; null for the noted one, else the architecture's own
         * @return this
         */
        public Loader side(@Nullable Integer pixels) {
            this.side = pixels;
            return this;
        }

        /**
         * The map of a Self-Attention network.
         *
         * @param value null for the noted kind
         * @return this
         */
        public Loader attention(@Nullable AttentionKind value) {
            this.attention = value;
            return this;
        }

        /**
         * The paddings of an EfficientNet.
         *
         * @param value null for the noted ones, else those of 0.6.1
         * @return this
         */
        public Loader padding(@Nullable EfficientNetPadding value) {
            this.padding = value;
            return this;
        }

        /**
         * The classes in the order of the network's outputs.
         *
         * @param value null for the noted ones, else those of {@link ClassNames#unnamed}
         * @return this
         */
        public Loader classes(@Nullable ClassNames value) {
            this.classes = value;
            return this;
        }

        /**
         * The feature maps that CAMs are made of; {@link FeatureTap#REFERENCE} if not set.
         *
         * @param value the tap
         * @return this
         */
        public Loader tap(FeatureTap value) {
            this.tap = value;
            return this;
        }

        /**
         * Precision in which the network computes, whatever it was trained in; {@link Kernels#precision} if not set.
         *
         * @param value the precision
         * @return this
         */
        public Loader precision(KernelPrecision value) {
            this.precision = value;
            return this;
        }

        /**
         * Loads the checkpoint.
         *
         * @return the network
         * @throws IOException if the architecture is neither set nor noted, or what is set contradicts the notes
         * @throws IllegalArgumentException if the tensors do not fit the network
         */
        public TrainedNetwork load() throws IOException {
            Architecture known = NetworkNotes.architecture(notes, architecture);
            int pixels = NetworkNotes.side(notes, known, side);
            AttentionChoice attending = AttentionChoice.of(attention, notes);
            Network.Builder<?> builder = known.builder();
            attending.applyTo(builder, known);
            PaddingChoice padded = PaddingChoice.of(padding, notes);
            padded.applyTo(builder, known);
            builder.inputSide(pixels)
                    .precision(precision)
                    .loss(CyborgLoss.reference().withTap(tap));
            OptionalInt logits = NetworkWeights.logits(builder.build(), checkpoint);
            logits.ifPresent(builder::numClasses);
            Network network = builder.build();
            ClassNames names = NetworkNotes.classes(notes, network.head().logits(), classes);
            ComputationGraph graph = network.init();
            LoadReport report = NetworkWeights.load(graph, checkpoint);
            Map<String, String> complete = new LinkedHashMap<>(notes);
            complete.put(NetworkNotes.ARCHITECTURE, known.toString());
            complete.put(NetworkNotes.SIZE, Integer.toString(pixels));
            complete.putAll(attending.notes());
            complete.putAll(padded.notes());
            InputFormat input = known.input(pixels);
            return new TrainedNetwork(known, graph, input, names, complete, report);
        }
    }
}
