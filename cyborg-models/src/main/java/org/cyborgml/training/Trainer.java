package org.cyborgml.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.cyborgml.data.BatchFormat;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.DataException;
import org.cyborgml.data.InputFormat;
import org.cyborgml.data.SaliencyData;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.Network;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.models.cuda.ConvolutionSearch;
import org.cyborgml.models.kernel.KernelPrecision;
import org.cyborgml.models.kernel.KernelScope;
import org.cyborgml.models.kernel.Kernels;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network with a CYBORG head as the CYBORG authors' code does: every epoch goes over all training samples, then over
 * the validation samples; the last epoch with the highest validation accuracy is the best one, whose weights are kept.
 *
 * <p>The files of a training go to a {@link RunFolder}, whole after every epoch. {@link #resume} continues a training that
 * was stopped and gives the same files, bit for bit, as one that was not.
 */
public final class Trainer {

    private final TrainingSettings settings;
    private final RunFolder folder;
    private final @Nullable SaliencyData data;
    private final @Nullable TrainingSamples samples;
    private final @Nullable BatchFormat format;
    private final Supplier<ComputationGraph> fresh;
    private final Map<String, Object> notes;
    private final TrainingProgress progress;
    private final EpochTest test;

    private Trainer(Builder builder) {
        this.settings = builder.settings;
        this.folder = builder.folder;
        this.data = builder.data;
        this.samples = builder.samples;
        this.format = builder.format;
        this.fresh = builder.start();
        this.notes = new LinkedHashMap<>(builder.notes);
        this.progress = builder.progress;
        this.test = builder.test;
    }

    /**
     * A builder.
     *
     * @param settings of the training
     * @param out the folder for its files, as {@link RunFolder} has them
     * @return a new builder
     */
    public static Builder builder(TrainingSettings settings, Path out) {
        return new Builder(settings, RunFolder.of(out));
    }

    /** Builds a {@link Trainer}. A network must be set, and data or samples. */
    public static final class Builder {

        private final TrainingSettings settings;
        private final RunFolder folder;
        private final Map<String, Object> notes = new LinkedHashMap<>();
        private @Nullable SaliencyData data;
        private @Nullable TrainingSamples samples;
        private @Nullable BatchFormat format;
        private @Nullable Supplier<ComputationGraph> fresh;
        private @Nullable Architecture architecture;
        private int side;
        private @Nullable Checkpoint weights;
        private TrainingProgress progress = TrainingProgress.NONE;
        private EpochTest test = EpochTest.NONE;

        private Builder(TrainingSettings settings, RunFolder folder) {
            this.settings = settings;
            this.folder = folder;
        }

        /**
         * The data to train and validate with.
         *
         * @param value its images are checked when the training starts
         * @return this
         */
        public Builder data(SaliencyData value) {
            this.data = value;
            return this;
        }

        /**
         * Samples that are checked already, and may be shared with other trainings.
         *
         * @param value used, not closed
         * @return this
         */
        public Builder samples(TrainingSamples value) {
            this.samples = value;
            return this;
        }

        /**
         * The network to train, for the classes of the data, at the architecture's own size.
         *
         * @param architecture noted in the checkpoint
         * @return this
         */
        public Builder architecture(Architecture architecture) {
            return architecture(architecture, architecture.side());
        }

        /**
         * The network to train, for the classes of the data. It starts with fresh weights unless {@link #weights} are set.
         *
         * @param architecture noted in the checkpoint
         * @param side of the square images in pixels, noted in the checkpoint
         * @return this
         */
        public Builder architecture(Architecture architecture, int side) {
            this.architecture = architecture;
            this.side = side;
            note(NetworkNotes.ARCHITECTURE, architecture.toString());
            return note(NetworkNotes.SIZE, side);
        }

        /**
         * Weights to start from: of another training, or ImageNet's from PyTorch. A classifier for another number of classes
         * starts fresh.
         *
         * @param checkpoint a file in safetensors, {@code .pth} or DL4J's zip
         * @return this
         * @throws IOException if it cannot be read
         */
        public Builder weights(Path checkpoint) throws IOException {
            this.weights = NetworkWeights.read(checkpoint);
            return note("weights", checkpoint.toString());
        }

        /**
         * The network to train, made with {@link TrainingSettings#applyTo}.
         *
         * @param network a training starts with its fresh weights
         * @param input the form of its images
         * @return this
         * @throws IllegalArgumentException if its precision is not that of the settings
         */
        public Builder network(Network network, InputFormat input) {
            if (network.precision() != settings.precision()) {
                throw new IllegalArgumentException("the network's precision is " + network.precision()
                        + ", that of the settings is " + settings.precision() + ": make it with settings.applyTo");
            }
            this.format = BatchFormat.of(network.conf(), input);
            return network(network::init);
        }

        /**
         * The network to train: any with a CYBORG head of loss {@link TrainingSettings#loss}, and with the updater
         * {@link TrainingSettings#updater}.
         *
         * @param network a training starts with a copy of it as it is then, in {@link TrainingSettings#precision}
         * @param input the form of its images
         * @return this
         */
        public Builder network(ComputationGraph network, InputFormat input) {
            this.format = BatchFormat.of(network.getConfiguration(), input);
            return network(network::clone);
        }

        /**
         * The network to train, where the samples' batches fit it already.
         *
         * @param start makes the network with which a training starts
         * @return this
         */
        public Builder network(Supplier<ComputationGraph> start) {
            this.fresh = start;
            return this;
        }

        /**
         * A note on the network, which is recorded beside the settings and in the checkpoint's metadata, for instance
         * {@link NetworkNotes#ARCHITECTURE}. A training is resumed only where its notes are the same.
         *
         * @param key of the note
         * @param value text, number, or list
         * @return this
         */
        public Builder note(String key, Object value) {
            notes.put(key, value);
            return this;
        }

        /**
         * Several notes.
         *
         * @param all by key
         * @return this
         */
        public Builder notes(Map<String, ?> all) {
            notes.putAll(all);
            return this;
        }

        /**
         * A listener; none if not set.
         *
         * @param listener listens to the progress of the training
         * @return this
         */
        public Builder progress(TrainingProgress listener) {
            this.progress = listener;
            return this;
        }

        /**
         * A test of every epoch's network, which does not affect the training; none if not set.
         *
         * @param everyEpoch the test
         * @return this
         */
        public Builder epochTest(EpochTest everyEpoch) {
            this.test = everyEpoch;
            return this;
        }

        private Supplier<ComputationGraph> start() {
            Supplier<ComputationGraph> network = Objects.requireNonNull(fresh, "the network to train is not set");
            Checkpoint from = weights;
            KernelPrecision precision = settings.precision();
            return () -> {
                try (KernelScope scope = Kernels.in(precision)) {
                    ComputationGraph graph = network.get();
                    if (from != null) {
                        NetworkWeights.loadStart(graph, from);
                    }
                    return graph;
                }
            };
        }

        /**
         * Builds.
         *
         * @return the trainer
         * @throws IllegalArgumentException if neither data nor samples are set, or both, or class masks are asked for with
         *     more than two classes
         */
        public Trainer build() {
            if ((data == null) == (samples == null)) {
                throw new IllegalArgumentException("a trainer needs either data or samples");
            }
            ClassNames classes = data != null
                    ? data.classes()
                    : Objects.requireNonNull(samples).classes();
            if (architecture != null) {
                Network.Builder<?> builder = settings.applyTo(architecture.builder());
                builder.inputSide(side);
                if (classes.size() > 2) {
                    builder.numClasses(classes.size());
                }
                network(builder.build(), architecture.input(side));
            }
            if (settings.mapTarget() == MapTarget.CLASS_MASKS && classes.size() > 2) {
                throw new IllegalArgumentException(
                        "class masks are all 0 or all 1, so they are for 2 classes: found " + classes.size());
            }
            if (data != null && format == null) {
                throw new IllegalArgumentException("a trainer with data needs the form of the network's images");
            }
            notes.putAll(NetworkNotes.of(classes));
            ConvolutionSearch search = ConvolutionSearch.fromProperty();
            if (search != ConvolutionSearch.DETERMINISTIC) {
                note(NetworkNotes.ALGORITHMS, search.toString());
            }
            return new Trainer(this);
        }
    }

    /** The work of a training on samples. */
    @FunctionalInterface
    private interface Work {
        TrainingLog on(EpochLoop loop) throws IOException;
    }

    /**
     * Trains from the start.
     *
     * @return the log of all epochs
     * @throws IOException if the folder holds a training already, an image cannot be used, the loss is not finite any more, or
     *     a file cannot be written
     */
    public TrainingLog train() throws IOException {
        if (folder.isBegun()) {
            throw new DataException(folder + " holds a training already (" + folder.filesInWords()
                    + "): resume it, or take another folder");
        }
        return run(loop -> loop.begin(fresh.get()));
    }

    /**
     * Continues after the last epoch whose files are whole; trains from the start if the folder holds no training. A training
     * that is finished stays as it is. One of fewer epochs than these settings have is extended, to the same bits as if it had
     * had them from the start.
     *
     * <p>Results that are there are never replaced by those of another training: settings and notes must be those with which
     * it was begun, and the files from which it continues must be there.
     *
     * @return the log of all epochs, earlier ones included
     * @throws IOException as {@link #train} does, or if the folder holds a training that cannot be continued; the message
     *     names the setting or the file, and what to do
     */
    public TrainingLog resume() throws IOException {
        ResumePoint from = resumePoint();
        return from.where() == ResumePoint.Where.FINISHED_FOR_GOOD ? from.log() : run(loop -> loop.resume(from, fresh));
    }

    /**
     * Tells if {@link #resume} would find nothing to do, since all epochs are over.
     *
     * @return true if the training is finished
     * @throws IOException if {@code resume} would refuse the folder
     */
    public boolean isFinished() throws IOException {
        return resumePoint().isFinished();
    }

    private ResumePoint resumePoint() throws IOException {
        return ResumePoint.in(folder, settings, EpochLoop.parameters(settings, notes));
    }

    private TrainingLog run(Work work) throws IOException {
        if (samples != null) {
            return work.on(loop(samples));
        }
        try (TrainingSamples own =
                TrainingSamples.open(Objects.requireNonNull(data), Objects.requireNonNull(format), settings)) {
            return work.on(loop(own));
        }
    }

    private EpochLoop loop(TrainingSamples on) {
        return new EpochLoop(settings, notes, on, folder, progress, test);
    }

    /**
     * The network of the best epoch so far.
     *
     * @return a new network with its weights
     * @throws IOException if no epoch is over yet
     */
    public ComputationGraph best() throws IOException {
        ComputationGraph network = fresh.get();
        NetworkWeights.load(network, folder.finalModel());
        return network;
    }

    /**
     * The log so far.
     *
     * @return the log; empty if no epoch is over yet
     * @throws IOException if it is there but cannot be read
     */
    public Optional<TrainingLog> log() throws IOException {
        TrainingLog log = folder.log();
        return log.epochs() == 0 ? Optional.empty() : Optional.of(log);
    }
}
