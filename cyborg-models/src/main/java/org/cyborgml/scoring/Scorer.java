package org.cyborgml.scoring;

import com.google.common.primitives.ImmutableDoubleArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntUnaryOperator;
import org.cyborgml.cam.CamExtractor;
import org.cyborgml.cam.ClassActivationMaps;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.DataException;
import org.cyborgml.data.ImageSource;
import org.cyborgml.data.InputFormat;
import org.cyborgml.data.ReadAhead;
import org.cyborgml.head.CyborgHead;
import org.cyborgml.models.cuda.DeviceMemoryException;
import org.cyborgml.models.layer.FrozenWeights;
import org.cyborgml.models.layer.LargestBatch;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.training.TrainedNetwork;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Scores images by a trained network with a CYBORG head, and explains the scores by class activation maps. Images stream
 * through: any number of them takes the same memory, and other threads decode while the network computes.
 *
 * <ul>
 *   <li>{@link #score(ImageSource)} and {@link #explain(ImageSource)} keep their results in memory, for small jobs;
 *   <li>{@link #score(ImageSource, List, Path, String, ScoringProgress)} writes a score file, and continues it after an
 *       interruption. With two classes a row is path and score, the sigmoid of the logit of class 1; with more, under a
 *       header, path, name of the predicted class, and the probability of each class.
 * </ul>
 *
 * <p>The network is used, not copied. Several threads may score with one scorer, or with several of one network: their batches
 * take turns in the network. It must not be trained meanwhile.
 */
public final class Scorer {

    private static final int BATCH = 16;

    private final ComputationGraph network;
    private final InputFormat format;
    private final ClassNames classes;
    private final int batch;
    private final LogitColumns logitColumns;

    private Scorer(Builder builder) {
        this.network = builder.network;
        this.format = builder.format;
        this.classes = builder.classes;
        this.batch = builder.batch;
        this.logitColumns = builder.logitColumns;
    }

    /**
     * A scorer of 16 images at once, whose files have no logits.
     *
     * @param network a network with a CYBORG head
     * @param format of the network's images
     * @param classes of the network
     * @return the scorer
     */
    public static Scorer of(ComputationGraph network, InputFormat format, ClassNames classes) {
        return builder(network, format, classes).build();
    }

    /**
     * A scorer of 16 images at once, whose files have no logits.
     *
     * @param trained a network with its weights
     * @return the scorer
     */
    public static Scorer of(TrainedNetwork trained) {
        return of(trained.network(), trained.input(), trained.classes());
    }

    /**
     * A builder.
     *
     * @param network a network with a CYBORG head
     * @param format of the network's images
     * @param classes of the network
     * @return a new builder
     */
    public static Builder builder(ComputationGraph network, InputFormat format, ClassNames classes) {
        return new Builder(network, format, classes);
    }

    /** Builds a {@link Scorer}. */
    public static final class Builder {

        private final ComputationGraph network;
        private final InputFormat format;
        private final ClassNames classes;
        private int batch = BATCH;
        private LogitColumns logitColumns = LogitColumns.LEFT_OUT;

        private Builder(ComputationGraph network, InputFormat format, ClassNames classes) {
            this.network = network;
            this.format = format;
            this.classes = classes;
        }

        /**
         * Number of images that go through the network at once; 16 if not set.
         *
         * @param images at least 1
         * @return this
         */
        public Builder batch(int images) {
            if (images < 1) {
                throw new IllegalArgumentException("batch must be at least 1, found " + images);
            }
            this.batch = images;
            return this;
        }

        /**
         * The logits in score files; left out if not set.
         *
         * @param columns written or left out
         * @return this
         */
        public Builder logits(LogitColumns columns) {
            this.logitColumns = columns;
            return this;
        }

        /**
         * Builds.
         *
         * @return the scorer
         */
        public Scorer build() {
            return new Scorer(this);
        }
    }

    private record Loaded<S>(S source, Raster image) {}

    /** Uses the output for one batch of images that are identified by their paths. */
    @FunctionalInterface
    private interface Output {
        void use(List<ImageScore> scores, Optional<ClassActivationMaps> maps) throws IOException;
    }

    private record Collected(Output output, List<String> failures) implements ScoreReceiver<String> {

        @Override
        public void onBatch(List<String> paths, List<ImageScore> scores, Optional<ClassActivationMaps> maps)
                throws IOException {
            output.use(scores, maps);
        }

        @Override
        public void onFailure(String path, String message) {
            failures.add(message);
        }
    }

    /**
     * Scores all images of a source.
     *
     * @param images the images
     * @return a score for each, in the order of the source's list
     * @throws IOException if one cannot be used
     */
    public List<ImageScore> score(ImageSource images) throws IOException {
        return score(images, images.list());
    }

    /**
     * Scores images.
     *
     * @param images has the images
     * @param paths of those to score
     * @return a score for each, in the same order
     * @throws IOException if one cannot be used
     */
    public List<ImageScore> score(ImageSource images, List<String> paths) throws IOException {
        List<ImageScore> all = new ArrayList<>();
        requireNone(run(images, paths, CamUse.LEFT_OUT, (scores, maps) -> all.addAll(scores), done -> {}), paths);
        return all;
    }

    /**
     * Scores all images of a source and makes the CAMs of their predicted classes.
     *
     * @param images the images
     * @return score and CAM of each, in the order of the source's list
     * @throws IOException if one cannot be used
     */
    public List<Explanation> explain(ImageSource images) throws IOException {
        return explain(images, images.list());
    }

    /**
     * Scores images and makes the CAMs of their predicted classes.
     *
     * @param images has the images
     * @param paths of those to score
     * @return score and CAM of each, in the same order
     * @throws IOException if one cannot be used
     */
    public List<Explanation> explain(ImageSource images, List<String> paths) throws IOException {
        List<Explanation> all = new ArrayList<>();
        Output output = (scores, maps) -> {
            INDArray cams = maps.orElseThrow().scaledPredicted();
            for (int i = 0; i < scores.size(); i++) {
                all.add(new Explanation(scores.get(i), CamMap.of(cams, i)));
            }
        };
        requireNone(run(images, paths, CamUse.MADE, output, done -> {}), paths);
        return all;
    }

    private static void requireNone(List<String> failures, List<String> paths) throws DataException {
        if (!failures.isEmpty()) {
            throw new DataException(
                    failures.size() + " of " + paths.size() + " images cannot be used, the first: " + failures.get(0));
        }
    }

    /**
     * Scores images into a file. An image that cannot be used has no row; the others are scored all the same.
     *
     * @param images has the images
     * @param paths of those to score
     * @param out the score file; while it is incomplete it has {@code .part} behind its name
     * @param source one line that identifies network, weights and images: a scoring that was stopped is continued where this
     *     line is the same
     * @param progress listens
     * @return counts, and the images that could not be used
     * @throws IOException if the file cannot be written
     */
    public ScoringResult score(
            ImageSource images, List<String> paths, Path out, String source, ScoringProgress progress)
            throws IOException {
        return score(images, paths, out, source, progress, Optional.empty());
    }

    /**
     * Scores images into a file as {@link #score(ImageSource, List, Path, String, ScoringProgress)} does, and hands on their
     * CAMs, which come from the same pass through the network.
     *
     * @param images has the images
     * @param paths of those to score
     * @param out the score file
     * @param source one line that identifies network, weights and images
     * @param progress listens
     * @param cams receives the class activation maps of each batch
     * @return counts, and the images that could not be used
     * @throws IOException if the file cannot be written, or the receiver throws it
     */
    public ScoringResult score(
            ImageSource images, List<String> paths, Path out, String source, ScoringProgress progress, CamReceiver cams)
            throws IOException {
        return score(images, paths, out, source, progress, Optional.of(cams));
    }

    private ScoringResult score(
            ImageSource images,
            List<String> paths,
            Path out,
            String source,
            ScoringProgress progress,
            Optional<CamReceiver> cams)
            throws IOException {
        IntUnaryOperator keep =
                rows -> cams.map(receiver -> receiver.keep(rows)).orElse(rows);
        ScoreLayout layout = new ScoreLayout(classes, logitColumns);
        try (ScoreFile file = ScoreFile.open(out, source, layout, keep)) {
            int kept = file.size();
            List<String> open = paths.stream().filter(path -> !file.has(path)).toList();
            int before = paths.size() - open.size();
            Output output = (scores, maps) -> {
                for (ImageScore score : scores) {
                    file.add(score);
                }
                file.flush();
                if (maps.isPresent()) {
                    cams.orElseThrow()
                            .onBatch(scores.stream().map(ImageScore::path).toList(), maps.get(), file.size());
                }
            };
            List<String> failures = run(
                    images,
                    open,
                    cams.isPresent() ? CamUse.MADE : CamUse.LEFT_OUT,
                    output,
                    done -> progress.onImages(before + done, paths.size()));
            file.complete();
            return new ScoringResult(file.size(), kept, failures);
        }
    }

    /**
     * Scores images from anywhere, such as those that are sent to this process, and hands on the scores batch by batch.
     *
     * @param <S> identifies an image
     * @param images identify the images
     * @param path tells the path of an image
     * @param reader reads an image at its own size; called by several threads
     * @param cams made or left out
     * @param receiver of the scores, and of images that cannot be used
     * @throws IOException if the receiver throws it, or the thread is interrupted
     */
    public <S> void score(
            List<S> images,
            Function<S, String> path,
            ReadAhead.Reader<S, Raster> reader,
            CamUse cams,
            ScoreReceiver<S> receiver)
            throws IOException {
        run(images, path, reader, cams, receiver, done -> {});
    }

    private List<String> run(ImageSource images, List<String> paths, CamUse cams, Output output, IntConsumer progress)
            throws IOException {
        Collected collected = new Collected(output, new ArrayList<>());
        run(paths, path -> path, images::read, cams, collected, progress);
        return collected.failures();
    }

    private <S> void run(
            List<S> images,
            Function<S, String> path,
            ReadAhead.Reader<S, Raster> reader,
            CamUse cams,
            ScoreReceiver<S> receiver,
            IntConsumer progress)
            throws IOException {
        try (FrozenWeights frozen = FrozenWeights.of(network)) {
            ReadAhead.inBatches(
                    images,
                    batch,
                    path,
                    image -> new Loaded<>(image, format.resized(reader.read(image))),
                    (ready, done) -> {
                        if (!ready.isEmpty()) {
                            use(ready, path, cams, receiver);
                        }
                        progress.accept(done);
                    },
                    receiver::onFailure);
        }
    }

    private <S> void use(List<Loaded<S>> ready, Function<S, String> path, CamUse cams, ScoreReceiver<S> receiver)
            throws IOException {
        INDArray input = format.batch(
                ready.stream().map(Loaded::image).toList(),
                network.getConfiguration().getDataType());
        Optional<ClassActivationMaps> maps;
        INDArray logits;
        try {
            maps = cams == CamUse.MADE ? Optional.of(CamExtractor.of(network).extract(input)) : Optional.empty();
            logits = maps.isPresent() ? maps.get().logits() : CyborgHead.logits(network, input);
        } catch (DeviceMemoryException e) {
            throw LargestBatch.ofInference(e, network, input);
        }
        List<S> images = ready.stream().map(Loaded::source).toList();
        List<ImageScore> scores = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            double[] row = logits.getRow(i).castTo(DataType.DOUBLE).toDoubleVector();
            scores.add(new ImageScore(path.apply(images.get(i)), classes, ImmutableDoubleArray.copyOf(row)));
        }
        receiver.onBatch(images, scores, maps);
    }
}
