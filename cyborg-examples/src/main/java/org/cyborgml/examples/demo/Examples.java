package org.cyborgml.examples.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.cyborgml.examples.demo.DemoResults.Example;
import org.cyborgml.examples.demo.DemoResults.Grid;
import org.cyborgml.examples.demo.DemoResults.Image;
import org.cyborgml.examples.demo.DemoResults.Sample;
import org.cyborgml.examples.demo.DemoResults.View;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.map.SaliencyMap;

/** The images that the report shows, chosen by their place in the test set and by nothing else. */
final class Examples {

    private final GarmentMaps garments;

    Examples(GarmentMaps garments) {
        this.garments = garments;
    }

    /** The first image of every class, in the order of the classes. */
    static List<Integer> firstOfClasses(LabelledImages images) {
        List<Integer> first = new ArrayList<>();
        for (int c = 0; c < FashionMnist.CLASSES.size(); c++) {
            for (int i = 0; i < images.size(); i++) {
                if (images.label(i) == c) {
                    first.add(i);
                    break;
                }
            }
        }
        return first;
    }

    /** The first test image in all test sets. */
    Example of(Map<TestSet, TestImages> tests) throws IOException {
        Map<TestSet, Image> images = new EnumMap<>(TestSet.class);
        tests.forEach((set, test) -> images.put(set, image(test.decoys().images(), 0)));
        TestImages any = tests.values().iterator().next();
        LabelledImages clean = any.decoys().clean();
        BinaryMask mask = GarmentMaps.mask(clean, 0);
        return new Example(
                clean.label(0),
                image(clean, 0),
                images,
                Image.of(clean.side(), mask.toRaster().toBytes()),
                Grid.of(garments.map(clean, 0)),
                Grid.of(any.maps().get(0)));
    }

    static Sample sample(TestImages test, int image, List<View> views) {
        SaliencyMap map = test.maps().get(image);
        int value = test.decoys().patches().get(image).orElseThrow().value();
        return new Sample(
                test.decoys().images().label(image),
                Patch.labelOf(value),
                image(test.decoys().images(), image),
                Grid.of(map),
                views);
    }

    private static Image image(LabelledImages images, int image) {
        return Image.of(images.side(), images.image(image));
    }
}
