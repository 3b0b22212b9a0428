package org.cyborgml.app.decoy;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.cyborgml.metrics.PixelMask;
import org.cyborgml.saliency.map.SaliencyMap;

/** All test sets: the same clean images with other patches, and the same masks to judge CAMs by. */
public final class Tests {

    private final LabelledImages clean;
    private final Map<TestSet, TestImages> sets = new EnumMap<>(TestSet.class);

    /**
     * Makes the test sets.
     *
     * @param clean the test images, of every class at least one
     * @param protocol puts the patches on
     * @param garments makes the maps
     * @throws IOException never, as no mask is a file
     */
    public Tests(LabelledImages clean, DecoyProtocol protocol, ObjectMaps garments) throws IOException {
        this.clean = clean;
        List<SaliencyMap> maps = garments.onGrid(clean);
        List<PixelMask> masks = IntStream.range(0, clean.size())
                .mapToObj(i -> PixelMask.of(
                        clean.side(), clean.side(), ObjectMaps.mask(clean, i).toArray()))
                .toList();
        for (TestSet set : TestSet.values()) {
            sets.put(set, new TestImages(protocol.test(clean, set), maps, masks));
        }
    }

    /**
     * One of the sets.
     *
     * @param set which one
     * @return its images
     */
    public TestImages get(TestSet set) {
        return Objects.requireNonNull(sets.get(set));
    }

    /**
     * The images that a report shows.
     *
     * @return the first of every class, in the order of the classes
     */
    public List<Integer> shown() {
        return IntStream.rangeClosed(0, Arrays.stream(clean.labels()).max().orElseThrow())
                .map(label -> IntStream.range(0, clean.size())
                        .filter(i -> clean.label(i) == label)
                        .findFirst()
                        .orElseThrow())
                .boxed()
                .toList();
    }

    /**
     * Images that go through a network to test it on all sets.
     *
     * @return the sum over the sets
     */
    public long images() {
        return (long) sets.size() * clean.size();
    }
}
