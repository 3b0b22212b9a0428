package org.cyborgml.app.saliency;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cyborgml.app.report.ColourMap;
import org.cyborgml.app.report.Fact;
import org.cyborgml.app.report.Pages;
import org.cyborgml.app.report.Picture;
import org.cyborgml.app.report.Thumbnail;
import org.cyborgml.saliency.batch.BatchFailure;
import org.cyborgml.saliency.batch.BatchMap;
import org.cyborgml.saliency.batch.BatchResult;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.map.MeanMapAccumulator;
import org.cyborgml.saliency.map.SaliencyMap;

/**
 * The page about built maps.
 *
 * @param settings how the maps were built, and counts
 * @param mean data URI of the mean map; empty if there is no map
 * @param tiles the first maps
 * @param annotators who is in the maps
 * @param failures the first images without a map
 * @param moreFailures how many there are beyond those
 */
public record MapsPage(
        List<Fact> settings,
        String mean,
        List<Thumbnail> tiles,
        List<Annotator> annotators,
        List<String> failures,
        int moreFailures) {

    private static final int SIDE = 56;
    private static final int SHOWN_MAPS = 24;
    private static final int SHOWN_FAILURES = 100;

    /**
     * An annotator's share.
     *
     * @param name as the annotations have it
     * @param used maps that hold the annotator's array
     * @param leftOut maps of images that the annotator saw too, without that array
     */
    public record Annotator(String name, int used, int leftOut) {}

    /**
     * Makes the page; every map is read again, one at a time.
     *
     * @param result what was built
     * @param settings how
     * @return HTML
     * @throws IOException if a map cannot be read
     */
    public static String html(BatchResult result, List<Fact> settings) throws IOException {
        ImageDecoder decoder = ImageDecoder.withDefaults();
        MeanMapAccumulator mean = new MeanMapAccumulator();
        List<Thumbnail> tiles = new ArrayList<>();
        for (BatchMap one : result.maps()) {
            SaliencyMap map = SaliencyMap.ofImage(decoder.read(one.file())).resizedTo(SIDE, SIDE);
            mean.add(map);
            if (tiles.size() < SHOWN_MAPS) {
                tiles.add(Thumbnail.of(
                        Picture.of(map, ColourMap.VIRIDIS),
                        one.image() + " (" + String.join(", ", one.annotators()) + ")"));
            }
        }
        List<Fact> facts = new ArrayList<>(settings);
        facts.add(new Fact("Maps", Integer.toString(result.maps().size())));
        facts.add(new Fact(
                "Constant maps, which say nothing",
                Integer.toString(result.constant().size())));
        facts.add(new Fact("Problems", Integer.toString(result.failures().size())));
        List<String> failures =
                result.failures().stream().map(BatchFailure::toString).toList();
        int shown = Math.min(failures.size(), SHOWN_FAILURES);
        return Pages.render(
                "saliency/maps.jte",
                new MapsPage(
                        facts,
                        mean.count() == 0 ? "" : uri(mean.mean().scaled()),
                        tiles,
                        annotators(result),
                        failures.subList(0, shown),
                        failures.size() - shown));
    }

    private static String uri(SaliencyMap map) {
        return Picture.of(map, ColourMap.VIRIDIS).dataUri();
    }

    private static List<Annotator> annotators(BatchResult result) {
        Map<String, int[]> counts = new TreeMap<>();
        for (BatchMap map : result.maps()) {
            map.annotators().forEach(name -> counts.computeIfAbsent(name, n -> new int[2])[0]++);
            map.leftOut().forEach(name -> counts.computeIfAbsent(name, n -> new int[2])[1]++);
        }
        return counts.entrySet().stream()
                .map(entry -> new Annotator(entry.getKey(), entry.getValue()[0], entry.getValue()[1]))
                .toList();
    }

    /**
     * The style sheet.
     *
     * @return CSS
     */
    public String styleSheet() {
        return Pages.styleSheet();
    }
}
