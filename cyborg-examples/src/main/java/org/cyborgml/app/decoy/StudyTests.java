package org.cyborgml.app.decoy;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cyborgml.app.cams.MapMeasures;
import org.cyborgml.data.InputFormat;
import org.cyborgml.metrics.MapAgreement;
import org.cyborgml.metrics.MaskAgreement;
import org.cyborgml.metrics.OneVersusRestAuc;
import org.cyborgml.metrics.PixelMask;
import org.cyborgml.metrics.SaliencyGrid;
import org.cyborgml.saliency.map.SaliencyMap;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** The test sets: the same clean images with other patches, and the objects' maps and masks to measure CAMs by. */
final class StudyTests {

    /** Of the patches; the test sets are the same for all trainings. */
    private static final long SEED = 0;

    /** Test images by which accuracy is followed from epoch to epoch. */
    private static final int FOLLOWED = 1000;

    private final GreyImages clean;
    private final Map<PatchRule, DecoyImages> sets = new EnumMap<>(PatchRule.class);
    private final List<SaliencyMap> maps;
    private final List<PixelMask> objects;

    /**
     * Makes the test sets.
     *
     * @param clean the test images, at least one of every class
     * @throws IOException never, as no mask is a file
     */
    StudyTests(GreyImages clean) throws IOException {
        this.clean = clean;
        this.maps = new ObjectMaps(LocalNetwork.GRID).onGrid(clean);
        this.objects = IntStream.range(0, clean.size())
                .mapToObj(i -> PixelMask.of(
                        clean.side(), clean.side(), ObjectMaps.mask(clean, i).toArray()))
                .toList();
        DecoyProtocol protocol = new DecoyProtocol(SEED);
        for (PatchRule rule : PatchRule.values()) {
            sets.put(rule, protocol.patched(DecoyProtocol.TEST, clean, rule));
        }
    }

    private DecoyImages get(PatchRule rule) {
        return Objects.requireNonNull(sets.get(rule));
    }

    /** Images that go through a network to test it on all sets. */
    int images() {
        return sets.size() * clean.size();
    }

    /** The first images with random patch values, as many of every class. */
    GreyImages followed() {
        return get(PatchRule.RANDOM_VALUE).images().perClass(0, FOLLOWED / IdxImages.CLASSES);
    }

    /**
     * Results of a network's tests.
     *
     * @param values the columns that tests give
     * @param views output for the images that a report shows
     */
    record Tested(Map<Column, Double> values, List<Overlays.View> views) {}

    Tested test(ComputationGraph network, InputFormat input) {
        Map<Column, Double> values = new EnumMap<>(Column.class);
        for (PatchRule rule : PatchRule.values()) {
            if (rule != PatchRule.RANDOM_VALUE) {
                GreyImages images = get(rule).images();
                values.put(Column.ofAccuracy(rule), Predictions.accuracy(network, images, input));
            }
        }
        DecoyImages random = get(PatchRule.RANDOM_VALUE);
        Predictions predictions = Predictions.of(network, random.images(), input);
        values.put(Column.RANDOM_VALUE, predictions.accuracy(random.images()));
        double[][] scores = predictions.probabilities().toArray(new double[0][]);
        values.put(
                Column.AUC_RANDOM_VALUE,
                OneVersusRestAuc.of(random.images().labels(), scores).macro());
        measure(random, predictions, values);
        return new Tested(values, shownImages().map(predictions::view).toList());
    }

    private void measure(DecoyImages random, Predictions predictions, Map<Column, Double> values) {
        int side = clean.side();
        double correlation = 0;
        double onObject = 0;
        double onPatch = 0;
        for (int i = 0; i < clean.size(); i++) {
            SaliencyMap cam = predictions.cams().get(i);
            correlation += MapAgreement.CORRELATION.of(MapMeasures.grid(cam), MapMeasures.grid(maps.get(i)));
            SaliencyGrid enlarged = MapMeasures.grid(cam.resizedTo(side, side));
            onObject += MaskAgreement.ENERGY_INSIDE.of(enlarged, objects.get(i));
            Patch patch = random.patches().get(i).orElseThrow();
            onPatch += MaskAgreement.ENERGY_INSIDE.of(enlarged, mask(patch, side));
        }
        values.put(Column.CAM_CORRELATION, correlation / clean.size());
        values.put(Column.CAM_ON_OBJECT, onObject / clean.size());
        values.put(Column.CAM_ON_PATCH, onPatch / clean.size());
    }

    private static PixelMask mask(Patch patch, int side) {
        boolean[] marked = new boolean[side * side];
        for (int i = 0; i < marked.length; i++) {
            marked[i] = patch.covers(i % side, i / side);
        }
        return PixelMask.of(side, side, marked);
    }

    /** The first of every class. */
    private Stream<Integer> shownImages() {
        int[] labels = clean.labels();
        return IntStream.rangeClosed(0, Arrays.stream(labels).max().orElseThrow())
                .mapToObj(label -> IntStream.range(0, labels.length)
                        .filter(i -> labels[i] == label)
                        .findFirst()
                        .orElseThrow());
    }

    /** The images that a report shows, in the order of the classes. */
    List<Overlays.ShownImage> shown() {
        DecoyImages random = get(PatchRule.RANDOM_VALUE);
        return shownImages()
                .map(image -> Overlays.ShownImage.of(
                        random.images(),
                        image,
                        Patch.labelOf(random.patches().get(image).orElseThrow().value()),
                        maps.get(image)))
                .toList();
    }
}
