package org.cyborgml.app.cams;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cyborgml.app.report.Picture;
import org.cyborgml.cam.CamExtractor;
import org.cyborgml.cam.ClassActivationMaps;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.ImageSource;
import org.cyborgml.data.ReadAhead;
import org.cyborgml.models.layer.FrozenWeights;
import org.cyborgml.saliency.batch.SaliencyMapSource;
import org.cyborgml.saliency.file.FailureReason;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.saliency.map.SaliencyMap;
import org.cyborgml.scoring.CamMap;
import org.cyborgml.scoring.ScoringProgress;
import org.cyborgml.training.TrainedNetwork;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes the CAMs of images by a network. Images stream through: any number of them in the same memory, decoded in other
 * threads while the network computes.
 */
public final class CamRun {

    private static final double OPACITY = 0.5;

    private final ComputationGraph network;
    private final CamExtractor extractor;
    private final ShownImages images;
    private final ClassNames classes;
    private final ClassChoice choice;
    private final int batch;

    /**
     * A run.
     *
     * @param trained a network with its weights; it is used, not copied
     * @param images has the images; of {@link org.cyborgml.data.CroppedImages} the overlays show the photographs, with the CAMs mapped back
     * @param humanMaps what the CAMs are compared with, image by image; empty for nothing
     * @param choice whose CAM
     * @param overlaySide longer side of the overlays in pixels, at least 1
     * @param batch how many images go through the network at once, at least 1
     * @throws IllegalArgumentException if the network has no CYBORG head, or a number is out of range
     */
    public CamRun(
            TrainedNetwork trained,
            ImageSource images,
            Optional<? extends SaliencyMapSource> humanMaps,
            ClassChoice choice,
            int overlaySide,
            int batch) {
        this.network = trained.network();
        this.classes = trained.classes();
        this.extractor = CamExtractor.of(network);
        this.images = new ShownImages(images, trained.input(), humanMaps, overlaySide);
        this.choice = choice;
        this.batch = batch;
    }

    private record Shown(CamRecord image, OverlayGround ground) {}

    /**
     * Makes the CAMs. An image that cannot be used, or whose human map cannot, is left out; the others are done all the
     * same.
     *
     * @param sources the images
     * @param out a folder that exists
     * @param facts what the CAMs come from, for the summary
     * @param progress told how it goes on
     * @return what it gave
     * @throws IOException if a file cannot be written, or no image can be used
     */
    public CamSummary run(List<CamSource> sources, Path out, Map<String, String> facts, ScoringProgress progress)
            throws IOException {
        try (Lazy files = new Lazy(out, classes, facts);
                FrozenWeights frozen = FrozenWeights.of(network)) {
            List<String> unwritten = new ArrayList<>();
            List<String> unread = ReadAhead.inBatches(sources, batch, CamSource::path, images::load, (loaded, done) -> {
                write(loaded, files, unwritten);
                progress.onImages(done, sources.size());
            });
            List<String> failures = new ArrayList<>(unread);
            failures.addAll(unwritten);
            if (files.folder == null) {
                throw new IOException(
                        "none of " + sources.size() + " images can be used, the first: " + failures.get(0));
            }
            files.folder.complete(failures);
            return new CamSummary(files.folder.images(), files.folder.withMap(), files.folder.constantMaps(), failures);
        }
    }

    /** The files, opened when the first CAMs have told their size. */
    private static final class Lazy implements AutoCloseable {

        private final Path out;
        private final ClassNames classes;
        private final Map<String, String> facts;
        private @org.jspecify.annotations.Nullable CamFolder folder;

        Lazy(Path out, ClassNames classes, Map<String, String> facts) {
            this.out = out;
            this.classes = classes;
            this.facts = facts;
        }

        CamFolder open(INDArray cams) throws IOException {
            if (folder == null) {
                folder = new CamFolder(
                        out, Math.toIntExact(cams.size(1)), Math.toIntExact(cams.size(2)), classes, facts);
            }
            return folder;
        }

        @Override
        public void close() throws IOException {
            if (folder != null) {
                folder.close();
            }
        }
    }

    private void write(List<ShownImages.Loaded> loaded, Lazy files, List<String> unwritten) throws IOException {
        if (loaded.isEmpty()) {
            return;
        }
        INDArray input = images.batch(loaded, network.getConfiguration().getDataType());
        ClassActivationMaps maps = extractor.extract(input);
        int[] predicted = maps.predicted();
        Map<Integer, INDArray> byClass = new HashMap<>();
        List<Shown> shown = new ArrayList<>();
        for (int i = 0; i < loaded.size(); i++) {
            int chosen = choice.of(predicted[i], loaded.get(i).source().label());
            INDArray cams = byClass.computeIfAbsent(chosen, maps::scaled);
            shown.add(new Shown(
                    image(loaded.get(i), maps, i, predicted[i], chosen, CamMap.of(cams, i)),
                    loaded.get(i).ground()));
        }
        CamFolder folder = files.open(byClass.values().iterator().next());
        List<Optional<String>> faults = writeOverlays(shown, folder);
        for (int i = 0; i < shown.size(); i++) {
            if (faults.get(i).isPresent()) {
                unwritten.add(faults.get(i).get());
            } else {
                folder.add(shown.get(i).image());
            }
        }
    }

    private static CamRecord image(
            ShownImages.Loaded loaded, ClassActivationMaps maps, int i, int predicted, int chosen, SaliencyMap cam) {
        INDArray logits = maps.logits();
        INDArray probabilities = maps.probabilities();
        double last = logits.getDouble(i, logits.size(1) - 1);
        double ofLast = probabilities.getDouble(i, probabilities.size(1) - 1);
        double probability =
                logits.size(1) > 1 ? probabilities.getDouble(i, predicted) : predicted == 1 ? ofLast : 1 - ofLast;
        CamGrid grid = new CamGrid(cam.width(), cam.height());
        Optional<SaliencyMap> human = loaded.human().map(grid::downsize);
        return new CamRecord(
                loaded.source(),
                predicted,
                probability,
                1 / (1 + Math.exp(-last)),
                chosen,
                cam,
                human,
                human.flatMap(map -> MapMeasures.of(cam, map)));
    }

    /** Writes the overlays; gives the reason for each that cannot be written, for instance under a name that is too long. */
    private static List<Optional<String>> writeOverlays(List<Shown> shown, CamFolder folder) throws IOException {
        try {
            return IntStream.range(0, shown.size())
                    .parallel()
                    .mapToObj(i -> fault(shown.get(i), folder))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Optional<String> fault(Shown one, CamFolder folder) {
        CamRecord image = one.image();
        Picture overlay = one.ground().under(image.cam(), CamFolder.COLOURS, OPACITY);
        try {
            folder.writeOverlay(image.source().path(), overlay);
            return Optional.empty();
        } catch (IOException | InvalidPathException e) {
            if (FailureReason.isOfTheDisk(e) && e instanceof IOException disk) {
                throw new UncheckedIOException(disk);
            }
            return Optional.of(image.source().path() + ": its overlay cannot be written: " + FailureReason.of(e));
        }
    }
}
