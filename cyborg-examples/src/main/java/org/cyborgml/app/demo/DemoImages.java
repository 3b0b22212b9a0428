package org.cyborgml.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.cyborgml.app.decoy.TestSet;
import org.cyborgml.app.demo.DemoPage.Emphasis;
import org.cyborgml.app.demo.DemoPage.RunMaps;
import org.cyborgml.app.demo.DemoPage.SampleCard;
import org.cyborgml.app.demo.DemoPage.Tile;
import org.cyborgml.app.demo.DemoResults.Example;
import org.cyborgml.app.demo.DemoResults.Grid;
import org.cyborgml.app.demo.DemoResults.Image;
import org.cyborgml.app.demo.DemoResults.Sample;
import org.cyborgml.app.demo.DemoResults.Scenario;
import org.cyborgml.app.demo.DemoResults.View;
import org.cyborgml.app.report.ColourMap;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.report.Picture;

/** The images of the demo's report. */
final class DemoImages {

    private static final ColourMap COLOURS = ColourMap.VIRIDIS;
    private static final double OPACITY = 0.6;
    private static final int ENLARGED = 4;

    private final DemoResults results;

    DemoImages(DemoResults results) {
        this.results = results;
    }

    List<Tile> task() {
        Example example = results.protocol();
        List<Tile> tiles = new ArrayList<>();
        tiles.add(tile(picture(example.clean()), "Clean image"));
        for (TestSet set : TestSet.values()) {
            if (set != TestSet.NO_PATCH) {
                tiles.add(tile(picture(Objects.requireNonNull(example.images().get(set))), set.title()));
            }
        }
        tiles.add(tile(picture(example.mask()), "Mask of the garment"));
        tiles.add(tile(Picture.of(example.map().toMap(), COLOURS), "Mask map: blurred, scaled"));
        tiles.add(tile(Picture.of(example.gridMap().toMap(), COLOURS), "Mask map on the CAM's grid"));
        return tiles;
    }

    List<Tile> meanMaps() {
        List<Tile> tiles = new ArrayList<>();
        tiles.add(tile(map(results.meanMap()), "Mean mask map"));
        for (Scenario scenario : results.scenarios()) {
            tiles.add(tile(map(scenario.meanCam()), "Mean CAM, " + scenario.name()));
        }
        return tiles;
    }

    List<RunMaps> runMaps() {
        return results.scenarios().stream()
                .map(scenario -> new RunMaps(
                        scenario.name(),
                        scenario.runs().stream()
                                .map(run -> tile(map(run.meanCam()), "Seed " + run.seed()))
                                .toList()))
                .toList();
    }

    List<SampleCard> samples() {
        return results.samples().stream().map(this::card).toList();
    }

    private SampleCard card(Sample sample) {
        List<Tile> tiles = new ArrayList<>();
        Picture image = picture(sample.image()).enlarged(ENLARGED);
        tiles.add(tile(image, "Image"));
        tiles.add(tile(map(sample.map()), "Mask map"));
        for (int s = 0; s < sample.views().size(); s++) {
            tiles.add(overlay(
                    image, sample.views().get(s), results.scenarios().get(s).name(), sample.label()));
        }
        String patch = sample.patchLabel() == sample.label() ? "its own label" : name(sample.patchLabel());
        return new SampleCard(name(sample.label()) + "; the patch says " + patch, tiles);
    }

    private Tile overlay(Picture image, View view, String scenario, int label) {
        String caption = scenario + ": " + name(view.predicted()) + " (" + Numbers.fixed(view.probability(), 2) + ")";
        return new Tile(
                image.under(view.cam().toMap(), COLOURS, OPACITY).dataUri(),
                "CAM over the image, " + caption,
                view.predicted() == label ? caption : caption + ", wrong",
                view.predicted() == label ? Emphasis.NONE : Emphasis.MISTAKE);
    }

    private String name(int label) {
        return results.classes().get(label);
    }

    private static Tile tile(Picture picture, String caption) {
        return new Tile(picture.dataUri(), caption, caption, Emphasis.NONE);
    }

    private static Picture map(Grid grid) {
        return Picture.of(grid.toMap(), COLOURS);
    }

    private static Picture picture(Image image) {
        return Picture.grey(image.side(), image.side(), image.pixels());
    }
}
