package org.cyborgml.examples.demo;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.cyborgml.metrics.PixelMask;
import org.cyborgml.saliency.map.SaliencyMap;

/** All test sets: the same clean images with other patches, and the same masks to judge CAMs by. */
final class Tests {

    private final LabelledImages clean;
    private final Map<TestSet, TestImages> sets = new EnumMap<>(TestSet.class);

    Tests(LabelledImages clean, DecoyProtocol protocol, GarmentMaps garments) throws IOException {
        this.clean = clean;
        List<SaliencyMap> maps = garments.onGrid(clean);
        List<PixelMask> masks = IntStream.range(0, clean.size())
                .mapToObj(i -> PixelMask.of(
                        clean.side(), clean.side(), GarmentMaps.mask(clean, i).toArray()))
                .toList();
        for (TestSet set : TestSet.values()) {
            sets.put(set, new TestImages(protocol.test(clean, set), maps, masks));
        }
    }

    TestImages get(TestSet set) {
        return Objects.requireNonNull(sets.get(set));
    }

    /** The images that the report shows: the first of every class, in the order of the classes. */
    List<Integer> shown() {
        return IntStream.range(0, FashionMnist.CLASSES.size())
                .map(label -> IntStream.range(0, clean.size())
                        .filter(i -> clean.label(i) == label)
                        .findFirst()
                        .orElseThrow())
                .boxed()
                .toList();
    }

    /** Images that go through a network to test it. */
    long images() {
        return (long) sets.size() * clean.size();
    }
}
