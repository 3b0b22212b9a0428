package org.cyborgml.app.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.cyborgml.app.decoy.LabelledImages;
import org.cyborgml.app.decoy.ObjectMaps;
import org.cyborgml.app.decoy.Patch;
import org.cyborgml.app.decoy.TestImages;
import org.cyborgml.app.decoy.TestSet;
import org.cyborgml.app.decoy.Tests;
import org.cyborgml.app.demo.DemoResults.Example;
import org.cyborgml.app.demo.DemoResults.Grid;
import org.cyborgml.app.demo.DemoResults.Image;
import org.cyborgml.app.demo.DemoResults.Sample;
import org.cyborgml.app.demo.DemoResults.View;
import org.cyborgml.saliency.image.BinaryMask;

/** The images that the report shows, chosen by their place in the test set and by nothing else. */
final class Examples {

    private Examples() {}

    /** The first test image in all test sets. */
    static Example task(Tests tests, ObjectMaps garments) throws IOException {
        Map<TestSet, Image> images = new EnumMap<>(TestSet.class);
        for (TestSet set : TestSet.values()) {
            images.put(set, image(tests.get(set).decoys().images(), 0));
        }
        TestImages any = tests.get(TestSet.NO_PATCH);
        LabelledImages clean = any.decoys().clean();
        BinaryMask mask = ObjectMaps.mask(clean, 0);
        return new Example(
                clean.label(0),
                image(clean, 0),
                images,
                Image.of(clean.side(), mask.toRaster().toBytes()),
                Grid.of(garments.map(clean, 0)),
                Grid.of(any.maps().get(0)));
    }

    /** The images shown, with what the given runs make of them, one run per scenario. */
    static List<Sample> samples(Tests tests, List<FinishedRun> runs) {
        TestImages test = tests.get(TestSet.RANDOM_VALUE);
        List<Integer> shown = tests.shown();
        List<Sample> samples = new ArrayList<>();
        for (int k = 0; k < shown.size(); k++) {
            int at = k;
            List<View> views = runs.stream().map(run -> run.views().get(at)).toList();
            samples.add(sample(test, shown.get(k), views));
        }
        return samples;
    }

    private static Sample sample(TestImages test, int image, List<View> views) {
        int value = test.decoys().patches().get(image).orElseThrow().value();
        LabelledImages images = test.decoys().images();
        return new Sample(
                images.label(image),
                Patch.labelOf(value),
                image(images, image),
                Grid.of(test.maps().get(image)),
                views);
    }

    private static Image image(LabelledImages images, int image) {
        return Image.of(images.side(), images.image(image));
    }
}
