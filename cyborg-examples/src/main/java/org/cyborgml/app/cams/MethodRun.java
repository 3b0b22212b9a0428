package org.cyborgml.app.cams;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.cyborgml.cam.ClassActivationMaps;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.ImageSource;
import org.cyborgml.data.InputFormat;
import org.cyborgml.data.ReadAhead;
import org.cyborgml.explain.ExplainedNetwork;
import org.cyborgml.explain.ExplanationMethod;
import org.cyborgml.models.layer.FrozenWeights;
import org.cyborgml.saliency.batch.SaliencyMapSource;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.saliency.map.SaliencyMap;
import org.cyborgml.scoring.CamMap;
import org.cyborgml.scoring.ScoringProgress;
import org.cyborgml.training.TrainedNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Explains images by several methods, and measures and checks the maps. Images stream through. */
public final class MethodRun {

    private static final double OPACITY = 0.5;

    private final ExplainedNetwork network;
    private final ShownImages images;
    private final InputFormat format;
    private final ClassNames classes;
    private final ClassChoice choice;
    private final MethodSettings settings;
    private final Map<MapMethod, ExplanationMethod> methods = new EnumMap<>(MapMethod.class);
    private final MethodAgreement agreement;
    private final int batch;

    /**
     * A run.
     *
     * @param trained a network with its weights; it is used, not copied
     * @param images has the images
     * @param humanMaps what the maps are compared with, image by image; empty for nothing
     * @param choice whose maps
     * @param settings the methods
     * @param overlaySide longer side of the overlays in pixels, at least 1
     * @param batch how many images go through the network at once, at least 1
     * @throws IllegalArgumentException if a number is out of range
     */
    public MethodRun(
            TrainedNetwork trained,
            ImageSource images,
            Optional<? extends SaliencyMapSource> humanMaps,
            ClassChoice choice,
            MethodSettings settings,
            int overlaySide,
            int batch) {
        this.network = ExplainedNetwork.of(trained.network());
        this.images = new ShownImages(images, trained.input(), humanMaps, overlaySide);
        this.format = trained.input();
        this.classes = trained.classes();
        this.choice = choice;
        this.settings = settings;
        for (MapMethod method : settings.methods()) {
            methods.put(method, method.with(settings.layer(), settings.samples(), format.height()));
        }
        this.agreement = new MethodAgreement(format.height(), format.width());
        this.batch = batch;
    }

    /**
     * Explains the images. One that cannot be used, or whose human map cannot, is left out; the others are done all the same.
     *
     * @param sources the images
     * @param out a folder that exists
     * @param facts what the maps come from, for the summary
     * @param progress listens
     * @return messages of the images that could not be used
     * @throws IOException if a file cannot be written, or no image can be used
     */
    public List<String> run(List<CamSource> sources, Path out, Map<String, String> facts, ScoringProgress progress)
            throws IOException {
        try (MethodFolder files = new MethodFolder(out, settings.methods(), facts);
                FrozenWeights frozen = FrozenWeights.of(network.network())) {
            List<String> failures =
                    ReadAhead.inBatches(sources, batch, CamSource::path, images::load, (loaded, done) -> {
                        if (!loaded.isEmpty()) {
                            explain(loaded, files);
                        }
                        progress.onImages(done, sources.size());
                    });
            if (files.images() == 0) {
                throw new IOException(
                        "none of " + sources.size() + " images can be used, the first: " + failures.get(0));
            }
            files.complete(failures);
            return failures;
        }
    }

    private void explain(List<ShownImages.Loaded> loaded, MethodFolder files) throws IOException {
        INDArray input =
                images.batch(loaded, network.network().getConfiguration().getDataType());
        INDArray probabilities = network.probabilities(input);
        int[] predicted = network.predicted(input);
        int[] shown = new int[predicted.length];
        List<MethodFolder.Explained> explained = new ArrayList<>();
        for (int i = 0; i < shown.length; i++) {
            ShownImages.Loaded one = loaded.get(i);
            shown[i] = choice.of(predicted[i], one.source().label());
            explained.add(new MethodFolder.Explained(
                    one.source(),
                    classes.name(predicted[i]),
                    probabilities.getDouble(i, predicted[i]),
                    classes.name(shown[i]),
                    one.human().map(new CamGrid(format.width(), format.height())::downsize)));
        }
        List<Optional<MethodAgreement.Human>> human = explained.stream()
                .map(image -> image.human().flatMap(agreement::human))
                .toList();
        int toCheck = Math.max(0, Math.min(loaded.size(), settings.checked() - files.images()));
        for (MapMethod method : settings.methods()) {
            explainBy(method, loaded, explained, human, input, shown, toCheck, files);
        }
        for (int i = 0; i < explained.size(); i++) {
            MethodFolder.Explained image = explained.get(i);
            if (image.human().isPresent()) {
                files.addCentre(
                        image,
                        human.get(i)
                                .map(map -> agreement.between(agreement.centre(), map))
                                .orElse(Map.of()));
            }
            files.endImage(image);
        }
    }

    private void explainBy(
            MapMethod method,
            List<ShownImages.Loaded> loaded,
            List<MethodFolder.Explained> explained,
            List<Optional<MethodAgreement.Human>> human,
            INDArray input,
            int[] shown,
            int toCheck,
            MethodFolder files)
            throws IOException {
        ExplanationMethod by = Objects.requireNonNull(methods.get(method));
        INDArray maps = ClassActivationMaps.scale(by.explain(network, input, shown));
        List<Map<MethodMeasure, Double>> checks = toCheck == 0
                ? List.of()
                : new MethodChecks(network, by)
                        .of(input.get(NDArrayIndex.interval(0, toCheck)).dup('c'), Arrays.copyOf(shown, toCheck), maps);
        for (int i = 0; i < loaded.size(); i++) {
            SaliencyMap map = CamMap.of(maps, i);
            MethodFolder.Explained image = explained.get(i);
            Map<MethodMeasure, Double> measures = new EnumMap<>(MethodMeasure.class);
            measures.put(MethodMeasure.ENTROPY, MapMeasures.grid(map).entropy());
            if (human.get(i).isPresent()) {
                measures.putAll(
                        agreement.between(agreement.grid(map), human.get(i).get()));
            }
            if (i < checks.size()) {
                measures.putAll(checks.get(i));
            }
            files.writeOverlay(
                    method, image.source().path(), loaded.get(i).ground().under(map, CamFolder.COLOURS, OPACITY));
            files.add(image, method, map, measures);
        }
    }
}
